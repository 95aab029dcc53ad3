import type { Clock } from '@haigang/shared/kernel/time';

export interface CallRate {
  /** Calls let through at once after a quiet time. */
  readonly burst: number;
  readonly perSecond: number;
}

/** Lets `burst` calls through at once and `perSecond` on average; the rest is refused. */
export class TokenBucket {
  readonly #rate: () => CallRate;
  readonly #clock: Clock;
  #tokens: number;
  #at: number;

  /** `rate` is asked at every call, so that a changed setting holds at once. */
  constructor(rate: () => CallRate, clock: Clock) {
    this.#rate = rate;
    this.#clock = clock;
    this.#tokens = rate().burst;
    this.#at = clock();
  }

  take(): boolean {
    this.#refill();
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  /** Nothing was taken for so long that it is as one made anew. */
  get isFull(): boolean {
    this.#refill();
    return this.#tokens >= this.#rate().burst;
  }

  #refill(): void {
    const now = this.#clock();
    const { burst, perSecond } = this.#rate();
    this.#tokens = Math.min(burst, this.#tokens + ((now - this.#at) / 1000) * perSecond);
    this.#at = now;
  }
}
