import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { CameraProblem, CameraState } from '@haigang/shared/features/camera/camera.model';
import type { Scope } from '@haigang/shared/kernel/scope';
import type { Clock } from '@haigang/shared/kernel/time';
import type { Logger } from '../../platform/logger.js';
import type { CameraOptions } from './camera-options.js';
import { readPlaylist, targetDurationMs, withDiscontinuitySequence } from './hls-playlist.js';
import { startHlsRun, type HlsRun, type HlsRunEnd } from './hls-run.js';
import type { RtspAddress } from './rtsp-address.js';

export interface CameraPullerDeps {
  readonly id: string;
  readonly address: RtspAddress;
  /** Folder of this camera's runs; made and removed by the puller. */
  readonly directory: string;
  readonly ffmpegPath: string;
  /** Ends the pulling when it closes. */
  readonly scope: Scope;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly options: CameraOptions;
  /** Resolves when this camera may start its process; spreads many starts. */
  readonly startTurn: (signal: AbortSignal) => Promise<void>;
}

type RunOutcome = (HlsRunEnd & { readonly livedMs: number }) | null;

/**
 * [CAM5] Pulls one camera while somebody asks for it: the first question starts ffmpeg, silence of `idleStopMs` stops it,
 * a watchdog kills a run that brings no segment, and losses are retried with back-off. Owns the process and its files.
 */
export class CameraPuller {
  readonly #deps: CameraPullerDeps;
  #state: CameraState = 'idle';
  #problem: CameraProblem | null = null;
  #lastSegmentAt: number | null = null;
  #lastAskedAt = -Infinity;
  #life: Promise<void> | null = null;
  #runDirectory: string | null = null;
  #playlist: string | null = null;
  #runs = 0;
  #waiters = new Set<() => void>();

  constructor(deps: CameraPullerDeps) {
    this.#deps = deps;
    deps.scope.defer(async () => {
      this.#wake();
      await this.#life;
    });
  }

  get state(): CameraState {
    return this.#state;
  }

  get problem(): CameraProblem | null {
    return this.#problem;
  }

  get lastSegmentAt(): number | null {
    return this.#lastSegmentAt;
  }

  get lastAskedAt(): number {
    return this.#lastAskedAt;
  }

  /** Whether it pulls for somebody now; a puller told to stop is not wanted although its process may still end. */
  get wanted(): boolean {
    return this.#life !== null && !this.#forgotten();
  }

  /** Folder of the files of the run that delivers now, or null. */
  get runDirectory(): string | null {
    return this.#runDirectory;
  }

  /** The playlist now, with the number of its run; null while there is no picture. */
  get playlist(): string | null {
    return this.#state === 'online' && this.#playlist ? withDiscontinuitySequence(this.#playlist, this.#runs) : null;
  }

