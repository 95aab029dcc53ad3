/** Wait before another attempt where the server said "not now" or did not answer, milliseconds; doubled each time. */
const AGAIN_MS = 3000;
const LONGEST_DOUBLING = 4;

/** What came of going once over what waits. */
export interface Pass {
  /** Something has gone. */
  readonly went: boolean;
  /** Something is to be tried again. */
  readonly again: boolean;
}

export interface LaneOptions {
  readonly pass: () => Promise<Pass>;
  /** Whether the link lives: then what failed is tried again after a while, otherwise it waits for `wake`. */
  readonly live: () => boolean;
  readonly againMs?: number | undefined;
}

/** Goes over what waits, one pass at a time, again at growing distances while something failed, until nothing waits. */
export class Lane {
  readonly #options: LaneOptions;
  #running = false;
  #closed = false;
  #wakes = 0;
  #hurry: (() => void) | null = null;

  constructor(options: LaneOptions) {
    this.#options = options;
  }

  get closed(): boolean {
    return this.#closed;
  }

  close(): void {
    this.#closed = true;
    this.#hurry?.();
  }

  /** Goes on with what waits: called when something is new, or the link is back. */
  wake(): void {
    this.#wakes += 1;
    this.#hurry?.();
    if (this.#running || this.#closed) return;
    this.#running = true;
    void this.#run();
  }

  async #run(): Promise<void> {
    let failures = 0;
    for (;;) {
      const wakes = this.#wakes;
      const { went, again } = await this.#options.pass();
      if (this.#closed) break;
      if (went) failures = 0;
      // NOTE: the link may have come back, or something been added, while the pass was still under way.
      if (wakes !== this.#wakes) continue;
      if (!again || !this.#options.live()) break;
      await this.#wait((this.#options.againMs ?? AGAIN_MS) * 2 ** Math.min(failures, LONGEST_DOUBLING));
      failures += 1;
    }
    this.#running = false;
  }

  /** Until the next attempt, or until somebody wakes it. */
  #wait(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#hurry?.(), milliseconds);
      this.#hurry = () => {
        clearTimeout(timer);
        this.#hurry = null;
        resolve();
      };
    });
  }
}
