import { dirname } from 'node:path';
import type { Scope } from '@haigang/shared/kernel/scope';
import type { Clock } from '@haigang/shared/kernel/time';
import type { TrackRecording } from '@haigang/shared/features/vessel/track.model';
import type { TrackLimits } from '@haigang/shared/features/vessel/track.rules';
import type { Vessel } from '@haigang/shared/features/vessel/vessel.model';
import type { Logger } from '../../../platform/logger.js';
import { repeat } from '../../../platform/repeat.js';
import { hasRoom, noRoom } from '../../../platform/storage/disk-room.js';
import { FixBatch, fixCount } from './fix-batch.js';
import type { TrackFigures } from './track-messages.js';
import { unpackPoints } from './track-points.js';
import type { AreaReading, TrackArea, TrackRange, TrackReading } from './track-store.js';
import { ThreadEnded, TrackThread, type TrackThreadOptions } from './track-thread.js';

export interface TrackRecorderDeps {
  /** Where `tracks.db` stands. */
  readonly path: string;
  readonly scope: Scope;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The site's settings, asked with each batch. */
  readonly limits: () => TrackLimits;
  readonly keepMs: () => number;
  /** So much must stay free on the disk. */
  readonly leastFreeBytes: () => number;
  readonly options?: Partial<TrackRecorderOptions>;
}

export interface TrackRecorderOptions {
  readonly flushMs: number;
  /** Fixes that wait at most; beyond that the oldest are lost and counted. */
  readonly mostWaiting: number;
  readonly mostInBatch: number;
  readonly thread: Partial<TrackThreadOptions>;
}
/** What waits at most is 4 MB: three minutes of a port ten times as busy as the busiest. */
export const DEFAULT_RECORDER_OPTIONS: TrackRecorderOptions = {
  ...{ flushMs: 1000, mostWaiting: 180_000, mostInBatch: 5000, thread: {} },
};

/** A batch that ended the thread so often is given up: it would end it for ever. */
const MOST_TRIES = 3;
/** Stations that stand on the shore or the ground have no track. */
const FIXED: readonly Vessel['kind'][] = ['coast-station', 'aid-to-navigation', 'group'];

interface Batch {
  readonly fixes: Uint8Array;
  /** When the last of them was heard, ms. */
  readonly at: number;
  tries: number;
}

/**
 * Hands what is heard to the thread that keeps tracks. The feed never waits: batches queue here, one at a time is with the
 * thread, and what cannot be kept is counted. [AIS34]
 */
export class TrackRecorder {
  readonly #deps: TrackRecorderDeps;
  readonly #options: TrackRecorderOptions;
  readonly #thread: TrackThread;
  readonly #collected = new FixBatch();
  #queue: Batch[] = [];
  #flushing: Promise<void> = Promise.resolve();
  #waiting = 0;
  #lost = 0;
  #failure: string | null = null;
  #figures: TrackFigures = { bytes: 0, points: 0, overLimit: 0, ahead: 0, untidy: null };

