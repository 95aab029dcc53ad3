import { every } from '@haigang/shared/kernel/every';
import { settingMs, type SettingsReader } from '@haigang/shared/kernel/settings';
import type { Scope } from '@haigang/shared/kernel/scope';
import type { ChartBox } from '@haigang/shared/features/vessel/chart-box';
import { farSeconds, frameMilliseconds, phoneSeconds } from '@haigang/shared/features/vessel/distribution.settings';
import type { Vessel } from '@haigang/shared/features/vessel/vessel.model';
import { maySeeVessels } from '@haigang/shared/features/vessel/vessel.rules';
import type { Connection } from '../../../platform/signaling/connection.js';
import { VesselJournal } from './vessel-journal.js';
import { AreaReader, ChartReader, type SharedFrames, type VesselReader } from './vessel-reader.js';

/** How often who is sent something, ms. */
export interface DistributionRates {
  readonly frameMs: number;
  readonly farMs: number;
  readonly phoneMs: number;
}

export function distributionRates(settings: SettingsReader): DistributionRates {
  return {
    frameMs: settings.get(frameMilliseconds),
    ...{ farMs: settingMs(settings, farSeconds), phoneMs: settingMs(settings, phoneSeconds) },
  };
}

export interface VesselDistributionDeps {
  readonly drain: () => { readonly vessels: readonly Vessel[]; readonly lost: readonly string[] };
  /** The site's settings, asked at each beat. */
  readonly rates: () => DistributionRates;
  readonly scope: Scope;
}

/** Since the start. */
export interface DistributionFigures {
  readonly readers: number;
  readonly frames: number;
  readonly bytes: number;
  /** Times a page was passed over because it had not taken everything sent before. */
  readonly heldBack: number;
}

/** Rates are kept to this, ms. */
const BEAT_MS = 50;
/** A phone that looks elsewhere waits no longer than this for what is there, ms. */
const PHONE_LOOK_MS = 1000;

interface Reading {
  readonly connection: Connection;
  readonly reader: VesselReader;
  readonly isPhone: boolean;
  /** When it was sent something last, ms of `performance.now()`. */
  sentAt: number;
  looksElsewhere: boolean;
}

/** Who follows the picture, and what each is sent when. [AIS90] */
export class VesselDistribution {
  readonly #deps: VesselDistributionDeps;
  readonly #journal = new VesselJournal();
  readonly #readings = new Map<string, Reading>();
  readonly #sent = { frames: 0, bytes: 0, heldBack: 0 };
  #health = { json: 'null', revision: 0 };
  #framedAt = 0;

  constructor(deps: VesselDistributionDeps) {
    this.#deps = deps;
    deps.scope.defer(every(BEAT_MS, () => this.#beat()));
  }

  get figures(): DistributionFigures {
    return { readers: this.#readings.size, ...this.#sent };
  }

  /** The page follows the picture from now on, or looks elsewhere. A phone that looks at nothing is told nothing more. */
  look(connection: Connection, view: ChartBox | null): { readonly isNew: boolean } {
    const isPhone = connection.surface === 'field';
    if (isPhone && view === null) {
      this.#readings.delete(connection.id);
      return { isNew: false };
    }
    let reading = this.#readings.get(connection.id);
    const isNew = reading === undefined;
    if (!reading) {
      reading = {
        connection,
        isPhone,
        sentAt: -Infinity,
        looksElsewhere: true,
        reader: isPhone ? new AreaReader() : new ChartReader(),
      };
      this.#readings.set(connection.id, reading);
      connection.scope.defer(() => void this.#readings.delete(connection.id));
    }
    reading.reader.look(view);
    reading.looksElsewhere = true;
    return { isNew };
  }

  /** What is told of the sources; it goes out with the next frame. */
  tellHealth(json: string): void {
    this.#health = { json, revision: this.#health.revision + 1 };
  }

  #beat(): void {
    const now = performance.now();
    const { frameMs, farMs, phoneMs } = this.#deps.rates();
    if (now - this.#framedAt < frameMs - BEAT_MS / 2) return;
    this.#framedAt = now;
    this.#journal.record(this.#deps.drain());
    const shared: SharedFrames = new Map();
    const farRound = Math.floor(now / farMs);
    for (const reading of this.#readings.values()) {
      if (now - reading.sentAt < pauseMs(reading, phoneMs)) continue;
      if (!maySeeVessels(reading.connection.principal)) {
        this.#readings.delete(reading.connection.id);
        continue;
      }
      // [AIS94] What the page has no room for now is part of a later frame, and is not made before.
      if (!reading.connection.isClear) {
        this.#sent.heldBack += 1;
        continue;
      }
      const frame = reading.reader.next({ journal: this.#journal, shared, health: this.#health, farRound });
      Object.assign(reading, { sentAt: now, looksElsewhere: false });
      if (frame) this.#send(reading.connection, frame);
    }
  }

  #send(connection: Connection, frame: Uint8Array<ArrayBuffer>): void {
    connection.emit('vessel:frame', frame);
    this.#sent.frames += 1;
    this.#sent.bytes += frame.length;
  }
}

/** How long a page has to wait after a frame, ms; a desk not at all. */
function pauseMs({ isPhone, looksElsewhere }: Reading, phoneMs: number): number {
  if (!isPhone) return 0;
  return looksElsewhere ? Math.min(PHONE_LOOK_MS, phoneMs) : phoneMs;
}
