import { DEFAULT_SETTINGS, settingMs } from '@haigang/shared/kernel/settings';
import { forgetMinutes } from '@haigang/shared/features/vessel/vessel.settings';
import type { AisDimensions, AisMessage, AisPosition } from '@haigang/shared/features/vessel/ais-message';
import { isNullIsland } from '@haigang/shared/features/vessel/ais-message';
import { formatMmsi, mmsiKind } from '@haigang/shared/features/vessel/mmsi';
import { navigationStatusOf } from '@haigang/shared/features/vessel/navigation-status';
import { shipClassOf, shipTypeOf } from '@haigang/shared/features/vessel/ship-type';
import type { Vessel } from '@haigang/shared/features/vessel/vessel.model';

export interface VesselRegistryOptions {
  /** Most stations kept; the one not heard for longest gives way. Default 20,000. */
  readonly maxVessels: number;
  /** Not heard for this long: no longer part of the picture. The default is the setting's. */
  readonly forgetAfterMs: number;
  /** Copies of one broadcast by several receivers arrive within this time. Default 3 s. */
  readonly duplicateWindowMs: number;
}
export const DEFAULT_REGISTRY_OPTIONS: VesselRegistryOptions = {
  maxVessels: 20_000,
  forgetAfterMs: settingMs(DEFAULT_SETTINGS, forgetMinutes),
  duplicateWindowMs: 3000,
};

export interface Heard {
  readonly source: string;
  readonly simulated: boolean;
  readonly now: number;
  readonly fingerprint: number;
}

/** The current state of every station heard, one per MMSI; static data stays when only motion is reported. [AIS15] */
export class VesselRegistry {
  readonly #options: VesselRegistryOptions;
  readonly #vessels = new Map<string, Vessel>();
  readonly #changed = new Set<string>();
  readonly #lost = new Set<string>();
  readonly #recent = new Map<number, number>();

  constructor(options: Partial<VesselRegistryOptions> = {}) {
    this.#options = { ...DEFAULT_REGISTRY_OPTIONS, ...options };
  }

  get size(): number {
    return this.#vessels.size;
  }

