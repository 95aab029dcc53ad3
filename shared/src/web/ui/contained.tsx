import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { noteFault, tellFault } from '../connection/index.js';

/** How long a failed part stays away before it is drawn anew, ms; after these longer: nobody stands at a wall. */
const AGAIN_AFTER_MS = [1000, 5000];
/** A part that stood so long counts as well again, ms. */
const WELL_AFTER_MS = 60_000;

const RELOAD_AFTER_MS = 1000;
const RELOADED_KEY = 'haigang.reloaded-after-fault';

function reload(): void {
  window.location.reload();
}

/** Not at once again and again: a page that fails as it opens waits longer. */
function mayReload(): boolean {
  try {
    const reloadedAt = Number(window.sessionStorage.getItem(RELOADED_KEY) ?? 0);
    window.sessionStorage.setItem(RELOADED_KEY, String(Date.now()));
    return Date.now() - reloadedAt > WELL_AFTER_MS;
  } catch {
    // Storage forbidden: nobody could tell a second time from the first.
    return false;
  }
}

interface ContainedProps {
  /** Which part, in the words of the code. */
  readonly part: string;
  /** The page’s seat ends with this part, and is to be taken up again. */
  readonly holdsSeat?: boolean;
  /** The whole page: nothing stands beside it. */
  readonly whole?: boolean;
  readonly children: ReactNode;
}

/**
 * [FAULT1] Keeps a fault in the part of the page in which it happens: without this React takes down everything, the call
 * among it. The part is drawn anew by itself, or when a person asks; a `whole` page is loaded anew, which brings it back
 * into its call. [CONF7]
 */
export class Contained extends Component<ContainedProps, { failed: boolean }> {
  override state = { failed: false };
  #times = 0;
  #failedAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidCatch(error: unknown): void {
    const { part, whole = false, holdsSeat = whole } = this.props;
    if (holdsSeat) noteFault();
    const fault = error instanceof Error ? error : new Error(String(error));
    tellFault({ part, message: fault.message, stack: fault.stack ?? '' });
    clearTimeout(this.#timer);
    if (whole) {
      this.#timer = setTimeout(reload, mayReload() ? RELOAD_AFTER_MS : WELL_AFTER_MS);
      return;
    }
    const now = performance.now();
    if (now - this.#failedAt > WELL_AFTER_MS) this.#times = 0;
    this.#failedAt = now;
    const waitMs = AGAIN_AFTER_MS[this.#times] ?? WELL_AFTER_MS;
    this.#times += 1;
    this.#timer = setTimeout(this.#again, waitMs);
  }

  override componentWillUnmount(): void {
    clearTimeout(this.#timer);
  }

  readonly #again = (): void => this.setState({ failed: false });

  override render(): ReactNode {
    const { whole = false, children } = this.props;
    return this.state.failed ? <Failed whole={whole} onAgain={whole ? reload : this.#again} /> : children;
  }
}

function Failed({ whole, onAgain }: { whole: boolean; onAgain: () => void }): ReactNode {
  const { t } = useTranslation();
  return (
    <section className={whole ? 'fault whole' : 'p fault'} role="alert">
      <p>{t(whole ? 'fault.whole' : 'fault.part')}</p>
      <button type="button" className="btn" onClick={onAgain}>
        {t('fault.again')}
      </button>
    </section>
  );
}
