/** Transmissions remembered at most; a cell of the radio sends 75 a second, many cells some thousands. */
const MOST = 200_000;

/** Knows the transmissions of the last seconds, so that what several receivers heard counts once. [AIS15] */
export class TransmissionWindow {
  /** By fingerprint, when it was first heard; in that order. */
  readonly #heard = new Map<number, number>();
  readonly #most: number;

  constructor(most = MOST) {
    this.#most = most;
  }

  get size(): number {
    return this.#heard.size;
  }

  /** Whether this transmission is heard for the first time in `windowMs`. */
  isFirst(fingerprint: number, now: number, windowMs: number): boolean {
    const at = this.#heard.get(fingerprint);
    // A clock that was set back makes nothing a copy for longer than the window.
    if (at !== undefined && Math.abs(now - at) <= windowMs) return false;
    this.#heard.delete(fingerprint);
    this.#heard.set(fingerprint, now);
    for (const [oldest, heardAt] of this.#heard) {
      if (Math.abs(now - heardAt) <= windowMs && this.#heard.size <= this.#most) break;
      this.#heard.delete(oldest);
    }
    return true;
  }
}
