import { expect, onTestFinished, test } from 'vitest';
import { destination } from '@haigang/shared/kernel/geodesy';
import { DEFAULT_SETTINGS, type SettingsReader } from '@haigang/shared/kernel/settings';
import type { Principal } from '@haigang/shared/features/identity/identity.model';
import { SAMPLE_PORT } from '@haigang/shared/features/vessel/sample-port';
import type { PortSite } from '@haigang/shared/features/vessel/port-site';
import type { VesselAlert } from '@haigang/shared/features/vessel/vessel-alert.model';
import { ruleMost } from '@haigang/shared/features/vessel/vessel-rule.settings';
import type { Clearance } from '@haigang/shared/features/vessel/vessel-rule.ship';
import type { Vessel } from '@haigang/shared/features/vessel/vessel.model';
import { silentLogger } from '../../platform/logger.js';
import { openTestStorage, type TestStorage } from '../../testing/storage.js';
import { PortCallWatch } from './port-call-watch.js';
import { vesselAlerts } from './vessel-alert.store.js';
import { unknownVessel } from './vessel-patch.js';
import { VesselRuleWatch } from './vessel-rule-watch.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const CHANNEL = { lat: 29.95, lon: 121.95 };
const FAIRWAY: PortSite = {
  ...SAMPLE_PORT,
  zones: [
    {
      ...{ id: 'F1', name: { zh: '航道', en: 'Fairway' }, noEntry: false, speedLimitKnots: 10 },
      ring: [45, 135, 225, 315].map((bearing) => destination(CHANNEL, bearing, 3000)),
    },
  ],
};

/** A watch that looks when it is told to, over what is said to it. */
class Supervised {
  readonly storage: TestStorage;
  readonly watch: VesselRuleWatch;
  readonly calls: PortCallWatch;
  readonly heard: Map<string, Vessel>;

  private constructor(storage: TestStorage, watch: VesselRuleWatch, calls: PortCallWatch, heard: Map<string, Vessel>) {
    this.storage = storage;
    this.watch = watch;
    this.calls = calls;
    this.heard = heard;
  }

  static async open(
    storage: TestStorage,
    { settings = DEFAULT_SETTINGS, clearance = 'unknown' }: { settings?: SettingsReader; clearance?: Clearance } = {},
  ): Promise<Supervised> {
    const { database, unitOfWork, clock, scope } = storage;
    const heard = new Map<string, Vessel>();
    const shared = {
      ...{ database, unitOfWork, clock, orgId: 'test', scope: scope.child('vessel'), logger: silentLogger, settings },
      ...{ lookEveryMs: 3_600_000, site: () => FAIRWAY, vessels: () => [...heard.values()] },
    };
    const calls = await PortCallWatch.open(shared);
    const watch = await VesselRuleWatch.open({
      ...shared,
      ...{ stayOf: (vessel: Vessel) => calls.stayOf(vessel), clearanceOf: () => clearance },
    });
    return new Supervised(storage, watch, calls, heard);
  }

  say(mmsi: number, says: Partial<Vessel>): void {
    const now = this.storage.clock();
    const vessel = { ...unknownVessel(String(mmsi), mmsi, now), positionAt: now, source: 'tcp', ...says };
    this.heard.set(vessel.mmsi, vessel);
  }

  /** Says the same every ten seconds and is looked at each time. */
  async keep(mmsis: readonly number[], says: Partial<Vessel>, minutes: number): Promise<void> {
    for (let at = 0; at < minutes * MINUTE; at += 10 * SECOND) {
      for (const mmsi of mmsis) this.say(mmsi, says);
      await this.calls.look();
      await this.watch.look();
      this.storage.advance(10 * SECOND);
    }
  }

  async alerts(): Promise<VesselAlert[]> {
    return (await vesselAlerts.list(this.storage.database.reader)).toReversed();
  }

  async states(): Promise<string[]> {
    return (await this.alerts()).map(({ rule, state, clearReason }) =>
      [rule, state, ...(clearReason === null ? [] : [clearReason])].join(' '),
    );
  }

