import type { SeatQuality } from './quality.protocol.js';

/** Every page tells of its lines each 2 s; who was silent for so long has left or is cut off, ms. */
const RECENT_MS = 10_000;

/** Who missed two of those may have a line that is full, ms. */
const LATE_MS = 5000;

/** How the others' lines were a moment ago. What somebody told who is gone since binds nobody. */
export class RecentLines {
  readonly #told = new Map<string, { quality: SeatQuality; at: number }>();

  /** `now` in ms from any clock that does not run backwards. */
  tell(principalId: string, quality: SeatQuality, now: number): void {
    this.#told.set(principalId, { quality, at: now });
  }

  /** Whether somebody told of his lines a moment ago; what he told before says nothing of them now. */
  isRecent(principalId: string, now: number): boolean {
    const told = this.#told.get(principalId);
    return told !== undefined && now - told.at <= RECENT_MS;
  }

  /** `isThere`: who left misses no report. */
  at(now: number, isThere: (principalId: string) => boolean = () => true): readonly SeatQuality[] {
    for (const [principalId, { at }] of this.#told) if (now - at > RECENT_MS) this.#told.delete(principalId);
    // [LADDER10] What keeps his report away may be our own voice.
    const late = ({ up, down }: SeatQuality): SeatQuality => ({ up, down: { ...down, rung: 'audio' } });
    return [...this.#told].flatMap(([principalId, { quality, at }]) => {
      if (!isThere(principalId)) return [];
      return [now - at > LATE_MS ? late(quality) : quality];
    });
  }
}
