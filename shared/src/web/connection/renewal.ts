import { useEffect } from 'react';
import { insist, type Insisting } from './insist.js';

/** When this tab loaded itself anew last, and how often without reaching the centre. */
export interface Renewed {
  readonly at: number;
  readonly count: number;
}

const STORED = 'haigang.renewed';
const LEAST_MS = 60_000;
const MOST_MS = 15 * 60_000;

/** [ID10] How long to wait before loading anew: not at all the first time, then a minute at least and twice as long each time. */
export function renewalWaitMs(last: Renewed | null, now: number): number {
  if (!last) return 0;
  const distance = Math.min(LEAST_MS * 2 ** Math.max(0, last.count - 1), MOST_MS);
  // A clock that was set back counts as no time at all.
  return Math.max(0, distance - Math.max(0, now - last.at));
}

/**
 * [ID10] Loads the page anew while the centre refuses it for its age; not before the page is served, since a browser's own
 * page of errors would stay.
 */
export function useRenewal(outdated: boolean): void {
  useEffect(() => {
    if (!outdated) return undefined;
    const last = read();
    let insisting: Insisting | undefined;
    const timer = setTimeout(
      () => {
        insisting = insist(isServed, ({ phase }) => {
          if (phase !== 'done') return;
          write({ at: Date.now(), count: (last?.count ?? 0) + 1 });
          window.location.reload();
        });
      },
      // Where nothing is remembered the shortest distance is kept all the same.
      isKept() ? renewalWaitMs(last, Date.now()) : LEAST_MS,
    );
    return () => {
      clearTimeout(timer);
      insisting?.end();
    };
  }, [outdated]);
}

/** The centre took this page: the next time begins with the shortest distance. */
export function renewalHelped(): void {
  const last = read();
  if (last && last.count > 1) write({ ...last, count: 1 });
}

async function isServed(signal: AbortSignal): Promise<void> {
  const { ok } = await fetch(window.location.href, { cache: 'no-store', signal });
  if (!ok) throw new Error('the page is not served');
}

function isKept(): boolean {
  try {
    sessionStorage.setItem(`${STORED}.try`, '');
    sessionStorage.removeItem(`${STORED}.try`);
    return true;
  } catch {
    return false;
  }
}

function read(): Renewed | null {
  try {
    const [at, count] = (sessionStorage.getItem(STORED) ?? '').split(' ').map(Number);
    return at && count ? { at, count } : null;
  } catch {
    return null;
  }
}

function write({ at, count }: Renewed): void {
  try {
    sessionStorage.setItem(STORED, `${at} ${count}`);
  } catch {
    // Storage forbidden: the shortest distance is kept.
  }
}
