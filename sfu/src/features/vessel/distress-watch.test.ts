import { expect, onTestFinished, test } from 'vitest';
import { DEFAULT_SETTINGS } from '@haigang/shared/kernel/settings';
import type { DistressAlarm } from '@haigang/shared/features/vessel/distress.model';
import type { Principal } from '@haigang/shared/features/identity/identity.model';
import type { Beacon } from '@haigang/shared/features/vessel/distress.rules';
import { silentLogger } from '../../platform/logger.js';
import { openTestStorage, type TestStorage } from '../../testing/storage.js';
import { distressAlarms } from './distress.store.js';
import { DistressWatch } from './distress-watch.js';
import { unknownVessel } from './vessel-patch.js';

const beacon = (number: number, says: 'active' | 'test', now: number): Beacon => ({
  ...unknownVessel(String(number), number, now),
  kind: 'sart',
  navigationStatus: says === 'active' ? 'distress-beacon' : null,
  position: { lat: 29.96, lon: 121.92 },
});

/** A watch over what `heard` holds; it looks only when it is told to. */
function watchOver(storage: TestStorage, heard: Map<number, 'active' | 'test'>): Promise<DistressWatch> {
  const { database, unitOfWork, clock, scope } = storage;
  return DistressWatch.open({
    ...{ database, unitOfWork, clock, orgId: 'test', scope: scope.child('vessel'), logger: silentLogger },
    ...{ settings: DEFAULT_SETTINGS, checkEveryMs: 3_600_000 },
    beacons: () => [...heard].map(([number, says]) => beacon(number, says, clock())),
  });
}

function noteAs(role: 'commander' | 'dispatcher' | 'officer', storage: TestStorage, watch: DistressWatch, id: string) {
  const name = { zh: role, en: role };
  const actor: Principal = {
    id: `account:${role}`,
    kind: 'account',
    name,
    roles: [role],
    orgId: 'test',
    conferenceId: null,
  };
  return storage.run((unit) => watch.note(unit, id), { actor });
}

const alarms = async ({ database }: TestStorage): Promise<DistressAlarm[]> =>
  (await distressAlarms.list(database.reader)).toReversed();
const states = async (storage: TestStorage): Promise<string[]> =>
  (await alarms(storage)).map(({ state, endReason }) => (endReason ? `${state} ${endReason}` : state));

test('[AIS30] a beacon that is noted, under test and then active again alarms a second time (bug: not within the hour)', async () => {
  const storage = await openTestStorage();
  onTestFinished(() => storage.close());
  const heard = new Map<number, 'active' | 'test'>([[970_123_456, 'active']]);
  const watch = await watchOver(storage, heard);
  await watch.check();
  await watch.check();
  expect(await states(storage)).toEqual(['ACTIVE']);
  const [first] = await alarms(storage);
  await expect(noteAs('officer', storage, watch, first!.id)).rejects.toMatchObject({ code: 'forbidden' });
  const noted = await noteAs('dispatcher', storage, watch, first!.id);
  expect(noted).toMatchObject({ state: 'NOTED', notedById: 'account:dispatcher' });
  // The second desk changes nothing of it.
  expect(await noteAs('commander', storage, watch, first!.id)).toEqual(noted);

  heard.set(970_123_456, 'test');
  await watch.check();
  storage.advance(30_000);
  // Said once and taken back: the alarm goes on.
  heard.set(970_123_456, 'active');
  await watch.check();
  heard.set(970_123_456, 'test');
  await watch.check();
  storage.advance(59_999);
  await watch.check();
  expect(await states(storage)).toEqual(['NOTED']);
  storage.advance(1);
  await watch.check();
  expect(await states(storage)).toEqual(['ENDED test']);
  await expect(noteAs('dispatcher', storage, watch, first!.id)).rejects.toMatchObject({
    reason: 'distress-alarm.over',
  });

  storage.advance(1000);
  heard.set(970_123_456, 'active');
  await watch.check();
  expect(await states(storage)).toEqual(['ENDED test', 'ACTIVE']);
});

test('[AIS30] an alarm outlives the server; a beacon that is not heard again ends it in time', async () => {
  const before = await openTestStorage();
  const heard = new Map([[972_000_001, 'active' as const]]);
  await (await watchOver(before, heard)).check();
  const storage = await before.reopen();
  onTestFinished(() => storage.close());
  heard.clear();
  const watch = await watchOver(storage, heard);
  await watch.check();
  storage.advance(60 * 60_000);
  await watch.check();
  expect(await states(storage)).toEqual(['ACTIVE']);
  storage.advance(1);
  await watch.check();
  expect(await states(storage)).toEqual(['ENDED silent']);
});

test('[AIS30] whoever invents beacons fills neither screen nor disk', async () => {
  const storage = await openTestStorage();
  onTestFinished(() => storage.close());
  const heard = new Map(Array.from({ length: 500 }, (_, at) => [970_000_000 + at, 'active' as const]));
  const watch = await watchOver(storage, heard);
  await watch.check();
  await watch.check();
  expect(await states(storage)).toHaveLength(20);
});
