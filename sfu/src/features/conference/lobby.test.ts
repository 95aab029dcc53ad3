import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';
import { convene, enterAsExpert } from '../../testing/cast.js';
import { startApp, type TestServer } from '../../testing/start-app.js';
import { connectClient, type TestClient } from '../../testing/test-client.js';

let server: TestServer;
let dispatcher: TestClient;
let officer: TestClient;
let auditor: TestClient;
let conference: ConferenceView;
const guests: TestClient[] = [];
beforeAll(async () => {
  server = await startApp();
  dispatcher = await connectClient(server, 'dispatcher');
  officer = await connectClient(server, 'officer1');
  auditor = await connectClient(server, 'auditor');
});
afterAll(async () => {
  for (const client of [dispatcher, officer, auditor, ...guests]) client.close();
  await server.close();
});
beforeEach(async () => {
  conference = await convene(officer, dispatcher);
});

async function guest() {
  const entered = await enterAsExpert(server, dispatcher, conference.id);
  guests.push(entered.client);
  return entered;
}
const stateOf = (view: ConferenceView, id: string) => view.participants.find((one) => one.principalId === id)?.state;
const rowsFor = async (action: string) => (await auditor.call('audit:list', { action, entityId: conference.id })).rows;

test('[ROOM4] one press admits all who wait, each with his own audit and log row; nobody else is touched', async () => {
  const [first, second] = [await guest(), await guest()];
  const refused = await guest();
  const { id: conferenceId } = conference;
  await dispatcher.call('conference:refuse', { conferenceId, principalId: refused.guestId });
  const view = await dispatcher.call('conference:admit-all', { conferenceId });
  expect([first, second, refused].map(({ guestId }) => stateOf(view, guestId))).toEqual([
    ...['INVITED', 'INVITED', 'REMOVED'],
  ]);
  await first.client.call('conference:join', { conferenceId, seatId: randomUUID() });
  await second.client.call('conference:join', { conferenceId, seatId: randomUUID() });
  const { entries } = await dispatcher.call('incident:log', { id: conference.incidentId });
  expect(entries.filter((entry) => entry.textKey === 'log.guest-admitted')).toHaveLength(2);
  expect((await rowsFor('conference:admitted')).length).toBe(2);
  // Nobody waits any more: nothing changes, nothing is written.
  const { revision } = await dispatcher.call('conference:admit-all', { conferenceId });
  expect(await dispatcher.call('conference:admit-all', { conferenceId })).toMatchObject({ revision });
  expect((await rowsFor('conference:admitted')).length).toBe(2);
});

test('[ROOM4] [ROOM6] who waits lets nobody in, and in a locked room only the host admits all', async () => {
  const waiting = await guest();
  const { id: conferenceId } = conference;
  for (const client of [waiting.client, officer, auditor]) {
    await expect(client.call('conference:admit-all', { conferenceId })).rejects.toMatchObject({ code: 'forbidden' });
  }
  await dispatcher.call('conference:set-lock', { conferenceId, locked: true });
  const view = await dispatcher.call('conference:admit-all', { conferenceId });
  expect(stateOf(view, waiting.guestId)).toBe('INVITED');
  await dispatcher.call('conference:end', { conferenceId });
  await expect(dispatcher.call('conference:admit-all', { conferenceId })).rejects.toMatchObject({
    reason: 'conference.ended',
  });
});
