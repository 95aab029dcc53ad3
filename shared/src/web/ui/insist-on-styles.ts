import { insist } from '../connection/index.js';

const WAITS_MS = [500, 1000, 2000, 4000, 8000];

/**
 * [FAULT3] A style sheet that did not arrive is asked for until it does: browsers try once, and a network that changes
 * as the page opens would leave it without looks for as long as it stands.
 */
export function insistOnStyles(): void {
  for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')) {
    if (!hasCome(link)) {
      insist(
        (signal) => fetchAgain(link, signal),
        () => undefined,
        WAITS_MS,
      );
    }
  }
}

/** Of what failed Chromium keeps a sheet that may not be read, others none. */
function hasCome({ sheet }: HTMLLinkElement): boolean {
  try {
    return (sheet?.cssRules.length ?? 0) > 0;
  } catch {
    return false;
  }
}

function fetchAgain(failed: HTMLLinkElement, signal: AbortSignal): Promise<void> {
  const next = failed.cloneNode() as HTMLLinkElement;
  return new Promise((resolve, reject) => {
    const giveUp = (): void => {
      next.remove();
      reject(new Error('the style sheet did not arrive'));
    };
    signal.addEventListener('abort', giveUp);
    next.addEventListener('error', giveUp);
    next.addEventListener('load', () => {
      signal.removeEventListener('abort', giveUp);
      resolve();
    });
    failed.after(next);
  });
}
