import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';
import { convene, enterAsExpert } from '../../testing/cast.js';
import { startApp, type TestServer } from '../../testing/start-app.js';
import { connectClient, type TestClient } from '../../testing/test-client.js';
import { opus, watchMedia, type MediaWatch } from './media/watch-testing.js';

const SEAT_GRACE_MS = 300;

let server: TestServer;
let media: MediaWatch;
let open: TestClient[];
let officer: TestClient;
let dispatcher: TestClient;
let commander: TestClient;
let conferenceId: string;
let incidentId: string;
const as = async (username: string): Promise<TestClient> => {
  const client = await connectClient(server, username);
  open.push(client);
  return client;
};
beforeEach(async () => {
  open = [];
  media = watchMedia();
  server = await startApp({ deps: { seatGraceMs: SEAT_GRACE_MS } });
  [officer, dispatcher, commander] = [await as('officer1'), await as('dispatcher'), await as('commander')];
  ({ id: conferenceId, incidentId } = await convene(officer, dispatcher));
  await commander.resume();
});
afterEach(async () => {
  for (const client of open) client.close();
  await server.close();
  media.stop();
});

const join = (client: TestClient) => client.call('conference:join', { conferenceId, seatId: randomUUID() });
const idOf = async (client: TestClient): Promise<string> => (await client.call('identity:me', {})).principal.id;
const conference = (): ConferenceView => commander.rows('conference').get(conferenceId) as unknown as ConferenceView;
const stateOf = (id: string): string | undefined =>
  conference().participants.find((one) => one.principalId === id)?.state;

/** Everybody's page in the room; the commander looks on from outside unless he is named. */
async function inside(...clients: TestClient[]): Promise<void> {
  for (const client of clients) {
    await join(client);
    const id = await idOf(client);
    await expect.poll(() => stateOf(id)).toBe('JOINED');
  }
}

async function logKeys(): Promise<string[]> {
  const { entries } = await commander.call('incident:log', { id: incidentId });
  return entries.map((entry) => entry.textKey.replace('log.', ''));
}

async function secondDispatcher(): Promise<TestClient> {
  const admin = await as('admin');
  const password = 'haigang-demo';
  const name = { zh: '调度员02', en: 'Dispatcher 02' };
  await admin.call('identity:create-account', { username: 'dispatcher2', name, roles: ['dispatcher'], password });
  return as('dispatcher2');
}

test('[ROOM1] the host keeps the room, the commander may too, another dispatcher may not', async () => {
  await inside(dispatcher, officer);
  const other = await secondDispatcher();
  await join(other);
  const officerId = await idOf(officer);
  const mute = { conferenceId, principalId: officerId, source: 'microphone', muted: true } as const;
  const refused = { code: 'forbidden', reason: 'conference.host-only' };
  await expect(other.call('conference:mute', mute)).rejects.toMatchObject(refused);
  await expect(other.call('conference:set-lock', { conferenceId, locked: true })).rejects.toMatchObject(refused);
  await expect(other.call('conference:spotlight', { conferenceId, principalId: officerId })).rejects.toMatchObject(
    refused,
  );
  expect((await commander.call('conference:mute', mute)).room.mutes).toMatchObject([
    { byName: { en: 'Commander 01' } },
  ]);
  await inside(commander);
  const commanderId = await idOf(commander);
  for (const name of ['conference:mute', 'conference:remove'] as const) {
    await expect(dispatcher.call(name, { ...mute, principalId: commanderId })).rejects.toMatchObject({
      reason: 'conference.commander-stays',
    });
  }
});

