import { AppError } from '@haigang/shared/kernel/errors';
import { TokenBucket } from '../../../platform/signaling/token-bucket.js';

/** Tracks a person may open or receive at once, and each second on average; a room of sixteen needs 32 at its join. */
const TRACKS = { burst: 80, perSecond: 8 };
/** Seats a person may take anew: each is two transports. Taking up the one that was left is none. */
const SEATS = { burst: 10, perSecond: 0.5 };

/** [MEDIA5] What one person changes in one room, however many seats he takes one after the other. */
export class ChangeLimit {
  readonly #tracks = bucket(TRACKS);
  readonly #seats = bucket(SEATS);

  /** Throws `over_capacity conference.too-many-changes`. */
  takeTrack(): void {
    if (!this.#tracks.take()) throw tooMany('too many tracks opened in a short time');
  }

  /** Throws `over_capacity conference.too-many-changes`. */
  takeSeat(): void {
    if (!this.#seats.take()) throw tooMany('too many seats taken in a short time');
  }

  /** Nothing is remembered of it any more. */
  get isRested(): boolean {
    return this.#tracks.isFull && this.#seats.isFull;
  }
}

/** The limits of all rooms and people; a room that ends and opens again finds them as they were. */
export class ChangeLimits {
  readonly #limits = new Map<string, ChangeLimit>();

  of(conferenceId: string, principalId: string): ChangeLimit {
    const key = keyOf(conferenceId, principalId);
    const known = this.#limits.get(key);
    if (known) return known;
    for (const [other, limit] of this.#limits) if (limit.isRested) this.#limits.delete(other);
    const limit = new ChangeLimit();
    this.#limits.set(key, limit);
    return limit;
  }

  /** The media was lost by no fault of theirs: everybody enters anew. */
  forgive(conferenceId: string, principalIds: readonly string[]): void {
    for (const principalId of principalIds) this.#limits.delete(keyOf(conferenceId, principalId));
  }

  get size(): number {
    return this.#limits.size;
  }
}

function keyOf(conferenceId: string, principalId: string): string {
  return `${conferenceId} ${principalId}`;
}

function bucket(rate: { burst: number; perSecond: number }): TokenBucket {
  return new TokenBucket(
    () => rate,
    () => performance.now(),
  );
}

function tooMany(message: string): AppError {
  return new AppError('over_capacity', 'conference.too-many-changes', message);
}
