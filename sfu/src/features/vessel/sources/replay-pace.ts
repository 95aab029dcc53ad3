/** A silence of the recording takes at most this long, whatever its length. */
const LONGEST_WAIT_MS = 10_000;
/** What has no time stamp at all is played as a busy receiver hears: this many sentences a second at 1×. */
const UNSTAMPED_A_SECOND = 20;

/** When each line of a recording is due. [AIS45] */
export class ReplayPace {
  readonly #speed: number;
  readonly #now: () => number;
  /** By `now`, when the last line was due. */
  #dueMs: number;
  #recordedMs: number | null = null;

  /** `now` in milliseconds by any clock that only goes forward; a speed of Infinity waits for nothing. */
  constructor(speed: number, now: () => number) {
    this.#speed = speed;
    this.#now = now;
    this.#dueMs = now();
  }

  /** How long to wait before this line, recorded at `recordedMs`. What says no time follows the line before it. */
  waitMs(recordedMs: number | null, isSentence: boolean): number {
    if (this.#speed === Infinity) return 0;
    const now = this.#now();
    this.#dueMs += this.#stepMs(recordedMs, isSentence) / this.#speed;
    // A silence is cut short, and what came late is not caught up with in a flood.
    this.#dueMs = Math.min(Math.max(this.#dueMs, now - 1000), now + LONGEST_WAIT_MS);
    return Math.max(0, Math.round(this.#dueMs - now));
  }

  #stepMs(recordedMs: number | null, isSentence: boolean): number {
    if (recordedMs === null) return this.#recordedMs === null && isSentence ? 1000 / UNSTAMPED_A_SECOND : 0;
    const before = this.#recordedMs ?? recordedMs;
    this.#recordedMs = recordedMs;
    // A clock that was set back begins anew from there.
    return Math.max(0, recordedMs - before);
  }
}
