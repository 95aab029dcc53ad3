import * as mediasoup from 'mediasoup';
import type { types } from 'mediasoup';
import { AppError } from '@haigang/shared/kernel/errors';
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

/**
 * The mediasoup workers, one WebRtcServer (UDP and TCP) each. A worker that dies is replaced; its routers end by their
 * `workerclose` event, and everything else lives on.
 */
export class WorkerPool {
  readonly #options: WorkerPoolOptions;
  readonly #slots: Slot[] = [];
  #capabilities: Promise<types.RtpCapabilities> | undefined;

  private constructor(options: WorkerPoolOptions) {
    this.#options = options;
  }

  static async open(options: WorkerPoolOptions): Promise<WorkerPool> {
    const pool = new WorkerPool(options);
    for (let index = 0; index < options.count; index += 1) pool.#slots.push(await pool.#openSlot(index));
    options.scope.defer(() => pool.#close());
    return pool;
  }

  get pids(): readonly number[] {
    return this.#slots.map((slot) => slot.worker.pid);
  }

  get alive(): number {
    return this.#slots.filter((slot) => !slot.worker.closed).length;
  }

  /** A router on the worker with the fewest; throws `unavailable` while none is alive. */
  async createRouter(): Promise<RoomRouter> {
    const slot = this.#slots.filter((candidate) => !candidate.worker.closed).sort((a, b) => a.routers - b.routers)[0];
    if (!slot) {
      throw new AppError(
        'unavailable',
        'conference.no-media-worker',
        'no media worker is running; try again in a few seconds',
      );
    }
    slot.routers += 1;
    const router = await slot.worker.createRouter({ mediaCodecs: ROUTER_CODECS }).catch((cause: unknown) => {
      slot.routers -= 1;
      if (!slot.worker.closed) throw cause;
      throw new AppError('unavailable', 'conference.no-media-worker', 'the media worker just ended; try again', {
        cause,
      });
    });
    router.observer.once('close', () => (slot.routers -= 1));
    return { router, webRtcServer: slot.webRtcServer, workerPid: slot.worker.pid };
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

  async #openSlot(index: number): Promise<Slot> {
    const { logger, scope } = this.#options;
    const worker = await mediasoup.createWorker({ logLevel: 'warn', logTags: ['ice', 'dtls', 'simulcast', 'bwe'] });
    const webRtcServer = await worker.createWebRtcServer({ listenInfos: this.#listenInfos(index) });
    const slot: Slot = { index, worker, webRtcServer, routers: 0 };
    worker.on('died', (error) => {
      logger.error({ pid: worker.pid, err: error }, 'a media worker died; it is replaced');
      if (!scope.closed) this.#replace(slot);
    });
    logger.info({ pid: worker.pid, index }, 'media worker started');
    return slot;
  }

  #replace(slot: Slot): void {
    this.#openSlot(slot.index).then(
      (fresh) => {
        if (this.#options.scope.closed) fresh.worker.close();
        else this.#slots[slot.index] = fresh;
      },
      (failure: unknown) => this.#options.logger.error({ err: failure }, 'a media worker could not be replaced'),
    );
  }

  #listenInfos(index: number): types.TransportListenInfo[] {
    const { addresses, ports, count } = this.#options;
    return addresses.flatMap((address, at) => {
      const port = ports.first + index + count * at;
      if (port > ports.last) {
        throw new AppError(
          'internal',
          'conference.too-few-ports',
          `HAIGANG_RTC_PORTS needs ${count * addresses.length} ports`,
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
    const ending = this.#slots.map((slot) => {
      if (slot.worker.subprocessClosed) return Promise.resolve();
      const ended = new Promise<void>((resolve) => slot.worker.once('subprocessclose', () => resolve()));
      slot.worker.close();
      return ended;
    });
    await Promise.all(ending);
  }
}