test('[ROOM2] the host’s part goes to a desk in the room, is logged, and the former host has it no more', async () => {
  await inside(dispatcher, officer);
  const [officerId, commanderId] = [await idOf(officer), await idOf(commander)];
  const handOver = (client: TestClient, principalId: string) =>
    client.call('conference:hand-over', { conferenceId, principalId });
  await expect(handOver(dispatcher, officerId)).rejects.toMatchObject({ reason: 'conference.cannot-host' });
  await expect(handOver(dispatcher, commanderId)).rejects.toMatchObject({ reason: 'conference.participant-unknown' });
  await inside(commander);
  expect(await handOver(dispatcher, commanderId)).toMatchObject({
    ...{ hostId: commanderId, hostName: { en: 'Commander 01' }, can: { moderate: false, handOver: false } },
  });
  expect(await logKeys()).toContain('host-handed-over');
  const other = await secondDispatcher();
  await inside(other);
  await expect(handOver(other, await idOf(other))).rejects.toMatchObject({ reason: 'conference.host-only' });
});

test('[ROOM3] the host falls to the commander before other desks, and nobody is left alone by a press', async () => {
  await inside(dispatcher, officer);
  await expect(dispatcher.call('conference:leave', { conferenceId })).rejects.toMatchObject({
    code: 'conflict',
    reason: 'conference.host-must-stay',
  });
  const other = await secondDispatcher();
  await inside(other, commander);
  await dispatcher.call('conference:leave', { conferenceId });
  await expect.poll(() => conference().hostName.en).toBe('Commander 01');
  await commander.call('conference:leave', { conferenceId });
  await expect.poll(() => conference().hostName.en).toBe('Dispatcher 02');
  expect((await logKeys()).filter((key) => key === 'host-fell')).toHaveLength(2);
});

test('[ROOM3] a host whose page goes all the same is away by name, and the next desk that enters is host', async () => {
  await inside(dispatcher, officer);
  dispatcher.close();
  await expect.poll(async () => (await logKeys()).at(-1), { timeout: 5000 }).toBe('host-away');
  expect(conference().hostName.en).toBe('Dispatcher 01');
  await inside(commander);
  await expect.poll(() => conference().hostName.en).toBe('Commander 01');
});

test('[ROOM3] [ROOM2] while the host is not there a desk in the room takes over', async () => {
  await inside(dispatcher, officer);
  await dispatcher.call('conference:leave', { conferenceId, walkOff: true });
  expect(await logKeys()).toContain('host-away');
  const other = await secondDispatcher();
  await inside(other);
  await expect.poll(() => conference().hostName.en).toBe('Dispatcher 02');
});

test('[ROOM4] [LINK5] lobby off: guests enter at once, who waits goes on waiting; a refused guest does not come back', async () => {
  await inside(dispatcher);
  const waiting = await enterAsExpert(server, dispatcher, conferenceId);
  open.push(waiting.client);
  await dispatcher.call('conference:set-lobby', { conferenceId, on: false });
  const next = await enterAsExpert(server, dispatcher, conferenceId);
  open.push(next.client);
  await join(next.client);
  await expect(join(waiting.client)).rejects.toMatchObject({ reason: 'conference.not-invited' });
  await commander.call('conference:refuse', { conferenceId, principalId: waiting.guestId });
  await dispatcher.call('conference:admit', { conferenceId, principalId: waiting.guestId });
  const { cookie } = waiting;
  await expect(connectClient(server, '', { cookie, surface: 'expert' })).rejects.toThrow('unauthenticated');
  expect(conference().participants.find((one) => one.principalId === waiting.guestId)?.state).toBe('REMOVED');
  expect(await logKeys()).toContain('guest-refused');
});

/** Sends a microphone as a browser would, and gives the worker's own view of it. */
async function speak(client: TestClient, ssrc: number) {
  const seat = await join(client);
  const { producerId } = await client.call('conference:produce', {
    ...{ conferenceId, transportId: seat.sendTransport.id, kind: 'audio', source: 'microphone' },
    rtpParameters: opus(ssrc),
  });
  const producer = media.producers.find((one) => one.id === producerId)!;
  return {
    paused: async () => (await producer.dump()).paused,
    resume: () => client.call('conference:pause-producer', { conferenceId, producerId, paused: false }),
    interrupt: () =>
      client.call('conference:pause-producer', { conferenceId, producerId, paused: true, cause: 'interrupted' }),
  };
}

