import { expect, onTestFinished, test } from 'vitest';
import { destination } from '@haigang/shared/kernel/geodesy';
import { DEFAULT_SETTINGS, type SettingsReader } from '@haigang/shared/kernel/settings';
import type { Principal } from '@haigang/shared/features/identity/identity.model';
import type { PortCall } from '@haigang/shared/features/vessel/port-call.model';
import { mostCalls } from '@haigang/shared/features/vessel/port-call.settings';
import { SAMPLE_PORT } from '@haigang/shared/features/vessel/sample-port';
import type { Vessel } from '@haigang/shared/features/vessel/vessel.model';
import { silentLogger } from '../../platform/logger.js';
import { openTestStorage, type TestStorage } from '../../testing/storage.js';
import { PortCallWatch } from './port-call-watch.js';
import { findPortCalls } from './port-call.store.js';
import { unknownVessel } from './vessel-patch.js';

const MINUTE = 60_000;
const B3_2 = SAMPLE_PORT.berths[1]!;
const CHANNEL = { lat: 29.95, lon: 121.95 };
const MOORED = { position: B3_2.centre, speedKnots: 0, headingDeg: 110, navigationStatus: 'moored' } as const;

const ship = (says: Partial<Vessel> = {}): Vessel => ({
  ...unknownVessel('477999002', 477_999_002, 0),
  ...{
    transponder: 'A',
    name: 'SYNTH COPPER',
    imo: 9_990_026,
    shipType: 'cargo',
    lengthMetres: 180,
    draughtMetres: 9.8,
  },
  ...{ destination: 'CNNBO', staticAt: 0, source: 'tcp', ...says },
});

/** A watch that looks when it is told to, over what `heard` holds. */
class Watching {
  heard: Vessel[] = [];
  readonly storage: TestStorage;
  readonly watch: PortCallWatch;

  private constructor(storage: TestStorage, make: (vessels: () => Vessel[]) => PortCallWatch) {
    this.storage = storage;
    this.watch = make(() => this.heard);
  }

  static async open(storage: TestStorage, settings: SettingsReader = DEFAULT_SETTINGS): Promise<Watching> {
    const { database, unitOfWork, clock, scope } = storage;
    let source = (): Vessel[] => [];
    const watch = await PortCallWatch.open({
      ...{ database, unitOfWork, clock, orgId: 'test', scope: scope.child('vessel'), logger: silentLogger },
      ...{ settings, lookEveryMs: 3_600_000, site: () => SAMPLE_PORT, vessels: () => source() },
    });
    return new Watching(storage, (vessels) => {
      source = vessels;
      return watch;
    });
  }

  /** Says the same every three minutes, or as often as told, and is looked at each time. */
  async keep(says: Partial<Vessel>, minutes: number, everyMinutes = 3): Promise<void> {
    for (let at = 0; at < minutes; at += everyMinutes) {
      const now = this.storage.clock();
      this.heard = [ship({ ...says, positionAt: now, lastReportAt: now })];
      await this.watch.look();
      this.storage.advance(everyMinutes * MINUTE);
    }
  }

  async calls(): Promise<PortCall[]> {
    return findPortCalls(this.storage.database.reader, 'test', { limit: 50 });
  }
}

async function watching(settings?: SettingsReader): Promise<Watching> {
  const storage = await openTestStorage();
  onTestFinished(() => storage.close());
  return Watching.open(storage, settings);
}

const told = ({ events }: PortCall): string[] =>
  events.map(({ kind, placeId }) => (placeId ? `${kind} ${placeId}` : kind));