  acknowledgeAs(role: 'commander' | 'dispatcher' | 'officer', id: string): Promise<VesselAlert> {
    const actor: Principal = {
      ...{ id: `account:${role}`, kind: 'account', name: { zh: role, en: role }, roles: [role] },
      ...{ orgId: 'test', conferenceId: null },
    };
    return this.storage.run((unit) => this.watch.acknowledge(unit, id), { actor });
  }

  async audited(): Promise<string[]> {
    const rows = await this.storage.database.reader.selectFrom('audit').select('action').execute();
    return rows.map(({ action }) => action).filter((action) => action.startsWith('vessel:alert'));
  }
}

async function supervised(options?: Parameters<typeof Supervised.open>[1]): Promise<Supervised> {
  const storage = await openTestStorage();
  onTestFinished(() => storage.close());
  return Supervised.open(storage, options);
}

const FAST = { position: CHANNEL, speedKnots: 14, courseDeg: 90 };
const SLOW = { position: CHANNEL, speedKnots: 8, courseDeg: 90 };
const SHIP = 477_999_002;

test('[AIS77] [AIS79] a fast ship is one alert, acknowledged once by a desk, over by itself, and all of it is audited', async () => {
  const port = await supervised();
  await port.keep([SHIP], FAST, 5);
  const [alert] = await port.alerts();
  expect(await port.states()).toEqual(['over-speed RAISED']);
  expect(alert).toMatchObject({
    ...{ severity: 'notice', simulated: false, ships: [{ mmsi: '477999002', position: CHANNEL, speedKnots: 14 }] },
    facts: { knots: 14, limitKnots: 10, place: { id: 'F1' } },
  });
  await expect(port.acknowledgeAs('officer', alert!.id)).rejects.toMatchObject({ code: 'forbidden' });
  const noted = await port.acknowledgeAs('dispatcher', alert!.id);
  expect(noted).toMatchObject({ state: 'ACKNOWLEDGED', acknowledgedById: 'account:dispatcher' });
  expect(await port.acknowledgeAs('commander', alert!.id)).toEqual(noted);
  await port.keep([SHIP], FAST, 2);
  expect(await port.states()).toEqual(['over-speed ACKNOWLEDGED']);
  await port.keep([SHIP], SLOW, 2);
  expect(await port.states()).toEqual(['over-speed CLEARED over']);
  await expect(port.acknowledgeAs('dispatcher', alert!.id)).rejects.toMatchObject({ reason: 'vessel-alert.over' });
  expect(await port.audited()).toEqual(['vessel:alert-raised', 'vessel:alert-acknowledged', 'vessel:alert-cleared']);
  // Fast again at once: the cool-down says nothing, then it is another alert.
  await port.keep([SHIP], FAST, 8);
  expect(await port.states()).toHaveLength(1);
  await port.keep([SHIP], FAST, 6);
  expect(await port.states()).toEqual(['over-speed CLEARED over', 'over-speed RAISED']);
});

test('[AIS71] [AIS79] who leaves her berth before she is cleared is a clue, which stays until somebody has seen it', async () => {
  const port = await supervised({ clearance: 'pending' });
  const says = { imo: 9_990_026, lengthMetres: 180, headingDeg: 110 };
  const berth = SAMPLE_PORT.berths[1]!;
  await port.keep([SHIP], { ...says, position: berth.centre, speedKnots: 0 }, 10);
  expect(await port.states()).toEqual([]);
  await port.keep([SHIP], { ...says, position: destination(berth.centre, 20, 600), speedKnots: 5, courseDeg: 20 }, 4);
  expect(await port.states()).toEqual(['left-before-clearance RAISED']);
  const [alert] = await port.alerts();
  expect(alert).toMatchObject({ severity: 'warning', facts: { place: { id: 'B3-2' } } });
  // Back at the berth it is over, and still to be seen.
  await port.keep([SHIP], { ...says, position: berth.centre, speedKnots: 0 }, 30);
  expect(await port.states()).toEqual(['left-before-clearance RAISED']);
  await port.acknowledgeAs('commander', alert!.id);
  await port.watch.look();
  expect(await port.states()).toEqual(['left-before-clearance CLEARED over']);
});

