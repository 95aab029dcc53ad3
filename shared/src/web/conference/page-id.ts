/** Names this page over all its seats, until it is loaded anew. [CONF7] */
export const PAGE_ID: string = crypto.randomUUID();

/** Before everything a tab remembers of its seats for the page that is loaded in it next. */
export const TAB_SEATS = 'haigang.seat.';
/** The page that is in this tab. */
const IN_TAB = 'haigang.page';

/** How long a page that is loaded anew may take to let go of what it held, milliseconds. */
const ENDS_WITHIN_MS = 1500;

const lockOf = (pageId: string): string => `haigang.page/${pageId}`;
const locks = (): LockManager | null => ('locks' in navigator ? navigator.locks : null);

/**
 * [CONF7] At the start of a page: a copy of a tab has its memory too, and forgets the seats of the original. From now on
 * until it ends, other pages of this browser can tell that this one is there. Never rejects.
 */
export async function startPage(): Promise<void> {
  try {
    const before = sessionStorage.getItem(IN_TAB);
    if (before !== null && !(await hasEnded(before))) forgetSeats();
    sessionStorage.setItem(IN_TAB, PAGE_ID);
  } catch {
    // Storage forbidden: then nothing is remembered of seats either.
  }
  locks()
    ?.request(lockOf(PAGE_ID), () => new Promise<never>(() => undefined))
    .catch(() => undefined);
}

/** Whether a page of this browser is gone. True where the browser cannot tell (before 2022). */
async function hasEnded(pageId: string): Promise<boolean> {
  const manager = locks();
  if (!manager) return true;
  const waited = new AbortController();
  const timer = setTimeout(() => waited.abort(), ENDS_WITHIN_MS);
  const ended = await manager.request(lockOf(pageId), { signal: waited.signal }, () => true).catch(() => false);
  clearTimeout(timer);
  return ended;
}

function forgetSeats(): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(TAB_SEATS)) sessionStorage.removeItem(key);
}
