import { expect, onTestFinished, test } from 'vitest';
import type { AisMessage } from '@haigang/shared/features/vessel/ais-message';
import { silentLogger } from '../../platform/logger.js';
import { openTestStorage, type TestStorage } from '../../testing/storage.js';
import { VesselMemory } from './vessel-memory.js';
import { VesselRegistry } from './vessel-registry.js';

const DAY_MS = 86_400_000;
const MMSI = '563999001';

async function openStorage(): Promise<TestStorage> {
  const storage = await openTestStorage();
  onTestFinished(() => storage.close());
  return storage;
}

function openMemory({ database, unitOfWork, scope, clock }: TestStorage, keepDays = 730): Promise<VesselMemory> {
  return VesselMemory.open({
    ...{ database, unitOfWork, clock, scope: scope.child('vessel'), logger: silentLogger },
    // The tests write when they say so.
    ...{ keepMs: () => keepDays * DAY_MS, flushEveryMs: DAY_MS },
  });
}

const voyage = (over: Partial<Extract<AisMessage, { type: 5 }>> = {}): AisMessage => ({
  ...{ type: 5, repeat: 0, mmsi: Number(MMSI), imo: 9_990_014, callSign: 'SYN001', name: 'SYNTH AURORA' },
  ...{ aisVersion: 0, shipTypeCode: 71, fixDeviceCode: 1, draughtMetres: 11.2, destination: 'CNNBO' },
  dimensions: { toBowMetres: 150, toSternMetres: 50, toPortMetres: 16, toStarboardMetres: 16 },
  eta: { month: null, day: null, hour: null, minute: null },
  ...over,
});
const report: AisMessage = {
  ...{ type: 1, repeat: 0, mmsi: Number(MMSI), position: { lat: 29.9, lon: 121.9 }, positionAccurate: true },
  ...{ speedKnots: 1, courseDeg: 2, headingDeg: null, navigationStatusCode: 0, rateOfTurnDegPerMin: null },
  ...{ turningFast: null, utcSecond: 1, manoeuvreCode: 0, raim: false },
};

let fingerprint = 0;
const heard = (now: number, simulated = false) => ({
  ...{ source: 'tcp://pilot:1', simulated, now },
  fingerprint: ++fingerprint,
});

test('[AIS27] after a restart a ship of which only motion is heard has its name, size and voyage, with the time it said them', async () => {
  const before = await openStorage();
  const saidAt = before.clock();
  new VesselRegistry({}, await openMemory(before)).take(voyage(), heard(saidAt));
  // The end of the server writes what was learnt.
  const storage = await before.reopen();
  onTestFinished(() => storage.close());

  storage.advance(3 * 3_600_000);
  const registry = new VesselRegistry({}, await openMemory(storage));
  registry.take(report, heard(storage.clock()));
  expect(registry.get(MMSI)).toMatchObject({
    ...{ name: 'SYNTH AURORA', imo: 9_990_014, callSign: 'SYN001', shipClass: 'cargo', destination: 'CNNBO' },
    ...{ hull: { toBowMetres: 150, toSternMetres: 50, toPortMetres: 16, toStarboardMetres: 16 }, lengthMetres: 200 },
    ...{ staticAt: saidAt, firstHeardAt: storage.clock(), speedKnots: 1 },
  });
  // What a simulator said of an MMSI is nothing that ship said.
  registry.take({ ...report, mmsi: 563_999_002 }, heard(storage.clock(), true));
  expect(registry.get('563999002')?.staticAt).toBeNull();
});

test('[AIS27] a blank name, number or call sign does not erase the known one; what is older than the site keeps is forgotten', async () => {
  const storage = await openStorage();
  const memory = await openMemory(storage);
  const registry = new VesselRegistry({}, memory);
  registry.take(voyage(), heard(storage.clock()));
  registry.take(voyage({ name: '', callSign: '', imo: null, destination: '' }), heard(storage.clock()));
  expect(registry.get(MMSI)).toMatchObject({
    name: 'SYNTH AURORA',
    callSign: 'SYN001',
    imo: 9_990_014,
    destination: null,
  });
  await memory.flush();
  expect((await openMemory(storage, 30)).recall(MMSI, false)?.name).toBe('SYNTH AURORA');
  storage.advance(31 * DAY_MS);
  expect((await openMemory(storage, 30)).recall(MMSI, false)).toBeUndefined();
});