test('[ROOM5] a mute pauses the track at the server, says who did it, and the person lifts it himself', async () => {
  await inside(dispatcher);
  const officerId = await idOf(officer);
  const voice = await speak(officer, 11);
  await officer.resume();
  const changed = dispatcher.next('conference:producer-changed');
  await dispatcher.call('conference:mute', { conferenceId, principalId: officerId, source: 'microphone', muted: true });
  expect(await changed).toMatchObject({ producer: { principalId: officerId, paused: true } });
  expect(await voice.paused()).toBe(true);
  expect(officer.rows('conference').get(conferenceId)?.['room']).toMatchObject({
    mutes: [{ principalId: officerId, source: 'microphone', locked: false, byName: { en: 'Dispatcher 01' } }],
  });
  await voice.resume();
  expect(await voice.paused()).toBe(false);
  await expect.poll(() => conference().room.mutes).toEqual([]);
  expect(await logKeys()).toContain('muted-microphone');
});

test('[NET7] [ROOM5] what the system interrupted is told with its cause, and giving it back lifts no mute of the host', async () => {
  await inside(dispatcher);
  const principalId = await idOf(officer);
  const voice = await speak(officer, 31);
  const changed = dispatcher.next('conference:producer-changed');
  await voice.interrupt();
  expect(await changed).toMatchObject({ producer: { principalId, paused: true, cause: 'interrupted' } });
  await voice.resume();
  expect(await voice.paused()).toBe(false);
  await voice.interrupt();
  await dispatcher.call('conference:mute', { conferenceId, principalId, source: 'microphone', muted: true });
  await voice.resume();
  expect(await voice.paused()).toBe(true);
  expect(conference().room.mutes).toMatchObject([{ principalId, source: 'microphone' }]);
  // Now the person himself.
  await voice.resume();
  expect(await voice.paused()).toBe(false);
});

test('[ROOM5] locked: resuming is refused, a new track after leaving begins paused, lifting opens nothing', async () => {
  await inside(dispatcher);
  const principalId = await idOf(officer);
  const voice = await speak(officer, 21);
  const order = { conferenceId, principalId, source: 'microphone', locked: true } as const;
  await dispatcher.call('conference:mute', { ...order, muted: true });
  await expect(voice.resume()).rejects.toMatchObject({ code: 'forbidden', reason: 'conference.muted-by-host' });
  await expect.poll(voice.paused).toBe(true);
  await officer.call('conference:leave', { conferenceId });
  const again = await speak(officer, 22);
  expect(await again.paused()).toBe(true);
  await expect(again.resume()).rejects.toMatchObject({ reason: 'conference.muted-by-host' });
  await dispatcher.call('conference:mute', { ...order, muted: false });
  expect(await again.paused()).toBe(true);
  await again.resume();
  expect(await again.paused()).toBe(false);
});

test('[ROOM5] mute all: everybody’s microphone but the host’s and the commander’s, and a restart forgets none', async () => {
  await inside(dispatcher, commander);
  const officerId = await idOf(officer);
  const voice = await speak(officer, 31);
  await dispatcher.call('conference:mute-all', { conferenceId, muted: true, locked: true });
  await expect.poll(voice.paused).toBe(true);
  expect(conference().room.mutes.map((mute) => mute.principalId)).toEqual([officerId]);
  await server.restart();
  const back = await as('officer1');
  const after = await speak(back, 32);
  expect(await after.paused()).toBe(true);
  await expect(after.resume()).rejects.toMatchObject({ reason: 'conference.muted-by-host' });
});

