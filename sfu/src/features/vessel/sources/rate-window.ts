/** Figures of the last minute. */
const WINDOW_MS = 60_000;
/** Between two samples no less than this, so that the window is at most this many long. */
const SAMPLE_MS = 1000;

interface Sample {
  readonly at: number;
  readonly sentences: number;
  readonly bad: number;
}

/** How fast counts went up of late, from samples of the counts themselves. */
export class RateWindow {
  readonly #samples: Sample[] = [];

  sample(at: number, sentences: number, bad: number): void {
    const newest = this.#samples.at(-1);
    if (newest && at - newest.at < SAMPLE_MS) return;
    this.#samples.push({ at, sentences, bad });
    // One sample at the edge or beyond it is the beginning of the window.
    while ((this.#samples[1]?.at ?? Infinity) <= at - WINDOW_MS) this.#samples.shift();
  }

  /** Sentences a second, and the share of damaged ones among all; null where nothing was heard. */
  figures(at: number, sentences: number, bad: number): { sentencesPerSecond: number; badShare: number | null } {
    const first = this.#samples[0] ?? { at, sentences, bad };
    const heard = sentences - first.sentences;
    const damaged = bad - first.bad;
    return {
      // From less than a second nothing is told.
      sentencesPerSecond: at - first.at < SAMPLE_MS ? 0 : Math.round((heard * 10_000) / (at - first.at)) / 10,
      badShare: heard + damaged === 0 ? null : damaged / (heard + damaged),
    };
  }
}
