import { every } from '@haigang/shared/kernel/every';
import { DEFAULT_SETTINGS } from '@haigang/shared/kernel/settings';
import type { Scope } from '@haigang/shared/kernel/scope';
import type { Clock } from '@haigang/shared/kernel/time';
import type { Beacon } from '@haigang/shared/features/vessel/distress.rules';
import { formatMmsi } from '@haigang/shared/features/vessel/mmsi';
import type { VesselPicture } from '@haigang/shared/features/vessel/vessel.protocol';
import type { ChartBox } from '@haigang/shared/features/vessel/chart-box';
import {
  VesselHealth,
  type ForwardHealth,
  type RecordingHealth,
  type Vessel,
} from '@haigang/shared/features/vessel/vessel.model';
import type { Logger } from '../../platform/logger.js';
import type { Connection } from '../../platform/signaling/connection.js';
import { AisSource, type AisSourceOptions } from './ais-source.js';
import { parseAisSource, requireNewId } from './ais-source-address.js';
import {
  distributionRates,
  VesselDistribution,
  type DistributionFigures,
  type DistributionRates,
} from './distribution/vessel-distribution.js';
import { VesselRegistry, type StaticMemory, type VesselRegistryOptions } from './vessel-registry.js';

export interface VesselFeedDeps {
  /** `tcp://…`, `tcp-listen://…`, `udp://…`, `file:…`; see `parseAisSource`. */
  readonly sources: readonly { readonly address: string; readonly simulated: boolean }[];
  readonly scope: Scope;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly sourceOptions?: Partial<AisSourceOptions>;
  /** The site's setting, asked at each tick. */
  readonly forgetAfterMs?: () => number;
  readonly memory?: StaticMemory;
  /** Hears each vessel that has just said where it is, once for all its copies. */
  readonly onPosition?: (vessel: Vessel) => void;
  /** Hears each line or datagram of the real sources, as it came. */
  readonly onRaw?: (source: string, text: string) => void;
  readonly recording?: () => RecordingHealth;
  readonly forwards?: () => ForwardHealth[];
  readonly registryOptions?: Partial<VesselRegistryOptions>;
  /** How often pages are sent what changed; the default is the setting's. */
  readonly rates?: () => DistributionRates;
  /** Sources are looked at this often. Default 1 s. */
  readonly tickMs?: number;
}

const DEFAULT_TICK_MS = 1000;
/** Health is told every so many ticks. */
const HEALTH_EVERY_TICKS = 5;

/** The live AIS picture: sources in, one registry, coalesced changes out to everybody who follows it. */
export class VesselFeed {
  readonly #registry: VesselRegistry;
  readonly #sources: readonly AisSource[];

  /** What else becomes of the sentences. */
  readonly #aside: Pick<VesselFeedDeps, 'recording' | 'forwards'>;

  readonly #distribution: VesselDistribution;

  private constructor(parts: {
    registry: VesselRegistry;
    sources: readonly AisSource[];
    distribution: VesselDistribution;
    aside: Pick<VesselFeedDeps, 'recording' | 'forwards'>;
  }) {
    this.#registry = parts.registry;
    this.#sources = parts.sources;
    this.#distribution = parts.distribution;
    this.#aside = parts.aside;
  }

  /** Opens every source. Throws `config.ais-source` on a wrong address and the system's reason when a port is taken. */
  static async open(deps: VesselFeedDeps): Promise<VesselFeed> {
    const { clock, scope } = deps;
    const registry = new VesselRegistry(deps.registryOptions, deps.memory);
    const sources: AisSource[] = [];
    for (const { address: text, simulated: demo } of deps.sources) {
      const address = parseAisSource(text);
      requireNewId(
        address,
        sources.map(({ health }) => health.id),
      );
      // [AIS46] What was recorded is not what is happening.
      const simulated = demo || address.kind === 'file';
      const source = await AisSource.open({
        address,
        simulated,
        scope: scope.child(address.id),
        // What is simulated is never passed on as if it had been heard.
        onRaw: simulated ? undefined : (raw) => deps.onRaw?.(address.id, raw),
        clock,
        logger: deps.logger,
        onMessage: (message, { fingerprint }) => {
          const now = clock();
          if (!registry.take(message, { source: address.id, simulated, now, fingerprint })) return;
          const vessel = registry.get(formatMmsi(message.mmsi));
          if (vessel?.positionAt === now) deps.onPosition?.(vessel);
        },
        ...(deps.sourceOptions ? { options: deps.sourceOptions } : {}),
      });
      sources.push(source);
    }
    const distribution = new VesselDistribution({
      drain: () => registry.drain(clock(), deps.forgetAfterMs?.()),
      rates: deps.rates ?? (() => distributionRates(DEFAULT_SETTINGS)),
      scope,
    });
    const feed = new VesselFeed({ registry, sources, distribution, aside: deps });
    let ticks = 0;
    const stop = every(deps.tickMs ?? DEFAULT_TICK_MS, () => {
      ticks += 1;
      for (const source of sources) source.sample();
      if (ticks % HEALTH_EVERY_TICKS === 0) feed.#tellHealth();
    });
    scope.defer(stop);
    return feed;
  }

  get picture(): VesselPicture {
    return { vessels: this.#registry.list(), ...this.health };
  }

  get health(): VesselHealth {
    return { sources: this.sources, recording: this.recording, forwards: this.forwards };
  }

  /** A page follows the picture, or looks elsewhere. A phone that looks at nothing is told nothing more. */
  look(connection: Connection, view: ChartBox | null): void {
    const { isNew } = this.#distribution.look(connection, view);
    if (isNew) this.#tellHealth();
  }

  #tellHealth(): void {
    this.#distribution.tellHealth(JSON.stringify(VesselHealth.parse(this.health)));
  }

  get distribution(): DistributionFigures {
    return this.#distribution.figures;
  }

  get sources(): VesselPicture['sources'] {
    return this.#sources.map(({ health }) => ({ ...health, ...this.#registry.heardBy(health.id) }));
  }

  /** Empty where sentences are passed on to nobody. */
  get forwards(): ForwardHealth[] {
    return this.#aside.forwards?.() ?? [];
  }

  /** Null where sentences are not recorded. */
  get recording(): RecordingHealth | null {
    return this.#aside.recording?.() ?? null;
  }

  /** Beacons of distress, active or under test. */
  get beacons(): Beacon[] {
    return this.#registry.beacons;
  }

  get size(): number {
    return this.#registry.size;
  }

  get ports(): readonly number[] {
    return this.#sources.map((source) => source.port);
  }

  vessel(mmsi: string): Vessel | undefined {
    return this.#registry.get(mmsi);
  }
}
