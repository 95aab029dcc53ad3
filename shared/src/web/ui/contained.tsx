import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { noteFault, tellFault } from '../connection/index.js';

/** How long a failed part stays away before it is drawn anew, ms; after these a person has to ask for it. */
const AGAIN_AFTER_MS = [1000, 5000];
/** A part that stood so long counts as well again, ms. */
const WELL_AFTER_MS = 60_000;

const RELOAD_AFTER_MS = 1000;
const RELOADED_KEY = 'haigang.reloaded-after-fault';

function reload(): void {
  window.location.reload();
}

/** Not again and again: a page that fails as it opens waits for its person. */
function mayReload(): boolean {
  const reloadedAt = Number(window.sessionStorage.getItem(RELOADED_KEY) ?? 0);
  const now = Date.now();
  window.sessionStorage.setItem(RELOADED_KEY, String(now));
  return now - reloadedAt > WELL_AFTER_MS;
}

interface ContainedProps {
  /** Which part, in the words of the code. */
  readonly part: string;
  /** The whole page: nothing stands beside it. */
  readonly whole?: boolean;
  readonly children: ReactNode;
}

/**
 * [FAULT1] Keeps a fault in the part of the page in which it happens: without this React takes down everything, the call
 * among it. The part is drawn anew by itself twice, then when a person asks; a `whole` page is loaded anew, which brings
 * it back into its call. [CONF7]
 */
export class Contained extends Component<ContainedProps, { failed: boolean }> {
  override state = { failed: false };
  #times = 0;
  #failedAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  static getDerivedStateFromError(): { failed: boolean } {
    noteFault();
    return { failed: true };
  }

  override componentDidCatch(error: unknown): void {
    const { part, whole = false } = this.props;
    const fault = error instanceof Error ? error : new Error(String(error));
    tellFault({ part, message: fault.message, stack: fault.stack ?? '' });
    clearTimeout(this.#timer);
    if (whole) {
      if (mayReload()) this.#timer = setTimeout(reload, RELOAD_AFTER_MS);
      return;
    }
    const now = performance.now();
    if (now - this.#failedAt > WELL_AFTER_MS) this.#times = 0;
    this.#failedAt = now;
    const waitMs = AGAIN_AFTER_MS[this.#times];
    this.#times += 1;
    if (waitMs !== undefined) this.#timer = setTimeout(this.#again, waitMs);
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
