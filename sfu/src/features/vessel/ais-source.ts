import type { Scope } from '@haigang/shared/kernel/scope';
import type { Clock } from '@haigang/shared/kernel/time';
import type { AisReception } from '@haigang/shared/features/vessel/ais-decoder';
import type { AisMessage } from '@haigang/shared/features/vessel/ais-message';
import type { SourceFault, VesselSourceHealth } from '@haigang/shared/features/vessel/vessel.model';
import type { Logger } from '../../platform/logger.js';
import type { AisSourceAddress } from './ais-source-address.js';
import { replayFile } from './sources/file-input.js';
import { readSerial } from './sources/serial-input.js';
import type { SourceHost } from './sources/source-input.js';
import { RateWindow } from './sources/rate-window.js';
import { SourceReaders } from './sources/source-reader.js';
import { dialTcp, listenTcp } from './sources/tcp-input.js';
import { listenUdp } from './sources/udp-input.js';

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
  readonly onRaw?: ((text: string) => void) | undefined;
  readonly options?: Partial<AisSourceOptions>;
}

/** One place AIS sentences come from; counts everything it does not use. Ends with its scope. [AIS13] [AIS18] */
export class AisSource {
  readonly #deps: AisSourceDeps;
  readonly #options: AisSourceOptions;
  readonly #readers: SourceReaders;
  #phase: 'connected' | 'lost' | 'ended' = 'lost';
  #fault: SourceFault | null = null;
  readonly #rate = new RateWindow();
  #refusedPeers = 0;
  #lastRefused: string | null = null;
  #lastSentenceAt: number | null = null;
  #port: number;

  private constructor(deps: AisSourceDeps) {
    this.#deps = deps;
    this.#options = { ...DEFAULT_SOURCE_OPTIONS, ...deps.options };
    this.#port = 'port' in deps.address ? deps.address.port : 0;
    this.#readers = new SourceReaders({
      clock: deps.clock,
      onRaw: deps.onRaw,
      onMessage: (message, reception) => {
        this.#lastSentenceAt = deps.clock();
        deps.onMessage(message, reception);
      },
    });
  }

  /**
   * Resolves once a listening source listens; a connecting one, a line or a file that is not there, goes on trying by itself.
   * Rejects when a port is taken.
   */
  static async open(deps: AisSourceDeps): Promise<AisSource> {
    const source = new AisSource(deps);
    source.sample();
    const { address } = deps;
    switch (address.kind) {
      case 'tcp':
        dialTcp(source.#host, address);
        break;
      case 'tcp-listen':
        await listenTcp(source.#host, address);
        break;
      case 'udp':
        await listenUdp(source.#host, address);
        break;
      case 'serial':
        readSerial(source.#host, address);
        break;
      case 'file':
        replayFile(source.#host, address);
    }
    return source;
  }

  /** The port it listens on; the configured one where it connects, 0 where there is none. */
  get port(): number {
    return this.#port;
  }

  /** Remembers the counts of this moment, for the figures of the last minute; asked for about once a second. */
  sample(): void {
    const { sentences, badChecksum } = this.#readers.counts;
    this.#rate.sample(this.#deps.clock(), sentences, badChecksum);
  }

  get health(): Omit<VesselSourceHealth, 'first' | 'also'> {
    const counts = this.#readers.counts;
    return {
      id: this.#deps.address.id,
      kind: this.#deps.address.kind,
      state: this.#state,
      fault: this.#fault,
      lastSentenceAt: this.#lastSentenceAt,
      ...counts,
      ...this.#rate.figures(this.#deps.clock(), counts.sentences, counts.badChecksum),
      refusedPeers: this.#refusedPeers,
      lastRefused: this.#lastRefused,
      simulated: this.#deps.simulated,
    };
  }

  get #state(): VesselSourceHealth['state'] {
    if (this.#phase === 'ended') return 'ended';
    if (this.#phase === 'lost') return 'disconnected';
    const last = this.#lastSentenceAt;
    return last !== null && this.#deps.clock() - last < this.#options.silentAfterMs ? 'live' : 'silent';
  }

  get #host(): SourceHost {
    const { address, scope, clock, logger } = this.#deps;
    return {
      ...{ id: address.id, scope, clock, logger, options: this.#options },
      reader: () => this.#readers.open(),
      connected: () => this.#become('connected', null),
      lost: (fault) => this.#become('lost', fault),
      ended: (fault) => this.#become('ended', fault),
      refusedPeer: (peer) => {
        this.#refusedPeers += 1;
        this.#lastRefused = peer.slice(0, 60);
      },
      listensOn: (port) => {
        this.#port = port;
      },
    };
  }

  #become(phase: 'connected' | 'lost' | 'ended', fault: SourceFault | null): void {
    this.#phase = phase;
    this.#fault = fault;
  }
}
