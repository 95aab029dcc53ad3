import { AppError } from '@haigang/shared/kernel/errors';
import { every } from '@haigang/shared/kernel/every';
import type { Scope } from '@haigang/shared/kernel/scope';
import type { Rung } from '@haigang/shared/features/conference/ladder.rules';
import { needsStills, qualityMark, type QualityMark } from '@haigang/shared/features/conference/quality.rules';
import { PictureSource, type SeatQuality } from '@haigang/shared/features/conference/conference.protocol';

/** How often a room hears of the lines in it, ms. */
const TICK_MS = 2000;
/** A still may come this much sooner than the pages are told to send them, ms: timers and networks waver. */
const STILL_LEEWAY_MS = 1000;

/** A page that told nothing for so long cannot tell, ms: three of its own measures. */
const SILENT_MS = 6000;

/** A page that told and has told nothing for so long has missed one of its reports, ms. */
const OVERDUE_MS = 4000;

/** What one report may add: a page tells what it wants. */
const MOST_STANDSTILLS = 20;

type Report = SeatQuality & { readonly principalId: string };

/** How the lines of one room's participants are, as their pages say; lossy, nothing is kept. */
export class RoomQuality {
  readonly #latest = new Map<string, SeatQuality>();
  readonly #changed = new Set<string>();
  readonly #stillAt = new Map<string, number>();
  readonly #toldAt = new Map<string, number>();
  readonly #onStandstills: (more: number) => void;

  /** `tell` gets what was reported since the last tick, as long as `scope` lives; `onStandstills` how many more there were. */
  constructor(options: {
    scope: Scope;
    tell: (people: Report[]) => void;
    onStandstills: (more: number) => void;
    tickMs?: number;
  }) {
    this.#onStandstills = options.onStandstills;
    options.scope.defer(
      every(options.tickMs ?? TICK_MS, () => {
        if (this.#changed.size > 0) options.tell(this.#drain());
      }),
    );
  }

  report(principalId: string, quality: SeatQuality): void {
    // A page counts from where its seat began; a smaller count is a new seat's.
    const before = this.#latest.get(principalId)?.down.freezes ?? 0;
    const { freezes } = quality.down;
    this.#onStandstills(Math.min(MOST_STANDSTILLS, freezes >= before ? freezes - before : freezes));
    this.#latest.set(principalId, quality);
    this.#changed.add(principalId);
    this.#toldAt.set(principalId, performance.now());
  }

  /** [STAT5] Whether a page cannot tell how its line is, so that the server's own view has to do. */
  isSilent(principalId: string): boolean {
    return performance.now() - (this.#toldAt.get(principalId) ?? -Infinity) >= SILENT_MS;
  }

  /** [LADDER10] Whether a page told of its line and tells no more. */
  fellSilent(principalId: string): boolean {
    return performance.now() - (this.#toldAt.get(principalId) ?? Infinity) >= OVERDUE_MS;
  }

  /** [STAT3] How many lines of that direction are on a rung of the ladder. */
  countRung(direction: keyof SeatQuality, rung: Rung): number {
    return [...this.#latest.values()].filter((quality) => quality[direction].rung === rung).length;
  }

  count(mark: QualityMark): number {
    return [...this.#latest.values()].filter((quality) => qualityMark(quality) === mark).length;
  }

  forget(principalId: string): void {
    this.#latest.delete(principalId);
    this.#changed.delete(principalId);
    for (const source of PictureSource.options) this.#stillAt.delete(`${source} ${principalId}`);
    this.#toldAt.delete(principalId);
  }

  /** [LADDER3] Whether `viewerId` is to get a still picture of `senderId`. */
  needsStills(senderId: string, viewerId: string): boolean {
    return needsStills(this.#latest.get(senderId)?.up.rung, this.#latest.get(viewerId)?.down.rung);
  }

  /** [LADDER3] Throws unless a still of this person's camera or screen may go out now; times in ms. */
  admitStill(principalId: string, source: PictureSource, at: { now: number; intervalMs: number }): void {
    const { now, intervalMs } = at;
    const key = `${source} ${principalId}`;
    const last = this.#stillAt.get(key);
    if (last !== undefined && now - last < intervalMs - STILL_LEEWAY_MS) {
      throw new AppError('over_capacity', 'conference.still-too-soon', 'still pictures come too fast');
    }
    this.#stillAt.set(key, now);
  }

  #drain(): Report[] {
    const people = [...this.#changed].flatMap((principalId) => {
      const quality = this.#latest.get(principalId);
      return quality ? [{ principalId, ...quality }] : [];
    });
    this.#changed.clear();
    return people;
  }
}
