import * as mediasoup from 'mediasoup';
import type { types } from 'mediasoup';
import { AppError } from '@haigang/shared/kernel/errors';
import { every } from '@haigang/shared/kernel/every';
import type { Scope } from '@haigang/shared/kernel/scope';
import type { Logger } from '../../../platform/logger.js';
import { clientCapabilities, ROUTER_CODECS } from './codecs.js';

/** One address the media can be reached at; `announced` differs from `ip` behind a NAT. */
export interface MediaAddress {
  readonly ip: string;
  readonly announced?: string;
}

export interface WorkerPoolOptions {
  readonly count: number;
  readonly addresses: readonly MediaAddress[];
  readonly ports: { readonly first: number; readonly last: number };
  readonly scope: Scope;
  readonly logger: Logger;
  /** How long a room waits for a worker while none is alive, ms; default 5,000. */
  readonly workerWaitMs?: number;
  /** A worker that leaves a question unanswered for so long hangs and is killed, ms; default 8,000. */
  readonly hungAfterMs?: number;
  /** Sees each worker as it starts, also those that take a dead one's place. */
  readonly onWorker?: (worker: types.Worker) => void;
}

interface Slot {
  readonly index: number;
  worker: types.Worker;
  webRtcServer: types.WebRtcServer;
  routers: number;
}

export interface RoomRouter {
  readonly router: types.Router;
  readonly webRtcServer: types.WebRtcServer;
  readonly workerPid: number;
}

/** How long a room waits for a worker while none is alive, ms. */
const WORKER_WAIT_MS = 5000;
/** No question takes a living worker so long, ms; a loaded machine included. */
const HUNG_AFTER_MS = 8000;
const HUNG_LOOKS = 4;
/** A death is forgotten after this time, ms. */
const DEATHS_REMEMBERED_MS = 60_000;
/** The first replacement comes at once; one that dies again and again is not started in a circle. ms */
const REPLACEMENT_DELAYS_MS = [0, 250, 1000, 4000, 15_000];
/** Beyond this a site says so itself (`mediaWorkers`): each takes memory and ports. */
const MOST_WORKERS_BY_DEFAULT = 4;

/**
 * How many workers fit this machine: two at least where there are two cores, so that a room has somewhere to go when
 * its worker dies; one core is left for the server. Never more than there are ports for.
 */
export function defaultWorkerCount(
  cores: number,
  ports: WorkerPoolOptions['ports'],
  addresses: readonly MediaAddress[],
): number {
  const byCores = cores < 2 ? 1 : Math.min(MOST_WORKERS_BY_DEFAULT, Math.max(2, cores - 1));
  const byPorts = Math.floor((ports.last - ports.first + 1) / portsPerWorker(addresses));
  return Math.max(1, Math.min(byCores, byPorts));
}

/** A worker uses one port number on all of its addresses, and one more for each further name of the same address. */
function portsPerWorker(addresses: readonly MediaAddress[]): number {
  return Math.max(1, ...addresses.map(({ ip }) => addresses.filter((other) => other.ip === ip).length));
}

/**
 * The mediasoup workers, one WebRtcServer (UDP and TCP) each. A worker that dies is replaced; its routers end by their
 * `workerclose` event, and everything else lives on.
 */
export class WorkerPool {
  readonly #options: WorkerPoolOptions;
  readonly #slots: Slot[] = [];
  readonly #waiting = new Set<() => void>();
  readonly #starting = new Set<Promise<void>>();
  #deaths: number[] = [];
  #capabilities: Promise<types.RtpCapabilities> | undefined;

  private constructor(options: WorkerPoolOptions) {
    this.#options = options;
  }

