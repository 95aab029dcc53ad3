import { lookup } from 'node:dns/promises';
import { AppError } from '@haigang/shared/kernel/errors';
import { every } from '@haigang/shared/kernel/every';
import type { Scope } from '@haigang/shared/kernel/scope';
import type { Clock } from '@haigang/shared/kernel/time';
import type { ForwardHealth } from '@haigang/shared/features/vessel/vessel.model';
import type { Logger } from '../../../platform/logger.js';
import { parseAisForward, parseAisSource, type AisNetworkAddress } from '../ais-source-address.js';
import { DEFAULT_FORWARD_OPTIONS, type ForwardOptions, type ForwardOutput, type OutputHost } from './forward-output.js';
import { isOwnAddress } from './own-address.js';
import { SentenceFilter } from './sentence-filter.js';
import { sendByTcp, serveByTcp } from './tcp-output.js';
import { sendByUdp } from './udp-output.js';

/** Sentences are sent together this often. */
const FLUSH_MS = 50;
/** Characters gathered between two of them; a flood beyond is dropped and counted. */
const MOST_GATHERED = 1024 * 1024;

export interface ForwarderDeps {
  readonly forwards: readonly string[];
  /** As configured, to refuse sending to oneself. */
  readonly sources: readonly string[];
  readonly scope: Scope;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly options?: Partial<ForwardOptions>;
}

/** Passes the sentences of the real sources on to other systems. [AIS50] [AIS51] */
export class Forwarder {
  readonly #outputs: readonly ForwardOutput[];
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #failing = new Set<ForwardOutput>();
  readonly #filter = new SentenceFilter();
  #gathered: string[] = [];
  #characters = 0;
  #overflow = 0;

  private constructor(outputs: readonly ForwardOutput[], { clock, logger }: ForwarderDeps) {
    this.#outputs = outputs;
    this.#clock = clock;
    this.#logger = logger;
  }

  /** Throws `config.ais-forward` when an address is wrong or leads back to a source, and the system's reason when a port is taken. */
  static async open(deps: ForwarderDeps): Promise<Forwarder> {
    const { scope, clock, logger } = deps;
    const addresses = deps.forwards.map(parseAisForward);
    const listening = deps.sources.map(parseAisSource).filter((one) => 'port' in one);
    for (const address of addresses) await refuseCircle(address, listening);
    const isOurs: OutputHost['isOurs'] = (kind, address, port) =>
      isOwnAddress(address) &&
      listening.some((one) => one.port === port && one.kind === (kind === 'udp' ? 'udp' : 'tcp-listen'));
    const outputs: ForwardOutput[] = [];
    for (const address of addresses) {
      const options = { ...DEFAULT_FORWARD_OPTIONS, ...deps.options };
      const host = { address, scope: scope.child(address.id), clock, logger, options, isOurs };
      if (address.kind === 'tcp-listen') outputs.push(await serveByTcp(host));
      else outputs.push(address.kind === 'tcp' ? sendByTcp(host) : sendByUdp(host));
    }
    const forwarder = new Forwarder(outputs, deps);
    scope.defer(every(FLUSH_MS, () => forwarder.#flush()));
    return forwarder;
  }

  get health(): ForwardHealth[] {
    return this.#outputs.map(({ health }) => ({ ...health, dropped: health.dropped + this.#overflow }));
  }

  get ports(): readonly number[] {
    return this.#outputs.map(({ port }) => port);
  }

  /** Takes one line or datagram of a source. */
  hear(source: string, text: string): void {
    if (this.#outputs.length === 0) return;
    for (const sentence of this.#filter.take(source, text, this.#clock())) {
      if (this.#characters > MOST_GATHERED) {
        this.#overflow += 1;
        continue;
      }
      this.#gathered.push(`${sentence}\r\n`);
      this.#characters += sentence.length + 2;
    }
  }

  #flush(): void {
    if (this.#gathered.length === 0) return;
    const text = this.#gathered.join('');
    const sentences = this.#gathered.length;
    this.#gathered = [];
    this.#characters = 0;
    for (const output of this.#outputs) this.#send(output, text, sentences);
  }

  /** What goes wrong with one receiver costs neither the others theirs nor the server its life. */
  #send(output: ForwardOutput, text: string, sentences: number): void {
    try {
      output.send(text, sentences);
      this.#failing.delete(output);
    } catch (failure) {
      if (!this.#failing.has(output)) {
        this.#logger.error({ err: failure, forward: output.health.id }, 'AIS forward failed');
      }
      this.#failing.add(output);
    }
  }
}

/** [AIS51] What is sent to one of our own sources, or fetched by one from our own forward, would go round for ever. */
async function refuseCircle(forward: AisNetworkAddress, sources: readonly AisNetworkAddress[]): Promise<void> {
  for (const source of sources) {
    const pair = `${forward.kind} ${source.kind}`;
    const dialled = pair === 'tcp-listen tcp' ? source : ['tcp tcp-listen', 'udp udp'].includes(pair) ? forward : null;
    if (!dialled || source.port !== forward.port || source.port === 0) continue;
    const found = await lookup(dialled.host).catch(() => null);
    if (!isOwnAddress(found?.address ?? dialled.host)) continue;
    throw new AppError(
      'invalid_input',
      'config.ais-forward',
      `HAIGANG_AIS_FORWARDS: ${forward.id}: leads back to our own source ${source.id}`,
    );
  }
}
