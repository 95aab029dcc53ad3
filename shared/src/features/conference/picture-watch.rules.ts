/** A picture that is wanted and has not begun after this time is received anew, ms; later each time. */
export const FIRST_PICTURE_WAITS_MS: readonly number[] = [4000, 8000, 16_000];

/** What is known of one picture that a page receives. */
export interface WatchedPicture {
  /** Frames decoded since it is received. */
  readonly framesDecoded: number;
  /** False while it is paused by its sender, out of sight here, or the line gives no picture. */
  readonly wanted: boolean;
}

export interface PictureWait {
  /** Since when it is waited for, ms of the page's clock; null while there is nothing to wait for. */
  readonly since: number | null;
  readonly attempts: number;
}

export const NO_WAIT: PictureWait = { since: null, attempts: 0 };

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
  if (picture.framesDecoded > 0) return { ...NO_WAIT, again: false };
  if (!picture.wanted) return { since: null, attempts: before.attempts, again: false };
  const since = before.since ?? now;
  const wait = FIRST_PICTURE_WAITS_MS[before.attempts];
  const again = wait !== undefined && now - since >= wait;
  return again ? { since: null, attempts: before.attempts + 1, again } : { since, attempts: before.attempts, again };
}
