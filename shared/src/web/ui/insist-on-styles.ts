const FIRST_AGAIN_MS = 500;
const LAST_AGAIN_MS = 8000;

/**
 * [FAULT3] A style sheet that did not arrive is asked for until it does: browsers try once, and a network that changes
 * as the page opens would leave it without looks for as long as it stands.
 */
export function insistOnStyles(): void {
  for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')) {
    if (!hasCome(link)) again(link, FIRST_AGAIN_MS);
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

function again(failed: HTMLLinkElement, afterMs: number): void {
  setTimeout(() => {
    const next = failed.cloneNode() as HTMLLinkElement;
    next.addEventListener('error', () => again(next, Math.min(2 * afterMs, LAST_AGAIN_MS)));
    failed.replaceWith(next);
  }, afterMs);
}