  static async open(options: WorkerPoolOptions): Promise<WorkerPool> {
    const pool = new WorkerPool(options);
    options.scope.defer(() => pool.#close());
    const opening = Array.from({ length: options.count }, (_, index) => pool.#openSlot(index));
    const opened = await Promise.allSettled(opening);
    for (const slot of opened) if (slot.status === 'fulfilled') pool.#slots[slot.value.index] = slot.value;
    await Promise.all(opening);
    return pool;
  }

  get pids(): readonly number[] {
    return this.#slots.map((slot) => slot.worker.pid);
  }

  get alive(): number {
    return this.#slots.filter((slot) => !slot.worker.closed).length;
  }

  /**
   * A router on the worker with the fewest. While none is alive it waits for a replacement, `workerWaitMs` at most; then
   * it throws `unavailable`.
   */
  async createRouter(): Promise<RoomRouter> {
    for (;;) {
      const slot = this.#freest() ?? (await this.#replacement());
      slot.routers += 1;
      try {
        const router = await slot.worker.createRouter({ mediaCodecs: ROUTER_CODECS });
        router.observer.once('close', () => (slot.routers -= 1));
        return { router, webRtcServer: slot.webRtcServer, workerPid: slot.worker.pid };
      } catch (failure) {
        slot.routers -= 1;
        // It died under the question, and each death is told only once: there is another one, or a replacement to wait for.
        if (!slot.worker.closed || this.#options.scope.closed) throw failure;
      }
    }
  }

  /** What every room can carry, as clients are told; a router is asked once. Throws as `createRouter`. */
  clientCapabilities(): Promise<types.RtpCapabilities> {
    this.#capabilities ??= this.createRouter().then(
      ({ router }) => {
        router.close();
        return clientCapabilities(router.rtpCapabilities);
      },
      (failure: unknown) => {
        this.#capabilities = undefined;
        throw failure;
      },
    );
    return this.#capabilities;
  }

  #freest(): Slot | undefined {
    return this.#slots.filter((slot) => !slot.worker.closed).sort((a, b) => a.routers - b.routers)[0];
  }

  async #replacement(): Promise<Slot> {
    const { scope, workerWaitMs = WORKER_WAIT_MS } = this.#options;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(done);
        withdraw();
        resolve();
      };
      const timer = setTimeout(done, workerWaitMs);
      const withdraw = scope.defer(done);
      this.#waiting.add(done);
    });
    const slot = this.#freest();
    if (!slot || scope.closed) throw noWorker();
    return slot;
  }

  async #openSlot(index: number): Promise<Slot> {
    const { logger, scope } = this.#options;
    const worker = await mediasoup.createWorker({ logLevel: 'warn', logTags: ['ice', 'dtls', 'simulcast', 'bwe'] });
    this.#options.onWorker?.(worker);
    try {
      const webRtcServer = await worker.createWebRtcServer({ listenInfos: this.#listenInfos(index) });
      const slot: Slot = { index, worker, webRtcServer, routers: 0 };
      worker.on('died', (error) => {
        logger.error({ pid: worker.pid, err: error }, 'a media worker died; it is replaced');
        if (!scope.closed) this.#replace(index);
      });
      this.#watchFor(worker);
      logger.info({ pid: worker.pid, index }, 'media worker started');
      return slot;
    } catch (failure) {
      worker.close();
      throw failure;
    }
  }

  /** [NET3] A worker that lives and answers nothing would hold its rooms for ever; killed it is replaced like a dead one. */
  #watchFor(worker: types.Worker): void {
    const { logger, hungAfterMs = HUNG_AFTER_MS } = this.#options;
    // Counted in looks, not by the clock: where this process itself stood still, the answer waits to be read.
    let unanswered = 0;
    const stop = every(hungAfterMs / HUNG_LOOKS, () => {
      if (unanswered >= HUNG_LOOKS) {
        logger.error({ pid: worker.pid, hungAfterMs }, 'a media worker hangs; it is killed');
        process.kill(worker.pid, 'SIGKILL');
      }
      unanswered += 1;
      if (unanswered > 1) return;
      // A worker that died under the question is told elsewhere.
      const answered = (): void => void (unanswered = 0);
      worker.getResourceUsage().then(answered, answered);
    });
    worker.observer.once('close', stop);
  }

  /** Starts another worker in this place, later each time when they keep dying or cannot be started. */
  #replace(index: number): void {
    const { scope, logger } = this.#options;
    const now = performance.now();
    this.#deaths = [...this.#deaths.filter((at) => now - at < DEATHS_REMEMBERED_MS), now];
    const delayMs = REPLACEMENT_DELAYS_MS[Math.min(this.#deaths.length, REPLACEMENT_DELAYS_MS.length) - 1] ?? 0;
    const start = async (): Promise<void> => {
      try {
        const fresh = await this.#openSlot(index);
        if (scope.closed) fresh.worker.close();
        else this.#slots[index] = fresh;
        for (const wake of [...this.#waiting]) wake();
      } catch (failure) {
        logger.error({ err: failure }, 'a media worker could not be replaced; it is tried again');
        if (!scope.closed) this.#replace(index);
      }
    };
    const timer = setTimeout(() => {
      withdraw();
      const starting = start().finally(() => this.#starting.delete(starting));
      this.#starting.add(starting);
    }, delayMs);
    const withdraw = scope.defer(() => clearTimeout(timer));
  }

  #listenInfos(index: number): types.TransportListenInfo[] {
    const { addresses, ports, count } = this.#options;
    return addresses.flatMap((address, at) => {
      const sameIp = addresses.slice(0, at).filter(({ ip }) => ip === address.ip).length;
      const port = ports.first + index + count * sameIp;
      if (port > ports.last) {
        throw new AppError(
          'internal',
          'conference.too-few-ports',
          `HAIGANG_RTC_PORTS needs ${count * portsPerWorker(addresses)} ports`,
        );
      }
      const listen = { ip: address.ip, port, ...(address.announced ? { announcedAddress: address.announced } : {}) };
      return [
        { protocol: 'udp' as const, ...listen },
        { protocol: 'tcp' as const, ...listen },
      ];
    });
  }

  async #close(): Promise<void> {
    await Promise.all(this.#starting);
    const ending = this.#slots.map((slot) => {
      if (slot.worker.subprocessClosed) return Promise.resolve();
      const ended = new Promise<void>((resolve) => slot.worker.once('subprocessclose', () => resolve()));
      slot.worker.close();
      return ended;
    });
    await Promise.all(ending);
  }
}

function noWorker(): AppError {
  return new AppError(
    'unavailable',
    'conference.no-media-worker',
    'no media worker is running; try again in a few seconds',
  );
}
