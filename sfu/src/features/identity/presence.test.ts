import { expect, test } from 'vitest';
import type { Presence, PresenceReport } from '@haigang/shared/features/identity/identity.protocol';
import { startApp } from '../../testing/start-app.js';
import { connectClient } from '../../testing/test-client.js';

const REPORT: PresenceReport = {
  ...{ surface: 'field', foreground: true, onDuty: true, soundBlocked: false },
  ...{ position: null, positionAt: null, batteryPercent: 100, network: null, networkType: null },
};

test('[PRE1] a burst of reports is one list a second (bug: each one sent everything to every desk and wall at once)', async () => {
  const server = await startApp();
  const [desk, officer] = await Promise.all([
    connectClient(server, 'dispatcher'),
    connectClient(server, 'officer1', { surface: 'field' }),
  ]);
  const lists: Presence[][] = [];
  desk.socket.on('identity:presence-changed', (list: Presence[]) => lists.push(list));
  const batteries = (): (number | null | undefined)[] => lists.map((list) => list[0]?.batteryPercent);
  for (let at = 1; at <= 30; at += 1) {
    await officer.call('identity:report-presence', { ...REPORT, batteryPercent: 100 - at });
  }
  await expect.poll(() => batteries().at(-1), { timeout: 4000 }).toBe(70);
  expect(lists.length).toBeLessThan(10);
  officer.close();
  await expect.poll(() => lists.at(-1), { timeout: 4000 }).toEqual([]);
  desk.close();
  await server.close();
});

test('[PRE3] no place is kept of who does not stand on duty (bug: a declarant was drawn on the chart among the officers)', async () => {
  const server = await startApp();
  const [desk, officer, agent] = await Promise.all([
    connectClient(server, 'dispatcher'),
    connectClient(server, 'officer1', { surface: 'field' }),
    connectClient(server, 'agent', { surface: 'field' }),
  ]);
  let last: Presence[] = [];
  desk.socket.on('identity:presence-changed', (list: Presence[]) => (last = list));
  const placed = { ...REPORT, position: { lat: 29.9, lon: 121.9 }, positionAt: Date.now() };
  for (const one of [officer, agent]) await one.call('identity:report-presence', placed);
  await expect.poll(() => last.length, { timeout: 4000 }).toBe(2);
  const placeOf = (role: 'officer' | 'declarant'): unknown => last.find(({ roles }) => roles.includes(role))?.position;
  expect(placeOf('officer')).toMatchObject({ lat: 29.9 });
  expect(placeOf('declarant')).toBeNull();
  for (const one of [desk, officer, agent]) one.close();
  await server.close();
});
