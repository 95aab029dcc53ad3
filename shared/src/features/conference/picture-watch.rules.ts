import { layerOfRung, type Rung } from './ladder.rules.js';

/** A picture that is wanted and has not begun after this time is received anew, ms; later each time. */
export const FIRST_PICTURE_WAITS_MS: readonly number[] = [4000, 8000, 16_000];
/** After those it is tried again at this distance, ms: what keeps a picture away may end at any time. */
export const LATER_PICTURE_WAIT_MS = 30_000;

/** What is known of one picture that a page receives. */
export interface WatchedPicture {
  /** Frames decoded since it is received. */
  readonly framesDecoded: number;
  /** `no` while its sender paused it or sends none, it is out of sight here, or the line gives no picture. */
  readonly wanted: 'yes' | 'no' | 'cannot-tell';
}

export interface PictureWait {
  /** How long it was wanted and did not come, ms; time in which the page could not tell does not count. */
  readonly waitedMs: number;
  /** When it was looked at last, ms of the page's clock. */
  readonly lookedAt: number | null;
  readonly attempts: number;
}

export const NO_WAIT: PictureWait = { waitedMs: 0, lookedAt: null, attempts: 0 };

/**
 * [MEDIA8] Decides whether a picture that does not begin is to be received anew. Seen in some of many joins on a loaded
 * machine: everything is connected, the sender sends, and no frame arrives for as long as one cares to wait; a new
 * consumer gets its picture at once.
 */
export function stepPictureWait(
  before: PictureWait,
  picture: WatchedPicture,
  now: number,
): PictureWait & { again: boolean } {
  const { attempts } = before;
  if (picture.framesDecoded > 0) return { ...NO_WAIT, again: false };
  if (picture.wanted === 'no') return { ...NO_WAIT, attempts, again: false };
  if (picture.wanted === 'cannot-tell') return { ...before, lookedAt: null, again: false };
  const waitedMs = before.waitedMs + (before.lookedAt === null ? 0 : now - before.lookedAt);
  const again = waitedMs >= (FIRST_PICTURE_WAITS_MS[attempts] ?? LATER_PICTURE_WAIT_MS);
  return again ? { ...NO_WAIT, attempts: attempts + 1, again } : { waitedMs, lookedAt: now, attempts, again };
}

/** What is known of one picture that a tile shows. */
export interface ShownFrame {
  /** When its last frame came, ms of the page's clock; null while none has. */
  readonly frameAt: number | null;
  readonly wanted: WatchedPicture['wanted'];
}

export interface PictureRest {
  /** As in what was seen last: null while it has not begun. */
  readonly frameAt: number | null;
  /** How long it was wanted and no further frame came, ms; time in which the page could not tell does not count. */
  readonly restedMs: number;
  /** When it was looked at last, ms of the page's clock; null where the time since does not count. */
  readonly lookedAt: number | null;
}

/** Between two looks no more than this counts, ms: a page that stood itself knows nothing of the picture. */
const MOST_BETWEEN_LOOKS_MS = 1000;

export const NO_REST: PictureRest = { frameAt: null, restedMs: 0, lookedAt: null };

/** [LADDER9] Adds up how long a picture stands that should move, or how long it has not begun. */
export function stepPictureRest(before: PictureRest, picture: ShownFrame, now: number): PictureRest {
  const { frameAt, wanted } = picture;
  if (wanted === 'no') return NO_REST;
  if (wanted === 'cannot-tell') return { ...before, lookedAt: null };
  if (frameAt !== before.frameAt) return { frameAt, restedMs: 0, lookedAt: now };
  const sinceMs = before.lookedAt === null ? 0 : Math.min(now - before.lookedAt, MOST_BETWEEN_LOOKS_MS);
  return { frameAt, restedMs: before.restedMs + sinceMs, lookedAt: now };
}

/** No frame comes of a picture that should move, or none has come yet. */
export type Standing = 'stopped' | 'unbegun';

/** Which it is after it rested for `afterMs`; null before. */
export function standingOf({ frameAt, restedMs }: PictureRest, afterMs: number): Standing | null {
  if (restedMs < afterMs) return null;
  return frameAt === null ? 'unbegun' : 'stopped';
}

/** Why a picture does not move: its person is dropped, a line carries none, or no frame comes and nobody told why. */
export type RestCause = 'dropped' | 'weak' | Standing;

/**
 * [LADDER4] [LADDER9] What a tile says of a picture that does not move; null while it does. `rung` is the weaker of the
 * sender's up-link and the viewer's down-link as they were told last: of one who is dropped nothing newer comes, so that
 * his being gone is said before how weak his line was.
 */
export function restCause(picture: { dropped: boolean; rung: Rung; standing: Standing | null }): RestCause | null {
  const { dropped, rung, standing } = picture;
  const isWeak = layerOfRung(rung) < 0;
  if (!isWeak && standing === null) return null;
  if (dropped) return 'dropped';
  return isWeak ? 'weak' : standing;
}
