import { DEFAULT_SETTINGS, settingMs } from '@haigang/shared/kernel/settings';
import { duplicateSeconds } from '@haigang/shared/features/vessel/source.settings';
import { forgetMinutes } from '@haigang/shared/features/vessel/vessel.settings';
import { isBeacon, type Beacon } from '@haigang/shared/features/vessel/distress.rules';
import type { AisMessage } from '@haigang/shared/features/vessel/ais-message';
import { formatMmsi } from '@haigang/shared/features/vessel/mmsi';
import { safetyTextOf, type SafetyText } from '@haigang/shared/features/vessel/safety-text';
import type { Vessel, VesselStatic } from '@haigang/shared/features/vessel/vessel.model';
import { TransmissionWindow } from './transmission-window.js';
import { isStatic, patchOf, unknownVessel } from './vessel-patch.js';

export interface VesselRegistryOptions {
  /** Most stations kept; the one not heard for longest gives way. Default 20,000. */
  readonly maxVessels: number;
  /** Not heard for this long: no longer part of the picture. The default is the setting's. */
  readonly forgetAfterMs: number;
  /** Copies of one broadcast by several receivers arrive within this time; the default is the setting's. */
  readonly duplicateWindowMs: () => number;
  /** [AIS110] A station that is known said something to the others. */
  readonly onSafetyText: (said: SafetyText, station: Vessel) => void;
}
export const DEFAULT_REGISTRY_OPTIONS: VesselRegistryOptions = {
  maxVessels: 20_000,
  forgetAfterMs: settingMs(DEFAULT_SETTINGS, forgetMinutes),
  duplicateWindowMs: () => settingMs(DEFAULT_SETTINGS, duplicateSeconds),
  onSafetyText: () => undefined,
};

/** Stations that report as often as their class of transponder demands. */
const CRAFT: readonly Vessel['kind'][] = ['ship', 'auxiliary-craft', 'handheld', 'other'];

export interface Heard {
  readonly source: string;
  readonly simulated: boolean;
  readonly now: number;
  readonly fingerprint: number;
}

/** What is known of stations from before they were heard this time. [AIS27] */
export interface StaticMemory {
  recall(mmsi: string, simulated: boolean): (VesselStatic & Pick<Vessel, 'staticAt'>) | undefined;
  /** A station has said who it is: `before` as it was known, `after` as it is known now. */
  learn(before: Vessel, after: Vessel): void;
}

/** The current state of every station heard, one per MMSI; static data stays when only motion is reported. [AIS15] */
export class VesselRegistry {
  readonly #options: VesselRegistryOptions;
  readonly #vessels = new Map<string, Vessel>();
  /** Those of `#vessels` that are asked for each second, however many ships there are. */
  readonly #beacons = new Map<string, Beacon>();
  readonly #changed = new Set<string>();
  readonly #lost = new Set<string>();
  readonly #recent = { real: new TransmissionWindow(), simulated: new TransmissionWindow() };
  /** By source; there are as many as are configured. */
  readonly #heardBy = new Map<string, { first: number; also: number }>();
  readonly #memory: StaticMemory | undefined;

  constructor(options: Partial<VesselRegistryOptions> = {}, memory?: StaticMemory) {
    this.#memory = memory;
    this.#options = { ...DEFAULT_REGISTRY_OPTIONS, ...options };
  }

  get size(): number {
    return this.#vessels.size;
  }

  list(): Vessel[] {
    return [...this.#vessels.values()];
  }

  /** [AIS30] Beacons of distress, active or under test. */
  get beacons(): Beacon[] {
    return [...this.#beacons.values()];
  }

  get(mmsi: string): Vessel | undefined {
    return this.#vessels.get(mmsi);
  }

  /** Takes one message; false when it is a copy or says nothing of a station. */
  take(message: AisMessage, heard: Heard): boolean {
    if (!this.#isFirst(heard)) return false;
    const said = safetyTextOf(message, heard.now);
    if (said) this.#hearText(said, message, heard);
    const patch = patchOf(message, heard.now);
    if (!patch) return false;
    const mmsi = formatMmsi(message.mmsi);
    const heardBefore = this.#vessels.get(mmsi);
    // [AIS46] No recording moves a ship that is there.
    if (heard.simulated && heardBefore?.simulated === false) return false;
    const known = heardBefore?.simulated === heard.simulated ? heardBefore : undefined;
    const before = known ?? {
      ...unknownVessel(mmsi, message.mmsi, heard.now),
      ...this.#memory?.recall(mmsi, heard.simulated),
    };
    const next: Vessel = {
      ...before,
      ...patch,
      // Beacons and aids send the messages of class A too, at intervals of their own.
      transponder: CRAFT.includes(before.kind) ? (patch.transponder ?? before.transponder) : null,
      ...(isStatic(message) ? { staticAt: heard.now } : {}),
      ...(patch.position ? { positionAt: heard.now } : {}),
      lastReportAt: heard.now,
      // Of a vessel with a position, whose that is; another receiver may have heard its name.
      source: patch.position || !before.position ? heard.source.slice(0, 60) : before.source,
      simulated: heard.simulated,
    };
    if (next.staticAt === heard.now) this.#memory?.learn(before, next);
    // Insertion order is order of last report, so the first one is the one to give way.
    this.#vessels.delete(mmsi);
    this.#vessels.set(mmsi, next);
    if (isBeacon(next)) this.#beacons.set(mmsi, next);
    else this.#beacons.delete(mmsi);
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
    const vessels = [...this.#changed].flatMap((mmsi) => this.#vessels.get(mmsi) ?? []);
    const lost = [...this.#lost];
    this.#changed.clear();
    this.#lost.clear();
    return { vessels, lost };
  }

  /** How many transmissions a source was the first to hear, and how many were copies. [AIS47] */
  heardBy(source: string): { readonly first: number; readonly also: number } {
    return this.#heardBy.get(source) ?? { first: 0, also: 0 };
  }

  #hearText(said: SafetyText, message: AisMessage, { simulated }: Heard): void {
    const station = this.#vessels.get(formatMmsi(message.mmsi));
    if (station?.simulated === simulated) this.#options.onSafetyText(said, station);
  }

  #isFirst({ source, fingerprint, now, simulated }: Heard): boolean {
    const window = simulated ? this.#recent.simulated : this.#recent.real;
    const first = window.isFirst(fingerprint, now, this.#options.duplicateWindowMs());
    const counts = this.#heardBy.get(source) ?? { first: 0, also: 0 };
    counts[first ? 'first' : 'also'] += 1;
    this.#heardBy.set(source, counts);
    return first;
  }

  #forgetOldest(): void {
    const oldest = this.#vessels.keys().next();
    if (!oldest.done) this.#forget(oldest.value);
  }

  #forget(mmsi: string): void {
    this.#vessels.delete(mmsi);
    this.#beacons.delete(mmsi);
    this.#changed.delete(mmsi);
    this.#lost.add(mmsi);
  }
}