test('[AIS71] without the word of the quarantine system nobody left before clearance', async () => {
  const port = await supervised();
  const says = { imo: 9_990_026, lengthMetres: 180, headingDeg: 110 };
  const berth = SAMPLE_PORT.berths[1]!;
  await port.keep([SHIP], { ...says, position: berth.centre, speedKnots: 0 }, 10);
  await port.keep([SHIP], { ...says, position: destination(berth.centre, 20, 600), speedKnots: 5 }, 4);
  expect(await port.states()).toEqual([]);
});

test('[AIS79] an alert outlives the server, as one and the same, with who acknowledged it', async () => {
  const storage = await openTestStorage();
  const before = await Supervised.open(storage);
  await before.keep([SHIP, SHIP + 1], FAST, 3);
  const [first, second] = await before.alerts();
  await before.acknowledgeAs('dispatcher', first!.id);
  const reopened = await storage.reopen();
  onTestFinished(() => reopened.close());
  const after = await Supervised.open(reopened);
  await after.keep([SHIP, SHIP + 1], FAST, 5);
  expect((await after.alerts()).map(({ id }) => id).toSorted()).toEqual([first!.id, second!.id].toSorted());
  expect((await after.states()).toSorted()).toEqual(['over-speed ACKNOWLEDGED', 'over-speed RAISED']);
  await after.keep([SHIP, SHIP + 1], SLOW, 2);
  expect(await after.states()).toEqual(['over-speed CLEARED over', 'over-speed CLEARED over']);
});

test('[AIS70] whoever invents fast ships fills neither screen nor disk, and a rule that is off says nothing', async () => {
  const crowd = Array.from({ length: 200 }, (_, at) => SHIP + at);
  const port = await supervised();
  await port.keep(crowd, FAST, 4);
  expect(await port.states()).toHaveLength(30);
  const off: SettingsReader = {
    get: (definition) =>
      definition.key === ruleMost['over-speed'].key ? definition.schema.parse(0) : definition.default,
  };
  const silent = await supervised({ settings: off });
  await silent.keep(crowd, FAST, 4);
  expect(await silent.states()).toEqual([]);
});

test('[AIS110] each text of a station is an alert of its own with its words; the same one again is none', async () => {
  const port = await supervised();
  await port.keep([SHIP], SLOW, 1);
  const station = port.heard.get(String(SHIP))!;
  const say = (text: string, addressee: string | null = null): void =>
    port.watch.hearText({ text, addressee, at: port.storage.clock() }, station);
  say('MEDICAL EMERGENCY ON BOARD');
  say('MEDICAL EMERGENCY ON BOARD');
  say('<b>REQUEST PILOT</b>', '004121100');
  say('');
  await port.keep([SHIP], SLOW, 1);
  expect((await port.alerts()).map(({ rule, facts }) => [rule, facts.text, facts.addressee])).toEqual([
    ['safety-text', 'MEDICAL EMERGENCY ON BOARD', null],
    ['safety-text', '<b>REQUEST PILOT</b>', '004121100'],
  ]);
});

test('[AIS110] a station that says ever other things keeps no other from being heard (bug: thirty texts of one were all that stood)', async () => {
  const port = await supervised();
  await port.keep([SHIP, 412_000_778], SLOW, 1);
  const say = (mmsi: number, text: string): void =>
    port.watch.hearText({ text, addressee: null, at: port.storage.clock() }, port.heard.get(String(mmsi))!);
  for (let at = 0; at < 40; at += 1) say(SHIP, `NOTICE ${at}`);
  say(412_000_778, 'MAN OVERBOARD');
  await port.keep([SHIP], SLOW, 2);
  const texts = (await port.alerts()).map(({ facts }) => facts.text);
  expect(texts).toContain('MAN OVERBOARD');
  expect(texts).toHaveLength(6);
});

test('[AIS75] a station that says another IMO number raises a clue with both', async () => {
  const port = await supervised();
  await port.keep([SHIP], SLOW, 1);
  const change = {
    field: 'imo',
    before: '9990026',
    after: '9990014',
    at: port.storage.clock(),
    source: 'tcp',
  } as const;
  port.watch.hearIdentity(change, port.heard.get(String(SHIP))!);
  await port.keep([SHIP], SLOW, 1);
  expect((await port.alerts()).map(({ rule, facts }) => [rule, facts.changes])).toEqual([
    ['identity-changed', [{ field: 'imo', before: '9990026', after: '9990014' }]],
  ]);
});
