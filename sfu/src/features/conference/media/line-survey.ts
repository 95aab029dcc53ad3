import type { SeatSeen } from '@haigang/shared/features/conference/survey.protocol';
import { every } from '@haigang/shared/kernel/every';
import type { Scope } from '@haigang/shared/kernel/scope';
import { measureSeat, questionsOf, type SurveyedSeat } from './seat-line.js';

/** How often it is looked whether a round is due, ms. */
const TICK_MS = 500;
/** Most questions to the workers in one round; seats beyond it come first in the next one. */
export const MOST_QUESTIONS = 1000;

export interface SurveyedPlace {
  readonly conferenceId: string;
  readonly principalId: string;
  readonly seat: SurveyedSeat;
}

export type SeenPlace = Omit<SurveyedPlace, 'seat'> & { readonly line: SeatSeen };

export interface LineSurveyOptions {
  readonly scope: Scope;
  /** The seats there are now. */
  readonly places: () => readonly SurveyedPlace[];
  /** Time from one round to the next, ms; 0 asks nothing. Asked at each tick. */
  readonly intervalMs: () => number;
  readonly onRound: (seen: readonly SeenPlace[]) => void;
  readonly mostQuestions?: number;
  readonly tickMs?: number;
}

/**
 * [STAT5] Asks the workers how every seat's lines are, one seat after the other and one round at a time, as long as its
 * scope lives: the only one who asks, so that the cost is known and bounded.
 */
export class LineSurvey {
  readonly #options: LineSurveyOptions;
  #asking = false;
  #lastAt = -Infinity;
  /** Where the next round begins. */
  #next = 0;

  constructor(options: LineSurveyOptions) {
    this.#options = options;
    options.scope.defer(every(options.tickMs ?? TICK_MS, () => this.#tick()));
  }

  #tick(): void {
    const intervalMs = this.#options.intervalMs();
    const now = performance.now();
    if (intervalMs === 0 || this.#asking || now - this.#lastAt < intervalMs) return;
    this.#asking = true;
    this.#lastAt = now;
    void this.#round().finally(() => (this.#asking = false));
  }

  async #round(): Promise<void> {
    const { scope, mostQuestions = MOST_QUESTIONS, onRound } = this.#options;
    const seen: SeenPlace[] = [];
    let questions = 0;
    for (const { seat, ...place } of this.#inTurn()) {
      questions += questionsOf(seat);
      if (scope.closed || questions > mostQuestions) break;
      this.#next += 1;
      // A seat that ended meanwhile has no lines.
      const line = await measureSeat(seat).catch(() => null);
      if (line) seen.push({ ...place, line });
    }
    if (!scope.closed) onRound(seen);
  }

  #inTurn(): SurveyedPlace[] {
    const places = this.#options.places();
    const from = places.length === 0 ? 0 : this.#next % places.length;
    this.#next = from;
    return [...places.slice(from), ...places.slice(0, from)];
  }
}