test('[AIS60] [AIS62] [AIS68] a stay is durable, with what AIS said at each event, the draught and how old that was', async () => {
  const one = await watching();
  await one.keep(MOORED, 30);
  await one.keep({ position: CHANNEL, speedKnots: 9, draughtMetres: 7.4 }, 3, 0.5);
  const [call, ...others] = await one.calls();
  expect(others).toEqual([]);
  expect(told(call!)).toEqual(['found', 'berthed B3-2', 'unberthed B3-2']);
  expect(call).toMatchObject({ state: 'SHIFTING', placeId: null, mmsi: '477999002', closedAt: null, simulated: false });
  const [, berthed, unberthed] = call!.events;
  expect(berthed).toMatchObject({
    placeName: B3_2.name,
    evidence: {
      position: B3_2.centre,
      speedKnots: 0,
      metresOutside: 0,
      source: 'tcp',
      draughtMetres: 9.8,
      watched: true,
    },
  });
  expect(unberthed!.evidence).toMatchObject({ draughtMetres: 7.4, staticAt: '1970-01-01T00:00:00.000Z' });
  const audited = await one.storage.database.reader.selectFrom('audit').select('action').execute();
  expect(audited.map(({ action }) => action)).toEqual(Array(3).fill('vessel:port-call-event'));
  expect(one.storage.announced.flat().map(({ entity }) => entity)).toEqual(Array(3).fill('port-call'));
});

test('[AIS64] a moored ship that was berthed before a restart is not there anew, nor gone because nobody listened', async () => {
  const before = await openTestStorage();
  const first = await Watching.open(before);
  await first.keep(MOORED, 30);
  const storage = await before.reopen();
  onTestFinished(() => storage.close());
  storage.advance(10 * 60 * MINUTE);
  const again = await Watching.open(storage);
  await again.watch.look();
  await again.keep(MOORED, 30);
  expect((await again.calls()).map(told)).toEqual([['found', 'berthed B3-2']]);
  expect((await again.calls())[0]).toMatchObject({ gaps: [], state: 'BERTHED', placeId: 'B3-2' });
});

test('[AIS64] silence is a gap with its beginning and end, then given up; it is never a departure', async () => {
  const one = await watching();
  await one.keep(MOORED, 30);
  const last = one.storage.clock() - 3 * MINUTE;
  one.heard = [];
  one.storage.advance(16 * MINUTE);
  await one.watch.look();
  expect((await one.calls())[0]!.gaps).toEqual([]);
  one.storage.advance(2 * MINUTE);
  await one.watch.look();
  await one.watch.look();
  const since = new Date(last).toISOString();
  expect((await one.calls())[0]).toMatchObject({ state: 'BERTHED', gaps: [{ since, until: null }] });
  one.storage.advance(60 * MINUTE);
  const until = new Date(one.storage.clock()).toISOString();
  await one.keep(MOORED, 6);
  expect((await one.calls())[0]).toMatchObject({ state: 'BERTHED', gaps: [{ since, until }] });
  one.heard = [];
  one.storage.advance(14 * 24 * 60 * MINUTE);
  await one.watch.look();
  const [call] = await one.calls();
  expect(call).toMatchObject({ state: 'LOST', placeId: null });
  expect(told(call!)).toEqual(['found', 'berthed B3-2', 'given-up']);
  expect(one.watch.openCalls).toBe(0);
});

test('[AIS64] what the database refuses is made up for with the next report', async () => {
  const one = await watching();
  await one.keep(MOORED, 3);
  const { unitOfWork } = one.storage;
  const run = unitOfWork.run.bind(unitOfWork);
  unitOfWork.run = () => Promise.reject(new Error('disk full'));
  await expect(one.keep(MOORED, 3)).rejects.toThrow('disk full');
  unitOfWork.run = run;
  await one.keep(MOORED, 15);
  expect((await one.calls()).map(told)).toEqual([['found', 'berthed B3-2']]);
});