  /** Does not wait for the file: one that cannot be opened is said in `recording`, and tried again. */
  static open(deps: TrackRecorderDeps): TrackRecorder {
    const recorder = new TrackRecorder(deps);
    const failed = (failure: unknown): void => deps.logger.error({ err: failure }, 'tracks could not be written');
    repeat(deps.scope, recorder.#options.flushMs, () => recorder.flush(), failed);
    deps.scope.defer(() => recorder.#finish());
    return recorder;
  }

  private constructor(deps: TrackRecorderDeps) {
    this.#deps = deps;
    this.#options = { ...DEFAULT_RECORDER_OPTIONS, ...deps.options };
    const { scope, logger } = deps;
    this.#thread = new TrackThread({
      ...{ scope, logger, options: this.#options.thread },
      data: { path: deps.path, limits: deps.limits() },
    });
  }

  get recording(): TrackRecording {
    const reason = this.#failure ?? this.#figures.untidy;
    return {
      state: reason === null ? 'recording' : 'failing',
      reason: reason?.slice(0, 300) ?? null,
      lost: this.#lost,
    };
  }

  get figures(): TrackFigures & { readonly waiting: number; readonly restarts: number } {
    return { ...this.#figures, waiting: this.#waiting, restarts: this.#thread.restarts };
  }

  /** A vessel has just reported where it is. */
  hear(vessel: Vessel): void {
    const { position, positionAt } = vessel;
    if (!position || positionAt === null || FIXED.includes(vessel.kind)) return;
    const { speedKnots, courseDeg, headingDeg, navigationStatus, simulated } = vessel;
    this.#collected.add({
      ...{ mmsi: Number(vessel.mmsi), simulated, at: positionAt, lat: position.lat, lon: position.lon },
      ...{ speedKnots, courseDeg, headingDeg, navigationStatus },
    });
    this.#waiting += 1;
    if (this.#collected.count >= this.#options.mostInBatch) this.#enqueue();
  }

  /** Writes what waits; resolves when it is written or cannot be now. */
  flush(): Promise<void> {
    this.#flushing = this.#flushing.then(() => this.#writeAll());
    return this.#flushing;
  }

  async #writeAll(): Promise<void> {
    this.#enqueue();
    do {
      const [batch] = this.#queue;
      const written = await this.#write(batch ?? null);
      if (!written) return;
      if (batch) this.#leave(batch);
    } while (this.#queue.length > 0);
  }

  /**
   * What was heard up to the last flush; `simulated` null asks for whichever there is. Rejects with
   * `vessel.track-unavailable`.
   */
  async read(
    mmsi: string,
    simulated: boolean | null,
    range: TrackRange,
  ): Promise<TrackReading & { readonly simulated: boolean }> {
    const answer = await this.#thread.ask({ kind: 'read', mmsi: Number(mmsi), simulated, range });
    const [before = null] = unpackPoints(answer.before);
    const { truncatedAt } = answer;
    return { simulated: answer.simulated, before, points: unpackPoints(answer.points), truncatedAt };
  }

  /** By station, see `stationOf`. Rejects with `vessel.track-unavailable`. */
  async readArea(area: TrackArea, range: TrackRange, leadMs: number): Promise<AreaReading> {
    const { tracks, truncatedAt } = await this.#thread.ask({ kind: 'read-area', area, range, leadMs });
    return { tracks: new Map([...tracks].map(([station, packed]) => [station, unpackPoints(packed)])), truncatedAt };
  }

  /** Ends the thread as a fault of its own would; for tests. */
  breakDown(): Promise<void> {
    return this.#thread.breakDown();
  }

  async #finish(): Promise<void> {
    await this.flush();
    if (this.#waiting > 0) {
      this.#deps.logger.error({ fixes: this.#waiting }, 'positions could not be written at the end');
    }
  }

  #enqueue(): void {
    if (this.#collected.count === 0) return;
    this.#queue.push({ fixes: this.#collected.take(), at: this.#deps.clock(), tries: 0 });
    // The first is with the thread.
    while (this.#waiting > this.#options.mostWaiting && this.#queue.length > 2) {
      const [oldest] = this.#queue.splice(1, 1);
      if (oldest) this.#lose(oldest);
    }
  }

  #lose(batch: Batch): void {
    this.#waiting -= fixCount(batch.fixes);
    this.#lost += fixCount(batch.fixes);
  }

  #leave(batch: Batch): void {
    this.#queue = this.#queue.filter((one) => one !== batch);
    this.#waiting -= fixCount(batch.fixes);
  }

  async #write(batch: Batch | null): Promise<boolean> {
    const { limits, keepMs, clock, logger } = this.#deps;
    try {
      // [AIS37] The database lives on the same disk. Old hours go on leaving while nothing new is taken.
      // Where nobody can say how much is left, a write that finds none says so itself.
      const room = await hasRoom(dirname(this.#deps.path), this.#deps.leastFreeBytes()).catch(() => true);
      const fixes = room ? (batch?.fixes ?? null) : null;
      // No hour is over before what was heard in it has arrived.
      const now = batch?.at ?? clock();
      this.#figures = await this.#thread.ask({
        ...{ kind: 'take', fixes, limits: limits(), now, keepMs: keepMs() - Math.max(0, clock() - now) },
      });
      if (!room) throw noRoom();
      if (this.#failure !== null) logger.info({ lost: this.#lost }, 'tracks are written again');
      this.#failure = null;
      return true;
    } catch (failure) {
      const reason = failure instanceof Error ? failure.message : String(failure);
      if (this.#failure === null) logger.error({ reason }, 'tracks cannot be written');
      this.#failure = reason;
      if (batch && failure instanceof ThreadEnded) this.#tried(batch);
      return false;
    }
  }

  #tried(batch: Batch): void {
    batch.tries += 1;
    if (batch.tries < MOST_TRIES) return;
    this.#queue = this.#queue.filter((one) => one !== batch);
    this.#lose(batch);
    this.#deps.logger.error(
      { fixes: fixCount(batch.fixes) },
      'a batch of positions that ended the thread was given up',
    );
  }
}
