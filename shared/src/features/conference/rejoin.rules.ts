/** Waits before one attempt after the other, ms: the first at once, the last ones far enough apart for a restart. */
const DELAYS_MS = [0, 250, 500, 1000, 2000, 4000, 4000, 4000];
/** Later attempts of many pages are spread by this share, so that they do not arrive together. */
const JITTER = 0.2;
/** Media that dies more often than this within the time is not entered again by itself. */
const LOSSES_ALLOWED = 3;
const LOSSES_WITHIN_MS = 120_000;

/**
 * When a page that lost its media tries again, and when it stops and asks the person. [NET2] The first attempt is
 * immediate and has no jitter; attempts are counted until one succeeds, losses within two minutes.
 */
export class RejoinPolicy {
  readonly #now: () => number;
  readonly #random: () => number;
  #attempts = 0;
  #losses: number[] = [];

  /** `now` in ms from any clock that does not run backwards, `random` from 0 to 1. */
  constructor(now: () => number, random: () => number = Math.random) {
    this.#now = now;
    this.#random = random;
  }

  /** The media ended under a seat that was live. Milliseconds to wait, or null: stop and ask. */
  lost(): number | null {
    const now = this.#now();
    this.#losses = [...this.#losses.filter((at) => now - at < LOSSES_WITHIN_MS), now];
    return this.#losses.length > LOSSES_ALLOWED ? null : this.next();
  }

  /** Before the next attempt. Milliseconds to wait, or null: stop and ask. */
  next(): number | null {
    const delay = DELAYS_MS[this.#attempts];
    if (delay === undefined) return null;
    this.#attempts += 1;
    return Math.round(delay * (1 + JITTER * this.#random()));
  }

  /** An attempt succeeded. */
  entered(): void {
    this.#attempts = 0;
  }

  /** A person asked for it: everything is forgotten. */
  reset(): void {
    this.#attempts = 0;
    this.#losses = [];
  }
}