test('[AIS67] whoever invents ships opens no more calls than the site keeps; a simulated one is marked and kept apart', async () => {
  const few: SettingsReader = {
    get: (definition) => (definition.key === mostCalls.key ? definition.schema.parse(100) : definition.default),
  };
  const one = await watching(few);
  for (let look = 0; look < 40; look += 1) {
    const now = one.storage.clock();
    one.heard = Array.from({ length: 300 }, (_, at) => {
      const mmsi = String(412_000_000 + at);
      return ship({ ...MOORED, mmsi, positionAt: now, lastReportAt: now });
    });
    await one.watch.look();
    one.storage.advance(10_000);
  }
  expect(one.watch.openCalls).toBe(100);

  const other = await watching();
  await other.keep({ ...MOORED, simulated: true }, 12);
  await other.keep(MOORED, 12);
  expect((await other.calls()).map(({ simulated }) => simulated).toSorted()).toEqual([false, true]);
});

test('bug: [AIS67] whoever invents ships is forgotten: after a silence, and when there are more than the picture holds', async () => {
  const one = await watching();
  const invent = async (from: number): Promise<void> => {
    const now = one.storage.clock();
    one.heard = Array.from({ length: 2000 }, (_, at) =>
      ship({ position: CHANNEL, speedKnots: 9, mmsi: String(412_000_000 + from + at), positionAt: now }),
    );
    await one.watch.look();
    one.storage.advance(1000);
  };
  await one.keep(MOORED, 12);
  for (let look = 0; look < 12; look += 1) await invent(look * 2000);
  expect(one.watch.followedShips).toBe(20_001);
  expect(one.watch.openCalls).toBe(1);
  one.storage.advance(21 * MINUTE);
  // What the picture still shows of them makes no new ships.
  await one.watch.look();
  await one.watch.look();
  expect(one.watch.followedShips).toBe(1);
});

test('bug: [AIS64] a call is given up although the server was started anew meanwhile', async () => {
  const before = await openTestStorage();
  const first = await Watching.open(before);
  await first.keep(MOORED, 12);
  first.heard = [];
  before.advance(25 * MINUTE);
  await first.watch.look();
  before.advance(10 * 24 * 60 * MINUTE);
  const storage = await before.reopen();
  onTestFinished(() => storage.close());
  const again = await Watching.open(storage);
  storage.advance(4 * 24 * 60 * MINUTE - 40 * MINUTE);
  await again.watch.look();
  expect((await again.calls())[0]).toMatchObject({ state: 'BERTHED' });
  storage.advance(40 * MINUTE);
  await again.watch.look();
  expect((await again.calls())[0]).toMatchObject({ state: 'LOST' });
});

test('bug: [AIS64] an event that a silence hides says since when nobody heard her, also when the end of the gap is written', async () => {
  const one = await watching();
  await one.keep(MOORED, 30);
  const last = one.storage.clock() - 3 * MINUTE;
  one.heard = [];
  one.storage.advance(60 * MINUTE);
  await one.watch.look();
  // She lies at the anchorage when she is heard again.
  await one.keep({ position: SAMPLE_PORT.anchorages[0]!.centre, speedKnots: 0.2 }, 12);
  const [call] = await one.calls();
  expect(told(call!)).toEqual(['found', 'berthed B3-2', 'unberthed B3-2']);
  expect(call!.events[2]!.evidence).toMatchObject({ silentSince: new Date(last).toISOString() });
});

test('bug: [AIS65] silences do not let the place where a person said she lies creep away', async () => {
  const one = await watching();
  await one.keep(MOORED, 30);
  const [call] = await one.calls();
  const correction = { kind: 'change', eventId: call!.events[1]!.id, placeId: 'B3-3' } as const;
  const { id, revision } = call!;
  await one.storage.run((unit) => one.watch.correct(unit, { id, revision, reason: 'berth record', correction }), {
    actor: desk('dispatcher'),
  });
  for (const metres of [60, 120, 180]) {
    one.heard = [];
    one.storage.advance(30 * MINUTE);
    await one.watch.look();
    await one.keep({ ...MOORED, position: destination(B3_2.centre, 45, metres) }, 9);
  }
  expect(told((await one.calls())[0]!)).toContain('unberthed B3-3');
});

const desk = (role: 'dispatcher' | 'officer'): Principal => ({
  ...{ id: `account:${role}`, kind: 'account', name: { zh: role, en: role }, roles: [role] },
  ...{ orgId: 'test', conferenceId: null },
});

