import { randomUUID } from 'node:crypto';
import { AppError } from '@haigang/shared/kernel/errors';
import { settingMs } from '@haigang/shared/kernel/settings';
import type { DistressAlarm } from '@haigang/shared/features/vessel/distress.model';
import { alarmOver, distressOf, type Beacon } from '@haigang/shared/features/vessel/distress.rules';
import { distressMost, distressQuiet, forgetMinutes } from '@haigang/shared/features/vessel/vessel.settings';
import { repeat } from '../../platform/repeat.js';
import type { Unit } from '../../platform/storage/unit-of-work.js';
import { requireRole, systemPrincipal } from '../identity/index.js';
import { distressAlarms } from './distress.store.js';
import { stationKey } from './station-key.js';
import type { WatchDeps } from './watch-deps.js';

/** How often the picture is compared with the alarms, ms. */
const CHECK_EVERY_MS = 1000;

export interface DistressWatchDeps extends WatchDeps {
  /** Every beacon of the picture, in distress or under test. */
  readonly beacons: () => readonly Beacon[];
  readonly checkEveryMs?: number;
}

/** What is known of a beacon that has an open alarm, or says that it is under test. */
interface Known {
  testSince: number | null;
  heardUntil: number;
}

/**
 * [AIS30] Makes a durable alarm of every beacon in distress, and ends it. It compares the picture with the open alarms
 * again and again, so that what the database refused once, or a restart fell into, is made up for at the next look.
 */
export class DistressWatch {
  readonly #deps: DistressWatchDeps;
  /** Ids of the open alarms by beacon. */
  readonly #open = new Map<string, string>();
  readonly #known = new Map<string, Known>();
  #crowded = false;

  private constructor(deps: DistressWatchDeps) {
    this.#deps = deps;
  }

  static async open(deps: DistressWatchDeps): Promise<DistressWatch> {
    const watch = new DistressWatch(deps);
    const open = await distressAlarms.list(deps.database.reader, { states: ['ACTIVE', 'NOTED'] });
    for (const { id, mmsi, simulated } of open) {
      watch.#open.set(stationKey({ mmsi, simulated }), id);
      // A restart has not heard it yet: it has as long as any beacon to be heard again.
      watch.#known.set(stationKey({ mmsi, simulated }), { testSince: null, heardUntil: deps.clock() });
    }
    repeat(
      deps.scope,
      deps.checkEveryMs ?? CHECK_EVERY_MS,
      () => watch.check(),
      (failure) => deps.logger.error({ err: failure }, 'an alarm of distress could not be written; it is tried again'),
    );
    return watch;
  }

  /** Somebody at a desk has taken note: for all desks and walls. `conflict distress-alarm.over` once it has ended. */
  async note(unit: Unit, id: string): Promise<DistressAlarm> {
    requireRole(unit.actor, 'commander', 'dispatcher');
    const alarm = await distressAlarms.get(unit.tx, id);
    if (alarm.state === 'NOTED') return alarm;
    if (alarm.state === 'ENDED') throw new AppError('conflict', 'distress-alarm.over', 'the alarm has ended');
    unit.audit('vessel:distress-noted', 'distress-alarm', id, { mmsi: alarm.mmsi });
    const { id: notedById, name: notedByName } = unit.actor;
    const next = { ...alarm, state: 'NOTED' as const, notedById, notedByName, notedAt: unit.at };
    return distressAlarms.update(unit, alarm, { ...next, revision: alarm.revision + 1 });
  }

  /** Compares once. Rejects when the database refuses. */
  async check(): Promise<void> {
    const now = this.#deps.clock();
    const beacons = new Map(this.#deps.beacons().map((beacon) => [stationKey(beacon), beacon]));
    for (const [key, beacon] of beacons) this.#hear(key, beacon, now);
    const raised = [...beacons].filter(([key, beacon]) => distressOf(beacon) === 'active' && !this.#open.has(key));
    const room = Math.max(0, this.#deps.settings.get(distressMost) - this.#open.size);
    this.#tellCrowd(raised.length > room);
    const over = [...this.#open].flatMap(([key, id]) => {
      const endReason = this.#over(key, beacons.has(key), now);
      return endReason ? [{ key, id, endReason }] : [];
    });
    await this.#write(raised.slice(0, room), over);
    for (const key of this.#known.keys()) {
      if (!beacons.has(key) && !this.#open.has(key)) this.#known.delete(key);
    }
  }

  #hear(key: string, beacon: Beacon, now: number): void {
    const before = this.#known.get(key);
    const testSince = distressOf(beacon) === 'test' ? (before?.testSince ?? now) : null;
    this.#known.set(key, { testSince, heardUntil: beacon.lastReportAt });
  }

  #over(key: string, isInPicture: boolean, now: number): 'test' | 'silent' | null {
    const { settings } = this.#deps;
    const { testSince, heardUntil } = this.#known.get(key) ?? { testSince: null, heardUntil: now };
    const limits = { quietMs: settingMs(settings, distressQuiet), silentMs: settingMs(settings, forgetMinutes) };
    return alarmOver({ isInPicture, testSince, heardUntil }, now, limits);
  }

  async #write(
    raised: readonly (readonly [string, Beacon])[],
    over: readonly { key: string; id: string; endReason: 'test' | 'silent' }[],
  ): Promise<void> {
    if (raised.length === 0 && over.length === 0) return;
    const { unitOfWork, orgId } = this.#deps;
    const origin = { call: 'vessel:distress', requestId: undefined, body: null, client: null };
    const opened = await unitOfWork.run(systemPrincipal(orgId), origin, async (unit) => {
      const made: [string, string][] = [];
      for (const [key, beacon] of raised) made.push([key, (await this.#raise(unit, beacon)).id]);
      for (const { id, endReason } of over) await end(unit, id, endReason);
      return made;
    });
    for (const [key, id] of opened) this.#open.set(key, id);
    for (const { key } of over) this.#open.delete(key);
  }

  #raise(unit: Unit, beacon: Beacon): Promise<DistressAlarm> {
    const { mmsi, kind, position, source, simulated } = beacon;
    const id = randomUUID();
    unit.audit('vessel:distress-raised', 'distress-alarm', id, { mmsi, beacon: kind, position, source });
    return distressAlarms.insert(unit, {
      ...{
        id,
        orgId: this.#deps.orgId,
        simulated,
        drill: false,
        mmsi,
        beacon: kind,
        state: 'ACTIVE',
        position,
        source,
      },
      ...{ raisedAt: unit.at, notedById: null, notedByName: null, notedAt: null, endedAt: null, endReason: null },
      revision: 1,
    });
  }

  #tellCrowd(crowded: boolean): void {
    if (crowded && !this.#crowded) {
      this.#deps.logger.warn(
        { open: this.#open.size },
        'more beacons say that they are in distress than alarms are raised at once',
      );
    }
    this.#crowded = crowded;
  }
}

async function end(unit: Unit, id: string, endReason: 'test' | 'silent'): Promise<void> {
  const alarm = await distressAlarms.get(unit.tx, id);
  if (alarm.state === 'ENDED') return;
  unit.audit('vessel:distress-ended', 'distress-alarm', id, { mmsi: alarm.mmsi, endReason });
  const next = { ...alarm, state: 'ENDED' as const, endedAt: unit.at, endReason, revision: alarm.revision + 1 };
  await distressAlarms.update(unit, alarm, next);
}
