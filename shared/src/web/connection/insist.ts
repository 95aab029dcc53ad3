import { AppError } from '../../kernel/errors.js';

/** Waits before one attempt after the other, ms; the last one goes on for as long as it takes. */
const WAITS_MS = [1000, 2000, 4000, 8000, 15_000];
/** Attempts of many pages are spread by this share, so that they do not arrive together. */
const JITTER = 0.2;
/** An attempt without an answer is given up after this, ms: a line that swallows everything says nothing by itself. */
const ANSWER_WITHIN_MS = 15_000;

/** How an errand stands. While it is pending, `trouble` is why the last attempt failed, undefined before that. */
export type Errand<T> =
  | { readonly phase: 'pending'; readonly trouble: unknown }
  | { readonly phase: 'done'; readonly value: T }
  | { readonly phase: 'refused'; readonly failure: AppError };

export interface Insisting {
  /** Tries at once, whatever the attempt under way is waiting for. */
  again(): void;
  end(): void;
}

/** What the centre refuses for good stays refused; no answer, a wrong one and a fault of the server may pass. */
export function mayPass(failure: unknown): boolean {
  return !(failure instanceof AppError) || failure.retry || failure.code === 'internal';
}

/**
 * Asks until it is answered or refused for good: later each time, at once when the device is online again. What is asked
 * must bear being asked twice, as an answer may be lost.
 */
export function insist<T>(
  ask: (signal: AbortSignal) => Promise<T>,
  told: (errand: Errand<T>) => void,
  waitsMs: readonly number[] = WAITS_MS,
): Insisting {
  let attempts = 0;
  let under: AbortController | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function attempt(): void {
    clearTimeout(timer);
    under?.abort();
    const mine = new AbortController();
    under = mine;
    timer = setTimeout(() => mine.abort(), ANSWER_WITHIN_MS);
    ask(mine.signal).then(
      (value) => {
        if (mine === under) finish({ phase: 'done', value });
      },
      (failure: unknown) => {
        if (mine !== under) return;
        if (failure instanceof AppError && !mayPass(failure)) finish({ phase: 'refused', failure });
        else wait(failure);
      },
    );
  }
  function wait(failure: unknown): void {
    clearTimeout(timer);
    const waitMs = waitsMs[Math.min(attempts, waitsMs.length - 1)] ?? 0;
    attempts += 1;
    timer = setTimeout(attempt, waitMs * (1 + JITTER * Math.random()));
    told({ phase: 'pending', trouble: failure });
  }
  function finish(errand: Errand<T>): void {
    end();
    told(errand);
  }
  function end(): void {
    clearTimeout(timer);
    window.removeEventListener('online', attempt);
    const last = under;
    under = null;
    last?.abort();
  }

  window.addEventListener('online', attempt);
  attempt();
  return { again: attempt, end };
}
