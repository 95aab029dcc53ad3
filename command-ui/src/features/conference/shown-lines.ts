import type { LineQuality } from '@haigang/shared/features/conference/conference.protocol';
import type { SeenLine } from '@haigang/shared/features/conference/survey.protocol';
import type { LinePoint, SeenPoint } from '@haigang/shared/web/conference';

/** Pages measure every two seconds; a measure that is older than this says nothing about now, ms. */
const STALE_MS = 8000;
/** The server's round is every five seconds by default, and one may be lost, ms. */
const SEEN_STALE_MS = 15_000;

/** One direction as it is listed; null where its source cannot tell. */
export type ShownLine = Pick<LineQuality, 'kbps' | 'lossPercent' | 'roundTripMs'> & {
  readonly jitterMs: number | null;
  readonly freezes: number | null;
  readonly rung: LineQuality['rung'] | null;
};

export interface ShownLines {
  /** Who measured: the person's own page, or the server where that page tells nothing. */
  readonly source: 'page' | 'server';
  readonly up: ShownLine;
  readonly down: ShownLine;
  readonly ageMs: number;
  readonly stale: boolean;
}

/**
 * [STAT4] [STAT5] The newest that is known of a person's lines: what his page measured while it tells, otherwise what
 * the server saw, if that is newer. `now` and all times are ms of this page's own clock; null while nothing is known.
 */
export function shownLines(
  measured: LinePoint | undefined,
  seen: SeenPoint | undefined,
  now: number,
): ShownLines | null {
  const age = (at: number): number => Math.max(0, now - at);
  const pageTells = measured !== undefined && age(measured.at) <= STALE_MS;
  if (seen && !pageTells && seen.at > (measured?.at ?? -Infinity)) {
    const { up, down } = seen.seen;
    const ageMs = age(seen.at);
    return { source: 'server', up: ofServer(up), down: ofServer(down), ageMs, stale: ageMs > SEEN_STALE_MS };
  }
  if (!measured) return null;
  const { up, down } = measured.quality;
  // What stands still is seen where it is received.
  return { source: 'page', up: { ...up, freezes: null }, down, ageMs: age(measured.at), stale: !pageTells };
}

function ofServer({ kbps, lossPercent, roundTripMs, jitterMs }: SeenLine): ShownLine {
  return { kbps, lossPercent, roundTripMs, jitterMs, freezes: null, rung: null };
}