test('[AIS28] a changed name, number and call sign are recorded with both, time and source, newest first, over a restart', async () => {
  const storage = await openStorage();
  const first = await openMemory(storage);
  const registry = new VesselRegistry({}, first);
  registry.take(voyage(), heard(storage.clock()));
  await first.flush();
  expect(await first.changes(MMSI, false)).toEqual([]);
  storage.advance(60_000);

  const memory = await openMemory(storage);
  const later = new VesselRegistry({}, memory);
  later.take(voyage({ name: 'SYNTH OTHER', imo: 9_990_026 }), heard(storage.clock()));
  await memory.flush();
  storage.advance(60_000);
  later.take(voyage({ name: 'SYNTH OTHER', imo: 9_990_026, callSign: 'SYN009' }), heard(storage.clock()));
  const at = storage.clock();
  const source = 'tcp://pilot:1';
  expect(await memory.changes(MMSI, false)).toEqual([
    { field: 'callSign', before: 'SYN001', after: 'SYN009', at, source },
    { field: 'imo', before: '9990014', after: '9990026', at: at - 60_000, source },
    { field: 'name', before: 'SYNTH AURORA', after: 'SYNTH OTHER', at: at - 60_000, source },
  ]);
  expect(await memory.changes('412999003', false)).toEqual([]);
  expect(await memory.changes(MMSI, true)).toEqual([]);
  // Told before it is written, and once.
  const told = await memory.changes(MMSI, false);
  await memory.flush();
  expect(await memory.changes(MMSI, false)).toEqual(told);
});

test('[AIS28] a sender that changes its name with every message fills nothing', async () => {
  const storage = await openStorage();
  const memory = await openMemory(storage);
  const registry = new VesselRegistry({}, memory);
  for (let n = 0; n < 300; n += 1) registry.take(voyage({ name: `SHIP ${n}` }), heard(storage.clock() + n));
  await memory.flush();
  const changes = await memory.changes(MMSI, false);
  expect(changes).toHaveLength(50);
  expect(changes[0]).toMatchObject({ before: 'SHIP 298', after: 'SHIP 299' });
  const { count } = await storage.database.reader
    .selectFrom('vessel_identity_changes')
    .select((e) => e.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  expect(count).toBe(50);
});

test('[AIS27] [AIS28] simulated changes push out no real one (bug: a recording in a loop erased the history of its ships)', async () => {
  const storage = await openStorage();
  const memory = await openMemory(storage);
  const registry = new VesselRegistry({}, memory);
  for (const name of ['REAL ONE', 'REAL TWO']) registry.take(voyage({ name }), heard(storage.clock()));
  await memory.flush();
  const made = new VesselRegistry({}, memory);
  for (let n = 0; n < 300; n += 1) made.take(voyage({ name: `MADE ${n}` }), heard(storage.clock() + n, true));
  await memory.flush();
  expect(await memory.changes(MMSI, false)).toMatchObject([{ before: 'REAL ONE', after: 'REAL TWO' }]);
  expect(await memory.changes(MMSI, true)).toHaveLength(50);
});

test('[AIS27] what the database refused is written with what comes next', async () => {
  const storage = await openStorage();
  const memory = await openMemory(storage);
  const registry = new VesselRegistry({}, memory);
  registry.take(voyage(), heard(storage.clock()));
  await storage.database.writer.schema.alterTable('vessel_static').renameTo('away').execute();
  await expect(memory.flush()).rejects.toThrow();
  await storage.database.writer.schema.alterTable('away').renameTo('vessel_static').execute();
  await memory.flush();
  expect((await openMemory(storage)).recall(MMSI, false)?.name).toBe('SYNTH AURORA');
});
