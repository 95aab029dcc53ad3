import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SeatQuality } from '@haigang/shared/features/conference/conference.protocol';
import { convene } from '../../testing/cast.js';
import { startApp, type TestServer } from '../../testing/start-app.js';
import { connectClient, type TestClient } from '../../testing/test-client.js';

const LINE = { rung: 'full', kbps: 900, lossPercent: 1, roundTripMs: 40, jitterMs: 5, freezes: 0 } as const;
const GOOD: SeatQuality = { up: LINE, down: LINE };
const WEAK_UP: SeatQuality = { ...GOOD, up: { ...LINE, rung: 'still' } };
const WEAK_DOWN: SeatQuality = { ...GOOD, down: { ...LINE, rung: 'still' } };

const jpeg = (bytes: number): string =>
  Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(bytes - 5), Buffer.from([0xff, 0xd9])]).toString(
    'base64',
  );

let server: TestServer;
let officer: TestClient;
let dispatcher: TestClient;
let commander: TestClient;
let conferenceId: string;
beforeEach(async () => {
  server = await startApp();
  officer = await connectClient(server, 'officer1', { surface: 'field' });
  dispatcher = await connectClient(server, 'dispatcher');
  commander = await connectClient(server, 'commander');
  conferenceId = (await convene(officer, dispatcher)).id;
  for (const page of [officer, dispatcher, commander]) {
    await page.call('conference:join', { conferenceId, seatId: randomUUID() });
  }
});
afterEach(async () => {
  for (const page of [officer, dispatcher, commander]) page.close();
  await server.close();
});

const report = (page: TestClient, quality: SeatQuality) =>
  page.call('conference:report-quality', { conferenceId, ...quality });
const send = (page: TestClient, still: string) => page.call('conference:send-still', { conferenceId, jpeg: still });

test('[STAT2] what a page reports of its line reaches the others of the room together, and no one else', async () => {
  const stranger = await connectClient(server, 'officer2', { surface: 'field' });
  let leaked = 0;
  stranger.socket.on('conference:quality-changed', () => (leaked += 1));
  const heard = commander.next('conference:quality-changed');
  await report(officer, WEAK_UP);
  expect(await report(dispatcher, GOOD)).toEqual({ downAvailableKbps: null });
  const { people } = (await heard) as { people: ({ principalId: string } & SeatQuality)[] };
  expect(people.map(({ up }) => up.rung).toSorted()).toEqual(['full', 'still']);
  await expect(report(stranger, GOOD)).rejects.toMatchObject({ reason: 'conference.no-seat' });
  expect(leaked).toBe(0);
  stranger.close();
});

test('[LADDER3] a still goes to all when its sender is weak, otherwise to those who are', async () => {
  let dispatcherGot = 0;
  dispatcher.socket.on('conference:still-shown', () => (dispatcherGot += 1));
  await report(commander, WEAK_DOWN);
  const toCommander = commander.next('conference:still-shown');
  await send(officer, jpeg(9000));
  expect(await toCommander).toMatchObject({ conferenceId, jpeg: jpeg(9000) });
  expect(dispatcherGot).toBe(0);

  await report(dispatcher, WEAK_UP);
  const toOfficer = officer.next('conference:still-shown');
  await send(dispatcher, jpeg(5000));
  expect(await toOfficer).toMatchObject({ jpeg: jpeg(5000) });
  expect(dispatcherGot).toBe(0);
});

test('[LADDER3] what is no JPEG, too large or too soon is refused', async () => {
  for (const bad of [jpeg(40_001), Buffer.from('<svg onload=alert(1)>').toString('base64'), '/9j/AAAA']) {
    await expect(send(officer, bad)).rejects.toMatchObject({ reason: 'conference.still-refused' });
  }
  await send(officer, jpeg(40_000));
  await expect(send(officer, jpeg(5000))).rejects.toMatchObject({
    code: 'over_capacity',
    reason: 'conference.still-too-soon',
  });
});
