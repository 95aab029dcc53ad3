import { MAX_PAYLOAD_CHARACTERS } from './ais-bits.js';

/** Parts of a message follow each other within a second or so; later ones belong to somebody else. [AIS6] */
export const DEFAULT_FRAGMENT_TTL_MS = 4000;
/** Unfinished messages kept per source; the oldest goes first. [AIS6] */
export const DEFAULT_MAX_PENDING = 64;

interface Pending {
  payload: string;
  next: number;
  readonly startedAtMs: number;
}

/**
 * Puts the parts of long messages together, for one source: two receivers on one reassembler would mix their ships.
 * In order, restarted by part 1, forgotten after a time, bounded in number and length. [AIS5] [AIS6]
 */
export class FragmentAssembler {
  /** Parts that were thrown away: orphans, duplicates, expired, evicted. */
  dropped = 0;
  readonly #ttlMs: number;
  readonly #maxPending: number;
  readonly #pending = new Map<string, Pending>();

  constructor(options: { ttlMs?: number; maxPending?: number } = {}) {
    this.#ttlMs = options.ttlMs ?? DEFAULT_FRAGMENT_TTL_MS;
    this.#maxPending = options.maxPending ?? DEFAULT_MAX_PENDING;
  }

  /** Unfinished messages at this moment. */
  get pendingCount(): number {
    return this.#pending.size;
  }

  has(key: string): boolean {
    return this.#pending.has(key);
  }

  /** Takes part `index` of `total`; gives the whole payload with the last one, undefined before. */
  add(key: string, index: number, total: number, payload: string, nowMs: number): string | undefined {
    if (index === 1) {
      this.#start(key, payload, nowMs);
      return undefined;
    }
    const pending = this.#pending.get(key);
    if (pending?.next !== index || nowMs - pending.startedAtMs > this.#ttlMs) {
      this.#drop(key, pending);
      return;
    }
    if (pending.payload.length + payload.length > MAX_PAYLOAD_CHARACTERS) {
      this.#drop(key, pending);
      return;
    }
    pending.payload += payload;
    pending.next += 1;
    if (index < total) return undefined;
    this.#pending.delete(key);
    return pending.payload;
  }

  #start(key: string, payload: string, nowMs: number): void {
    if (this.#pending.delete(key)) this.dropped += 1;
    if (this.#pending.size >= this.#maxPending) {
      const oldest = this.#pending.keys().next();
      if (!oldest.done) this.#pending.delete(oldest.value);
      this.dropped += 1;
    }
    this.#pending.set(key, { payload, next: 2, startedAtMs: nowMs });
  }

  #drop(key: string, pending: Pending | undefined): undefined {
    this.dropped += pending ? 2 : 1;
    this.#pending.delete(key);
    return undefined;
  }
}
