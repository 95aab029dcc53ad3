import type { Clock } from '@haigang/shared/kernel/time';

/** Failures before the delay begins, its doubling base and its ceiling. */
export interface ThrottleLimits {
  readonly freeAttempts: number;
  /** Doubled with each further failure. */
  readonly baseDelayMs: number;
  readonly maxDelayMs: number;
}

/** Pairs remembered at once; the oldest is forgotten first. */
const MAX_PAIRS = 10_000;

/**
 * Slows guessing per pair of account and address, so that nobody can lock the commander out from elsewhere
 * (design.md §4, sign-in delay).
 */
export class SignInThrottle {
  readonly #clock: Clock;
  readonly #limits: () => ThrottleLimits;
  readonly #failures = new Map<string, { count: number; until: number }>();

  /** `limits` is asked at every failure, so that a changed setting holds at once. */
  constructor(clock: Clock, limits: () => ThrottleLimits) {
    this.#clock = clock;
    this.#limits = limits;
  }

  #waitMs(username: string, address: string): number {
    const entry = this.#failures.get(key(username, address));
    return entry ? Math.max(0, entry.until - this.#clock()) : 0;
  }

  /**
   * Takes one attempt and counts it as failed until `succeeded` says otherwise, so that guesses sent at once are counted
   * one by one. Returns the milliseconds the pair must wait instead, 0 when it may try.
   */
  attempt(username: string, address: string): number {
    const waitMs = this.#waitMs(username, address);
    if (waitMs === 0) this.#count(username, address);
    return waitMs;
  }

  #count(username: string, address: string): void {
    const id = key(username, address);
    const count = (this.#failures.get(id)?.count ?? 0) + 1;
    const { freeAttempts, baseDelayMs, maxDelayMs } = this.#limits();
    const over = count - freeAttempts;
    const delay = over < 0 ? 0 : Math.min(maxDelayMs, baseDelayMs * 2 ** over);
    this.#failures.delete(id);
    this.#failures.set(id, { count, until: this.#clock() + delay });
    const oldest = this.#failures.keys().next().value;
    if (this.#failures.size > MAX_PAIRS && oldest !== undefined) this.#failures.delete(oldest);
  }

  succeeded(username: string, address: string): void {
    this.#failures.delete(key(username, address));
  }
}

function key(username: string, address: string): string {
  return `${username}\n${address}`;
}