  /** Somebody watches: starts when idle. */
  ask(): void {
    if (this.#deps.scope.closed) return;
    this.#lastAskedAt = this.#deps.clock();
    if (this.#life) return;
    this.#become('starting', null);
    this.#life = this.#live()
      .catch((failure: unknown) => {
        this.#deps.logger.error({ cameraId: this.#deps.id, err: failure }, 'a camera puller broke');
      })
      .finally(() => {
        this.#life = null;
        this.#become('idle', null);
        // Somebody may have asked while the last process was ending.
        if (!this.#forgotten()) this.ask();
        else this.#wake();
      });
  }

  /** Keeps a pulling camera going, starts nothing. */
  touch(): void {
    if (this.wanted) this.#lastAskedAt = this.#deps.clock();
  }

  /** Lets go at the next tick, as if nobody had asked for long. */
  stop(): void {
    this.#lastAskedAt = -Infinity;
  }

  /** Waits while it is starting: until the first picture, the first failure, or `timeoutMs`. */
  settled(timeoutMs: number): Promise<void> {
    if (this.#state !== 'starting' || this.#deps.scope.closed) return Promise.resolve();
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#waiters.delete(done);
        resolve();
      };
      const timer = setTimeout(done, timeoutMs);
      this.#waiters.add(done);
    });
  }

  async #live(): Promise<void> {
    const { scope, options, directory } = this.#deps;
    let failures = 0;
    try {
      while (!this.#over()) {
        await this.#deps.startTurn(scope.signal);
        const outcome = await this.#pull();
        if (!outcome) return;
        failures = outcome.livedMs >= options.stableMs ? 0 : failures;
        const retryInMs = backOffMs(options, failures, outcome.problem);
        failures += 1;
        this.#fail(outcome, retryInMs);
        await this.#pause(retryInMs);
      }
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  }

  /** One run of ffmpeg: null when it ended because nobody wants it any more. */
  async #pull(): Promise<RunOutcome> {
    const { address, directory, ffmpegPath, clock, options } = this.#deps;
    if (this.#over()) return null;
    this.#runs += 1;
    const startedAt = clock();
    const run = startedAt.toString(36);
    const runDirectory = join(directory, run);
    await rm(directory, { recursive: true, force: true });
    await mkdir(runDirectory, { recursive: true, mode: 0o700 });
    const process = startHlsRun({
      ...{ ffmpegPath, address, run, directory: runDirectory, socketTimeoutMs: options.socketTimeoutMs },
      // Half seconds since 1970 grow faster than segments (0.9 s on average at least), so a later run begins above.
      startNumber: Math.floor(startedAt / 500),
    });
    try {
      return await this.#watch(process, runDirectory, startedAt);
    } finally {
      this.#runDirectory = null;
      this.#playlist = null;
      await process.close();
    }
  }

  async #watch(process: HlsRun, runDirectory: string, startedAt: number): Promise<RunOutcome> {
    const { clock, options } = this.#deps;
    let segmentAt: number | null = null;
    for (;;) {
      await this.#pause(options.pollMs);
      if (this.#over()) return null;
      const playlist = await readPlaylist(runDirectory);
      if (playlist && playlist !== this.#playlist) {
        segmentAt = clock();
        this.#arrived(playlist, runDirectory, segmentAt);
      }
      const livedMs = segmentAt === null ? 0 : segmentAt - startedAt;
      if (process.end) return { ...process.end, livedMs };
      const patienceMs =
        segmentAt === null
          ? options.startTimeoutMs
          : Math.max(options.stallMs, 2.5 * targetDurationMs(this.#playlist ?? ''));
      if (clock() - (segmentAt ?? startedAt) > patienceMs) {
        return { problem: 'camera.stalled', detail: `no segment for ${Math.round(patienceMs)} ms`, livedMs };
      }
    }
  }

  #arrived(playlist: string, runDirectory: string, at: number): void {
    this.#playlist = playlist;
    this.#runDirectory = runDirectory;
    this.#lastSegmentAt = at;
    if (this.#state !== 'online') {
      this.#become('online', null);
      this.#deps.logger.info({ cameraId: this.#deps.id }, 'camera online');
    }
  }

  #fail(outcome: HlsRunEnd, retryInMs: number): void {
    const { id, logger } = this.#deps;
    const { problem, detail } = outcome;
    const context = { cameraId: id, problem, detail, retryInMs };
    if (this.#state !== 'failed' || this.#problem !== problem) logger.warn(context, 'camera failed');
    else logger.debug(context, 'camera still failed');
    this.#become('failed', problem);
  }

  #become(state: CameraState, problem: CameraProblem | null): void {
    this.#state = state;
    this.#problem = problem;
    if (state === 'online' || state === 'failed') this.#wake();
  }

  #wake(): void {
    for (const waiter of [...this.#waiters]) waiter();
  }

  #forgotten(): boolean {
    return this.#deps.clock() - this.#lastAskedAt > this.#deps.options.idleStopMs;
  }

  #over(): boolean {
    return this.#deps.scope.closed || this.#forgotten();
  }

  /** Waits in short steps, so that a stop is seen at once also in a long back-off. */
  async #pause(ms: number): Promise<void> {
    const until = performance.now() + ms;
    while (!this.#over()) {
      const leftMs = until - performance.now();
      if (leftMs <= 0) return;
      const stepMs = Math.min(leftMs, this.#deps.options.pollMs);
      await delay(stepMs, undefined, { signal: this.#deps.scope.signal }).catch(() => undefined);
    }
  }
}

/** Doubles from the first to the longest wait, ±20 % so that cameras lost together do not return together. */
function backOffMs(options: CameraOptions, failures: number, problem: CameraProblem): number {
  const plain = Math.min(options.backOffMaxMs, options.backOffFirstMs * 2 ** Math.min(failures, 16));
  const base = problem === 'camera.auth-failed' ? Math.max(plain, options.backOffAuthMs) : plain;
  return Math.round(base * (0.8 + Math.random() * 0.4));
}