test('[AIS65] a desk corrects with a reason; what stood there is kept, who was slower is refused, and the watch goes on from it', async () => {
  const one = await watching();
  await one.keep(MOORED, 30);
  const [call] = await one.calls();
  const berthed = call!.events[1]!;
  const correct = (says: object, who: 'dispatcher' | 'officer' = 'dispatcher') =>
    one.storage.run(
      (unit) =>
        one.watch.correct(unit, {
          ...{ id: call!.id, revision: call!.revision, reason: 'berth record' },
          correction: { kind: 'change', eventId: berthed.id, placeId: 'B3-3' },
          ...says,
        }),
      { actor: desk(who) },
    );
  await expect(correct({}, 'officer')).rejects.toMatchObject({ code: 'forbidden' });
  const eventId = berthed.id;
  for (const [correction, reason] of [
    [{ kind: 'change', eventId, placeId: 'AN1' }, 'port-call.place-unknown'],
    [{ kind: 'change', eventId, placeId: '__proto__' }, 'port-call.place-unknown'],
    [{ kind: 'change', eventId, at: '2099-01-01T00:00:00Z' }, 'port-call.future'],
    [{ kind: 'change', eventId, at: '1999-01-01T00:00:00Z' }, 'port-call.not-lawful'],
    [{ kind: 'withdraw', eventId: call!.id }, 'port-call.event-unknown'],
    [
      { kind: 'add', event: 'weighed', at: new Date(one.storage.clock()).toISOString(), placeId: 'AN1' },
      'port-call.not-lawful',
    ],
  ] as const) {
    await expect(correct({ correction }), reason).rejects.toMatchObject({ reason });
  }
  const next = await correct({});
  expect(next).toMatchObject({ placeId: 'B3-3', revision: call!.revision + 1 });
  expect(next.events[1]!.corrections).toEqual([
    {
      ...{
        at: next.events[1]!.corrections[0]!.at,
        byId: 'account:dispatcher',
        byName: { zh: 'dispatcher', en: 'dispatcher' },
      },
      ...{ reason: 'berth record', before: { at: berthed.at, placeId: 'B3-2', withdrawn: false } },
    },
  ]);
  await expect(correct({})).rejects.toMatchObject({ code: 'conflict', reason: 'port-call.stale' });
  // What a person said stands, whatever AIS goes on saying of where she lies; when she moves she has left.
  await one.keep(MOORED, 18);
  expect(told((await one.calls())[0]!)).toEqual(['found', 'berthed B3-3']);
  await one.keep({ position: CHANNEL, speedKnots: 9 }, 3, 0.5);
  const [left] = await one.calls();
  expect(told(left!)).toEqual(['found', 'berthed B3-3', 'unberthed B3-3']);
  // The end of a stay moves with its beginning; both say who moved them.
  const back = { kind: 'change', eventId, placeId: 'B3-2' } as const;
  const moved = await correct({ revision: left!.revision, correction: back });
  expect(told(moved)).toEqual(['found', 'berthed B3-2', 'unberthed B3-2']);
  expect(moved.events.map(({ corrections }) => corrections.length)).toEqual([0, 2, 1]);
  // One that never was does not count; one AIS did not see is added and marked as a person's.
  const gone = {
    kind: 'add',
    event: 'departed',
    at: new Date(one.storage.clock()).toISOString(),
    placeId: null,
  } as const;
  const departed = await correct({ revision: moved.revision, correction: gone });
  expect(departed).toMatchObject({ state: 'DEPARTED', closedAt: gone.at });
  expect(departed.events.at(-1)).toMatchObject({ kind: 'departed', evidence: null });
  const undone = { kind: 'withdraw', eventId: departed.events.at(-1)!.id } as const;
  expect(await correct({ revision: departed.revision, correction: undone })).toMatchObject({
    ...{ state: 'SHIFTING', closedAt: null },
  });
});
