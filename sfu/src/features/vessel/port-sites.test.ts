import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LatLon } from '@haigang/shared/kernel/geodesy';
import type { PortSite } from '@haigang/shared/features/vessel/port-site';
import { SAMPLE_PORT, SAMPLE_ZONES } from '@haigang/shared/features/vessel/sample-port';
import { startApp, type TestServer } from '../../testing/start-app.js';
import { connectClient, type TestClient } from '../../testing/test-client.js';
import { PortSites } from './port-sites.js';

let server: TestServer;
let admin: TestClient;
let dispatcher: TestClient;
beforeEach(async () => {
  server = await startApp();
  [admin, dispatcher] = [await connectClient(server, 'admin'), await connectClient(server, 'dispatcher')];
  await dispatcher.resume();
});
afterEach(async () => {
  for (const client of [admin, dispatcher]) client.close();
  await server.close();
});

const OTHER = { ...SAMPLE_PORT, berths: SAMPLE_PORT.berths.slice(0, 2) };
const save = (revision: number | null, site: PortSite = OTHER) =>
  admin.call('vessel:save-port-site', { revision, site, reason: 'surveyed anew' });

test('[AIS100] a saved geometry reaches every page, is asked by the next reader, and survives the server', async () => {
  const told = dispatcher.next('sync:changed', (changes) => JSON.stringify(changes).includes('surveyed anew'));
  const saved = await save(null);
  expect(saved).toMatchObject({ revision: 1, reason: 'surveyed anew', site: OTHER });
  await told;
  expect([...dispatcher.rows('port-site').values()]).toMatchObject([
    { site: { berths: [{ id: 'B3-1' }, { id: 'B3-2' }] } },
  ]);
  expect((await PortSites.open(server.app.database, SAMPLE_PORT)).current).toEqual(OTHER);
  const { places } = await dispatcher.call('vessel:port-calls', {});
  expect(places.filter(({ kind }) => kind === 'berth').map(({ id }) => id)).toEqual(['B3-1', 'B3-2']);
});

test('[AIS100] of two who save at once the second is refused, and what no port can be is refused', async () => {
  await save(null);
  await expect(save(null)).rejects.toMatchObject({ code: 'conflict', reason: 'port-site.stale' });
  expect(await save(1, SAMPLE_PORT)).toMatchObject({ revision: 2 });
  const [berth] = SAMPLE_PORT.berths;
  await expect(save(2, { ...SAMPLE_PORT, berths: [berth!, berth!] })).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(
    dispatcher.call('vessel:save-port-site', { revision: 2, site: OTHER, reason: 'mine' }),
  ).rejects.toMatchObject({ code: 'forbidden' });
});

test('[AIS116] a limit or a zone that crosses itself is refused, and what held goes on holding', async () => {
  const [a, b, c, d] = SAMPLE_PORT.limit as [LatLon, LatLon, LatLon, LatLon];
  const bowTie = [a, c, b, d];
  const [zone] = SAMPLE_ZONES;
  for (const site of [
    { ...OTHER, limit: bowTie },
    { ...OTHER, zones: [{ ...zone!, ring: bowTie }] },
  ]) {
    await expect(save(null, site)).rejects.toMatchObject({ code: 'invalid_input', reason: 'port-site.crossing' });
  }
  expect((await PortSites.open(server.app.database, SAMPLE_PORT)).current).toEqual(SAMPLE_PORT);
});