  list(): Vessel[] {
    return [...this.#vessels.values()];
  }

  get(mmsi: string): Vessel | undefined {
    return this.#vessels.get(mmsi);
  }

  /** Takes one message; false when it is a copy or says nothing of a station. */
  take(message: AisMessage, heard: Heard): boolean {
    if (this.#isCopy(heard)) return false;
    const patch = patchOf(message);
    if (!patch) return false;
    const mmsi = formatMmsi(message.mmsi);
    const known = this.#vessels.get(mmsi);
    const next: Vessel = {
      ...(known ?? unknownVessel(mmsi, message.mmsi)),
      ...patch,
      ...(patch.position ? { positionAt: heard.now } : {}),
      lastReportAt: heard.now,
      source: heard.source.slice(0, 60),
      simulated: heard.simulated,
    };
    // Insertion order is order of last report, so the first one is the one to give way.
    this.#vessels.delete(mmsi);
    this.#vessels.set(mmsi, next);
    this.#changed.add(mmsi);
    this.#lost.delete(mmsi);
    if (this.#vessels.size > this.#options.maxVessels) this.#forgetOldest();
    return true;
  }

  /** What changed since the last call; forgets stations not heard for too long. */
  drain(now: number, forgetAfterMs: number = this.#options.forgetAfterMs): { vessels: Vessel[]; lost: string[] } {
    for (const [mmsi, vessel] of this.#vessels) {
      if (now - vessel.lastReportAt <= forgetAfterMs) break;
      this.#forget(mmsi);
    }
    for (const [fingerprint, at] of this.#recent) {
      if (now - at <= this.#options.duplicateWindowMs) break;
      this.#recent.delete(fingerprint);
    }
    const vessels = [...this.#changed].flatMap((mmsi) => this.#vessels.get(mmsi) ?? []);
    const lost = [...this.#lost];
    this.#changed.clear();
    this.#lost.clear();
    return { vessels, lost };
  }

  #isCopy({ fingerprint, now }: Heard): boolean {
    const at = this.#recent.get(fingerprint);
    if (at !== undefined && now - at <= this.#options.duplicateWindowMs) return true;
    this.#recent.delete(fingerprint);
    this.#recent.set(fingerprint, now);
    return false;
  }

  #forgetOldest(): void {
    const oldest = this.#vessels.keys().next();
    if (!oldest.done) this.#forget(oldest.value);
  }

  #forget(mmsi: string): void {
    this.#vessels.delete(mmsi);
    this.#changed.delete(mmsi);
    this.#lost.add(mmsi);
  }
}

type Patch = Partial<Omit<Vessel, 'mmsi' | 'kind'>>;

function patchOf(message: AisMessage): Patch | null {
  switch (message.type) {
    case 1:
    case 2:
    case 3:
      return {
        ...motion(message),
        headingDeg: message.headingDeg,
        navigationStatus: navigationStatusOf(message.navigationStatusCode),
      };
    case 18:
      return { ...motion(message), headingDeg: message.headingDeg };
    case 19:
      return {
        ...motion(message),
        headingDeg: message.headingDeg,
        name: text(message.name),
        ...kindOfShip(message.shipTypeCode),
        ...size(message.dimensions),
      };
    case 27:
      return { ...motion(message), navigationStatus: navigationStatusOf(message.navigationStatusCode) };
    case 9:
      return motion(message);
    case 4:
    case 11:
      return place(message.position);
    case 21:
      return { ...place(message.position), name: text(message.name), ...size(message.dimensions) };
    case 5:
      return {
        name: text(message.name),
        imo: message.imo,
        callSign: text(message.callSign),
        ...kindOfShip(message.shipTypeCode),
        ...size(message.dimensions),
        draughtMetres: message.draughtMetres,
        destination: text(message.destination),
      };
    case 24:
      return message.part === 'A'
        ? { name: text(message.name) }
        : {
            callSign: text(message.callSign),
            ...kindOfShip(message.shipTypeCode),
            ...(message.dimensions ? size(message.dimensions) : {}),
          };
    default:
      return null;
  }
}

function motion(message: { position: AisPosition | null; speedKnots: number | null; courseDeg: number | null }): Patch {
  return { ...place(message.position), speedKnots: message.speedKnots, courseDeg: message.courseDeg };
}

/** A report without a usable position keeps the last known place; its age shows. */
function place(position: AisPosition | null): Patch {
  return position && !isNullIsland(position) ? { position: { lat: position.lat, lon: position.lon } } : {};
}

function size(dimensions: AisDimensions): Patch {
  const lengthMetres = dimensions.toBowMetres + dimensions.toSternMetres;
  const beamMetres = dimensions.toPortMetres + dimensions.toStarboardMetres;
  return { lengthMetres: lengthMetres || null, beamMetres: beamMetres || null };
}

function kindOfShip(code: number): Patch {
  const shipType = shipTypeOf(code);
  return { shipType, shipClass: shipClassOf(shipType) };
}

function text(value: string): string | null {
  const trimmed = value.trim().slice(0, 40);
  return trimmed === '' ? null : trimmed;
}

function unknownVessel(mmsi: string, number: number): Vessel {
  return {
    mmsi,
    kind: mmsiKind(number),
    name: null,
    imo: null,
    callSign: null,
    shipType: null,
    shipClass: 'other',
    position: null,
    speedKnots: null,
    courseDeg: null,
    headingDeg: null,
    navigationStatus: null,
    destination: null,
    draughtMetres: null,
    lengthMetres: null,
    beamMetres: null,
    positionAt: null,
    lastReportAt: 0,
    source: '',
    simulated: false,
  };
}
