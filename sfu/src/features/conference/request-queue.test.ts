import { afterEach, beforeEach, expect, test } from 'vitest';
import { isWaiting } from '@haigang/shared/features/conference/conference.rules';
import { byNeed } from '@haigang/shared/features/conference/conference.states';
import type { ConferenceRequestView } from '@haigang/shared/features/conference/conference.model';
import { startApp, type TestServer } from '../../testing/start-app.js';
import { connectClient, type TestClient } from '../../testing/test-client.js';

let server: TestServer;
let open: TestClient[];
const as = async (username: string, surface = 'desk'): Promise<TestClient> => {
  const client = await connectClient(server, username, { surface });
  open.push(client);
  await client.resume();
  return client;
};
beforeEach(async () => {
  open = [];
  server = await startApp();
});
afterEach(async () => {
  for (const client of open) client.close();
  await server.close();
});

/** What a page rings for, first the one it shows. */
function ringing(client: TestClient): string[] {
  const rows = [...client.rows('conference-request').values()] as unknown as ConferenceRequestView[];
  return rows
    .filter(isWaiting)
    .toSorted(byNeed)
    .map((row) => row.reason);
}

test('[REQ5] a request carries its device, battery, network and how old its position is', async () => {
  const officer = await as('officer1', 'field');
  const dispatcher = await as('dispatcher');
  const draft = {
    reason: 'fever',
    deviceKind: 'tablet' as const,
    batteryPercent: 62,
    network: '4g',
    networkType: 'wifi' as const,
  };
  const position = { lat: 29.985, lon: 121.77, accuracyMetres: 6 };
  const { id } = await officer.call('conference:request', { ...draft, position, positionAgeMs: 40_000 });
  await expect.poll(() => dispatcher.rows('conference-request').get(id)).toMatchObject({ ...draft, position });
  const row = dispatcher.rows('conference-request').get(id) as unknown as ConferenceRequestView;
  expect(Date.parse(row.requestedAt) - Date.parse(row.positionAt ?? '')).toBe(40_000);
});

test('[REQ6] a page that was away rings for what still waits when it is back, a new page as well', async () => {
  const dispatcher = await as('dispatcher');
  const [one, two] = [await as('officer1', 'field'), await as('officer2', 'field')];
  await one.call('conference:request', { reason: 'before' });
  await expect.poll(() => ringing(dispatcher)).toEqual(['before']);
  dispatcher.socket.disconnect();
  await two.call('conference:request', { reason: 'while away', urgency: 'urgent' });
  const back = new Promise((resolve) => {
    dispatcher.socket.once('connect', () => resolve(undefined));
  });
  dispatcher.socket.connect();
  await back;
  expect(await dispatcher.resume()).toBe('changes');
  expect(ringing(dispatcher)).toEqual(['while away', 'before']);
  expect(ringing(await as('commander'))).toEqual(['while away', 'before']);
});