test('[ROOM5] a locked mute outlives the worker that carried the track', async () => {
  await inside(dispatcher);
  const principalId = await idOf(officer);
  await speak(officer, 41);
  const order = { conferenceId, principalId, source: 'microphone', locked: true, muted: true } as const;
  await dispatcher.call('conference:mute', order);
  const pid = server.app.workerPidOf(conferenceId)!;
  process.kill(pid, 'SIGKILL');
  await expect.poll(() => server.app.workerPids()).not.toContain(pid);
  await expect.poll(async () => (await speak(officer, 42)).paused(), { timeout: 10_000 }).toBe(true);
});

test('[ROOM6] locked: nobody new but by the host; the list comes back, the commander is never locked out', async () => {
  await inside(dispatcher, officer);
  await dispatcher.call('conference:set-lock', { conferenceId, locked: true });
  const other = await secondDispatcher();
  await expect(join(other)).rejects.toMatchObject({ code: 'forbidden', reason: 'conference.locked' });
  const draft = { conferenceId, expertName: 'E9' };
  await expect(other.call('conference:invite-expert', draft)).rejects.toMatchObject({ reason: 'conference.locked' });
  await dispatcher.call('conference:set-lobby', { conferenceId, on: false });
  const guest = await enterAsExpert(server, dispatcher, conferenceId);
  open.push(guest.client);
  await expect(join(guest.client)).rejects.toMatchObject({ reason: 'conference.not-invited' });
  const admit = { conferenceId, principalId: guest.guestId };
  await expect(other.call('conference:admit', admit)).rejects.toMatchObject({ reason: 'conference.locked' });
  await dispatcher.call('conference:admit', admit);
  await join(guest.client);
  await officer.call('conference:leave', { conferenceId });
  await join(officer);
  await inside(commander);
  expect(await logKeys()).toContain('room-locked');
});

test('[ROOM7] the host is not removed; whoever is removed is out at once and for good', async () => {
  await inside(dispatcher, officer);
  await expect(
    commander.call('conference:remove', { conferenceId, principalId: await idOf(dispatcher) }),
  ).rejects.toMatchObject({ code: 'conflict', reason: 'conference.host-not-removable' });
  const ended = officer.next('conference:seat-ended');
  await dispatcher.call('conference:remove', { conferenceId, principalId: await idOf(officer) });
  expect(await ended).toMatchObject({ reason: 'removed' });
  await expect(join(officer)).rejects.toMatchObject({ reason: 'conference.not-invited' });
});

test('[ROOM8] hands keep their order, the host lowers any, leaving lowers one’s own', async () => {
  await inside(dispatcher, officer, commander);
  const [first, second] = [await idOf(officer), await idOf(commander)];
  await officer.call('conference:raise-hand', { conferenceId, raised: true });
  await commander.call('conference:raise-hand', { conferenceId, raised: true });
  const again = await officer.call('conference:raise-hand', { conferenceId, raised: true });
  expect(again.room.hands).toEqual([first, second]);
  await officer.call('conference:leave', { conferenceId });
  await expect.poll(() => conference().room.hands).toEqual([second]);
  await dispatcher.call('conference:lower-hand', { conferenceId, principalId: second });
  await expect.poll(() => conference().room.hands).toEqual([]);
  await expect(officer.call('conference:raise-hand', { conferenceId, raised: true })).rejects.toMatchObject({
    reason: 'conference.not-in-room',
  });
});

test('[ROOM9] the spotlight is seen by everybody on the list and ends when its person leaves', async () => {
  await inside(dispatcher, officer);
  const principalId = await idOf(officer);
  await officer.resume();
  await dispatcher.call('conference:spotlight', { conferenceId, principalId });
  await expect
    .poll(() => officer.rows('conference').get(conferenceId)?.['room'])
    .toMatchObject({ spotlight: { principalId, byName: { en: 'Dispatcher 01' } } });
  await officer.call('conference:leave', { conferenceId });
  await expect.poll(() => conference().room.spotlight).toBeNull();
  await expect(dispatcher.call('conference:spotlight', { conferenceId, principalId })).rejects.toMatchObject({
    reason: 'conference.not-in-room',
  });
});
