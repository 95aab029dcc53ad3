import type { Clock } from '@haigang/shared/kernel/time';

/** Failures before the delay begins, its doubling base and its ceiling. */
export interface ThrottleOptions {
  /** Default 5. */
  readonly freeAttempts?: number;
  /** Default 1,000 ms, doubled with each further failure. */
  readonly baseDelayMs?: number;
  /** Default 60,000 ms. */
  readonly maxDelayMs?: number;
  /** Pairs remembered at once, default 10,000; the oldest is forgotten first. */
  readonly maxPairs?: number;
}

/**
 * Slows guessing per pair of account and address, so that nobody can lock the commander out from elsewhere
 * (design.md §4, sign-in delay).
 */
export class SignInThrottle {
  readonly #clock: Clock;
  readonly #options: Required<ThrottleOptions>;
  readonly #failures = new Map<string, { count: number; until: number }>();

  constructor(clock: Clock, options: ThrottleOptions = {}) {
    this.#clock = clock;
    this.#options = { freeAttempts: 5, baseDelayMs: 1000, maxDelayMs: 60_000, maxPairs: 10_000, ...options };
  }

  /** Milliseconds the pair must still wait; 0 when it may try. */
  waitMs(username: string, address: string): number {
    const entry = this.#failures.get(key(username, address));
    return entry ? Math.max(0, entry.until - this.#clock()) : 0;
  }

  failed(username: string, address: string): void {
    const id = key(username, address);
    const count = (this.#failures.get(id)?.count ?? 0) + 1;
    const { freeAttempts, baseDelayMs, maxDelayMs, maxPairs } = this.#options;
    const over = count - freeAttempts;
    const delay = over < 0 ? 0 : Math.min(maxDelayMs, baseDelayMs * 2 ** over);
    this.#failures.delete(id);
    this.#failures.set(id, { count, until: this.#clock() + delay });
    const oldest = this.#failures.keys().next().value;
    if (this.#failures.size > maxPairs && oldest !== undefined) this.#failures.delete(oldest);
  }

  succeeded(username: string, address: string): void {
    this.#failures.delete(key(username, address));
  }
}

function key(username: string, address: string): string {
  return `${username}\n${address}`;
}
