import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { AppError } from '@haigang/shared/kernel/errors';
import type { Scope } from '@haigang/shared/kernel/scope';
import type { Logger } from '../../../platform/logger.js';
import type { TrackAnswers, TrackCall, TrackReply, TrackRequest, TrackThreadData } from './track-messages.js';

/** The thread's program as it was built; sources under test run it from there too. */
const PROGRAM = new URL(
  import.meta.url.endsWith('.ts') ? '../../../../dist/features/vessel/tracks/track-worker.js' : './track-worker.js',
  import.meta.url,
);
const CLOSE_WITHIN_MS = 5000;

export interface TrackThreadOptions {
  /** A thread that answers nothing for so long is ended and started anew. */
  readonly answerWithinMs: number;
  /** Pause before a thread that ended is started anew; doubled each time up to the longest. */
  readonly restartMs: number;
  readonly longestRestartMs: number;
}
export const DEFAULT_THREAD_OPTIONS: TrackThreadOptions = {
  ...{ answerWithinMs: 60_000, restartMs: 1000, longestRestartMs: 30_000 },
};

/** The thread ended before it answered: what was asked may have been done or not. */
export class ThreadEnded extends AppError {
  constructor(why: string) {
    super('unavailable', 'vessel.track-unavailable', `the thread of tracks ended: ${why}`);
  }
}

function unavailable(why: string): AppError {
  return new AppError('unavailable', 'vessel.track-unavailable', why);
}

interface Waiting {
  readonly answered: (value: never) => void;
  readonly failed: (failure: AppError) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** Owns the thread that keeps tracks; one that ends is started anew. */
export class TrackThread {
  readonly #data: TrackThreadData;
  readonly #scope: Scope;
  readonly #logger: Logger;
  readonly #options: TrackThreadOptions;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | null = null;
  #lastId = 0;
  #restarts = 0;
  #pauseMs: number;

  /** Starts it; the scope's end closes it. */
  constructor(deps: {
    readonly data: TrackThreadData;
    readonly scope: Scope;
    readonly logger: Logger;
    readonly options?: Partial<TrackThreadOptions> | undefined;
  }) {
    this.#data = deps.data;
    this.#scope = deps.scope;
    this.#logger = deps.logger;
    this.#options = { ...DEFAULT_THREAD_OPTIONS, ...deps.options };
    this.#pauseMs = this.#options.restartMs;
    this.#start();
    this.#scope.defer(() => this.#close());
  }

  /** How often it was started anew. */
  get restarts(): number {
    return this.#restarts;
  }

  /** Rejects with `ThreadEnded`, or with `vessel.track-unavailable` and what the file's system said. */
  ask<R extends TrackRequest>(request: R): Promise<TrackAnswers[R['kind']]> {
    const worker = this.#worker;
    if (!worker) return Promise.reject(unavailable('the thread is being started'));
    const id = ++this.#lastId;
    return new Promise((answered, failed) => {
      const timer = setTimeout(() => void worker.terminate(), this.#options.answerWithinMs).unref();
      this.#waiting.set(id, { answered, failed, timer });
      worker.postMessage({ ...request, id } satisfies TrackCall);
    });
  }

  /** Ends the thread as a fault of its own would; for tests. */
  async breakDown(): Promise<void> {
    await this.#worker?.terminate();
  }

  #start(): void {
    // None of the options of the process: they are for its own sources.
    const worker = new Worker(PROGRAM, { workerData: this.#data, execArgv: [], name: 'tracks' });
    this.#worker = worker;
    let why = 'it ended';
    worker.on('message', (reply: TrackReply) => this.#answered(reply));
    worker.on('error', (failure) => {
      why = failure.message;
    });
    worker.once('exit', () => this.#ended(worker, why));
  }

  #answered(reply: TrackReply): void {
    const waiting = this.#waiting.get(reply.id);
    if (!waiting) return;
    this.#waiting.delete(reply.id);
    clearTimeout(waiting.timer);
    this.#pauseMs = this.#options.restartMs;
    if (reply.ok) waiting.answered(reply.value as never);
    else waiting.failed(unavailable(reply.reason));
  }

  #ended(worker: Worker, why: string): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    for (const { failed, timer } of this.#waiting.values()) {
      clearTimeout(timer);
      failed(new ThreadEnded(why));
    }
    this.#waiting.clear();
    if (this.#scope.closed) return;
    this.#restarts += 1;
    this.#logger.error({ why, restarts: this.#restarts, pauseMs: this.#pauseMs }, 'the thread of tracks ended');
    const pauseMs = this.#pauseMs;
    this.#pauseMs = Math.min(pauseMs * 2, this.#options.longestRestartMs);
    wait(pauseMs, undefined, { signal: this.#scope.signal, ref: false }).then(
      () => this.#start(),
      () => undefined,
    );
  }

  async #close(): Promise<void> {
    const worker = this.#worker;
    if (!worker) return;
    const ended = once(worker, 'exit');
    worker.postMessage({ id: 0, kind: 'close' } satisfies TrackCall);
    const timer = setTimeout(() => void worker.terminate(), CLOSE_WITHIN_MS);
    await ended;
    clearTimeout(timer);
  }
}
