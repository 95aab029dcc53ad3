import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';
import { convene } from '../../testing/cast.js';
import { startApp, type TestServer } from '../../testing/start-app.js';
import { connectClient, type TestClient } from '../../testing/test-client.js';

let server: TestServer;
let open: TestClient[];
let officer: TestClient;
let dispatcher: TestClient;
let conferenceId: string;
let officerId: string;
const as = async (username: string): Promise<TestClient> => {
  const client = await connectClient(server, username);
  open.push(client);
  return client;
};
beforeEach(async () => {
  open = [];
  server = await startApp();
  [officer, dispatcher] = [await as('officer1'), await as('dispatcher')];
  ({ id: conferenceId } = await convene(officer, dispatcher));
  officerId = (await officer.call('identity:me', {})).principal.id;
  for (const client of [dispatcher, officer]) {
    await client.call('conference:join', { conferenceId, seatId: randomUUID() });
  }
});
afterEach(async () => {
  for (const client of open) client.close();
  await server.close();
});

const mutes = ({ room }: ConferenceView) =>
  room.mutes.map(({ principalId, source, locked }) => ({ principalId, source, locked }));
const muteAll = (muted: boolean) => dispatcher.call('conference:mute-all', { conferenceId, muted });

test('[ROOM5] [ROOM7] a removed person leaves no mute behind (bug: it stayed for good, and nothing lifted it)', async () => {
  const target = { conferenceId, principalId: officerId };
  const order = { ...target, source: 'microphone', muted: true, locked: true } as const;
  expect(mutes(await dispatcher.call('conference:mute', order))).toHaveLength(1);
  expect(mutes(await dispatcher.call('conference:remove', target))).toEqual([]);
  // Asked back he is heard as anybody.
  const incident = (await dispatcher.call('conference:callable', { incidentId: await incidentId() })).people;
  expect(incident.map((one) => one.principalId)).toContain(officerId);
  const who = { kind: 'chosen' as const, principalIds: [officerId] };
  const again = await dispatcher.call('conference:call', { incidentId: await incidentId(), who });
  expect(mutes(again)).toEqual([]);
});

async function incidentId(): Promise<string> {
  await dispatcher.resume();
  return String(dispatcher.rows('conference').get(conferenceId)?.['incidentId']);
}

test('[ROOM5] muting all leaves a locked mute locked, and lifting all gives it free (bug: it took the lock away)', async () => {
  const order = { conferenceId, principalId: officerId, source: 'microphone', muted: true, locked: true } as const;
  await dispatcher.call('conference:mute', order);
  expect(mutes(await muteAll(true))).toEqual([{ principalId: officerId, source: 'microphone', locked: true }]);
  expect(mutes(await muteAll(false))).toEqual([]);
});
