import { createSocket } from 'node:dgram';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import type { Scope } from '@haigang/shared/kernel/scope';
import type { Clock } from '@haigang/shared/kernel/time';
import { AisDecoder, type AisReception } from '@haigang/shared/features/vessel/ais-decoder';
import type { AisMessage } from '@haigang/shared/features/vessel/ais-message';
import type { VesselSourceHealth } from '@haigang/shared/features/vessel/vessel.model';
import type { Logger } from '../../platform/logger.js';
import type { AisSourceAddress } from './ais-source-address.js';
import { LineSplitter } from './line-splitter.js';

export interface AisSourceOptions {
  /** First and longest pause between two attempts to connect. Defaults 1 s and 30 s. */
  readonly reconnectMs: number;
  readonly maxReconnectMs: number;
  /** Without a sentence for this long the source is `silent`. Default 60 s. */
  readonly silentAfterMs: number;
  /** A connection that says nothing for this long is opened anew. Default 5 min. */
  readonly idleReconnectMs: number;
  /** Peers of one listening source at once. Default 16. */
  readonly maxPeers: number;
}
export const DEFAULT_SOURCE_OPTIONS: AisSourceOptions = {
  reconnectMs: 1000,
  maxReconnectMs: 30_000,
  silentAfterMs: 60_000,
  idleReconnectMs: 300_000,
  maxPeers: 16,
};

export interface AisSourceDeps {
  readonly address: AisSourceAddress;
  readonly simulated: boolean;
  readonly scope: Scope;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly onMessage: (message: AisMessage, reception: AisReception) => void;
  readonly options?: Partial<AisSourceOptions>;
}

/** One place AIS sentences come from; counts everything it does not use. Ends with its scope. [AIS13] [AIS18] */
export class AisSource {
  readonly #deps: AisSourceDeps;
  readonly #options: AisSourceOptions;
  readonly #decoders = new Set<AisDecoder>();
  readonly #finished = { sentences: 0, badChecksum: 0, malformed: 0, droppedFragments: 0 };
  #connected = false;
  #refusedPeers = 0;
  #lastSentenceAt: number | null = null;
  #port: number;

  private constructor(deps: AisSourceDeps) {
    this.#deps = deps;
    this.#options = { ...DEFAULT_SOURCE_OPTIONS, ...deps.options };
    this.#port = deps.address.port;
  }

  /** Resolves once a listening source listens; a connecting one goes on trying by itself. Rejects when a port is taken. */
  static async open(deps: AisSourceDeps): Promise<AisSource> {
    const source = new AisSource(deps);
    if (deps.address.kind === 'tcp') source.#dial(source.#options.reconnectMs);
    else if (deps.address.kind === 'tcp-listen') await source.#listenTcp();
    else await source.#listenUdp();
    return source;
  }

  /** The port it listens on; the configured one where it connects. */
  get port(): number {
    return this.#port;
  }

  get health(): VesselSourceHealth {
    const sums = [...this.#decoders].reduce(
      (sum, { counters }) => ({
        sentences: sum.sentences + counters.sentences,
        badChecksum: sum.badChecksum + counters.badChecksum,
        malformed: sum.malformed + counters.malformed + counters.tooLong + counters.rejectedMessages,
        droppedFragments: sum.droppedFragments + counters.droppedFragments,
      }),
      this.#finished,
    );
    const heard =
      this.#lastSentenceAt !== null && this.#deps.clock() - this.#lastSentenceAt < this.#options.silentAfterMs;
    return {
      id: this.#deps.address.id,
      state: !this.#connected ? 'disconnected' : heard ? 'live' : 'silent',
      lastSentenceAt: this.#lastSentenceAt,
      ...sums,
      refusedPeers: this.#refusedPeers,
      simulated: this.#deps.simulated,
    };
  }

  /** A reader for one peer: its fragments never mix with another's. */
  #reader(): { read: (text: string) => void; end: () => void } {
    const { clock, onMessage } = this.#deps;
    const decoder = new AisDecoder({
      onMessage: (message, reception) => {
        this.#lastSentenceAt = clock();
        onMessage(message, reception);
      },
    });
    this.#decoders.add(decoder);
    return {
      read: (text) => decoder.decode(text, clock()),
      end: () => {
        if (!this.#decoders.delete(decoder)) return;
        const { counters } = decoder;
        this.#finished.sentences += counters.sentences;
        this.#finished.badChecksum += counters.badChecksum;
        this.#finished.malformed += counters.malformed + counters.tooLong + counters.rejectedMessages;
        this.#finished.droppedFragments += counters.droppedFragments;
      },
    };
  }

  #attach(socket: Socket): void {
    const reader = this.#reader();
    const lines = new LineSplitter(reader.read);
    socket.setEncoding('latin1');
    socket.setKeepAlive(true, 30_000);
    socket.setTimeout(this.#options.idleReconnectMs, () => socket.destroy());
    socket.on('data', (chunk: string) => lines.push(chunk));
    socket.on('close', reader.end);
    // What went wrong shows in `close`; without a listener it would end the process.
    socket.on('error', () => undefined);
  }

  #dial(waitMs: number): void {
    const { address, scope, logger } = this.#deps;
    if (scope.closed) return;
    const socket = connect({ host: address.host, port: address.port });
    let opened = false;
    const release = scope.defer(() => socket.destroy());
    socket.once('connect', () => {
      opened = true;
      this.#connected = true;
      logger.info({ source: address.id }, 'AIS source connected');
    });
    this.#attach(socket);
    socket.once('close', () => {
      release();
      if (this.#connected) logger.warn({ source: address.id }, 'AIS source lost');
      this.#connected = false;
      if (scope.closed) return;
      const next = opened ? this.#options.reconnectMs : Math.min(waitMs * 2, this.#options.maxReconnectMs);
      const timer = setTimeout(
        () => {
          withdraw();
          this.#dial(next);
        },
        opened ? this.#options.reconnectMs : waitMs,
      );
      const withdraw = scope.defer(() => clearTimeout(timer));
    });
  }

  async #listenTcp(): Promise<void> {
    const { address, scope } = this.#deps;
    const peers = new Set<Socket>();
    const server = createServer((socket) => {
      if (!address.allows(socket.remoteAddress ?? '') || peers.size >= this.#options.maxPeers) {
        this.#refusedPeers += 1;
        socket.destroy();
        return;
      }
      peers.add(socket);
      this.#connected = true;
      this.#attach(socket);
      socket.once('close', () => {
        peers.delete(socket);
        this.#connected = peers.size > 0;
      });
    });
    scope.defer(
      () =>
        new Promise<void>((closed) => {
          server.close(() => closed());
          for (const socket of peers) socket.destroy();
        }),
    );
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(address.port, address.host, resolve);
    });
    this.#port = (server.address() as AddressInfo).port;
  }

  async #listenUdp(): Promise<void> {
    const { address, scope } = this.#deps;
    const socket = createSocket(address.host.includes(':') ? 'udp6' : 'udp4');
    const reader = this.#reader();
    scope.defer(
      () =>
        new Promise<void>((closed) => {
          reader.end();
          socket.close(() => closed());
        }),
    );
    socket.on('message', (bytes, peer) => {
      if (!address.allows(peer.address)) this.#refusedPeers += 1;
      else reader.read(bytes.toString('latin1'));
    });
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.bind(address.port, address.host, () => resolve());
    });
    socket.on('error', (failure) => this.#deps.logger.warn({ source: address.id, err: failure }, 'AIS source failed'));
    this.#connected = true;
    this.#port = socket.address().port;
  }
}
