import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';
import type { SeatQuality } from '@haigang/shared/features/conference/conference.protocol';
import { convene, newDisplay, pairedDisplay } from '../../testing/cast.js';
import { startApp, type TestServer } from '../../testing/start-app.js';
import { connectClient, type TestClient } from '../../testing/test-client.js';
import { opus } from './media/watch-testing.js';

const LINE = { rung: 'full', kbps: 900, lossPercent: 1, roundTripMs: 40, jitterMs: 5, freezes: 0 } as const;
const WEAK_UP: SeatQuality = { up: { ...LINE, rung: 'still' }, down: LINE };
const STILL = Buffer.from([0xff, 0xd8, 0xff, 0, 0xff, 0xd9]).toString('base64');

let server: TestServer;
let officer: TestClient;
let dispatcher: TestClient;
let wall: TestClient;
let wallId: string;
let conference: ConferenceView;
beforeEach(async () => {
  server = await startApp();
  officer = await connectClient(server, 'officer1', { surface: 'field' });
  dispatcher = await connectClient(server, 'dispatcher');
  conference = await convene(officer, dispatcher);
  ({ client: wall, id: wallId } = await pairedDisplay(server, dispatcher));
  await wall.resume();
});
afterEach(async () => {
  for (const client of [officer, dispatcher, wall]) client.close();
  await server.close();
});

const join = (client: TestClient) =>
  client.call('conference:join', { conferenceId: conference.id, seatId: randomUUID() });
const seen = (): ConferenceView => wall.rows('conference').get(conference.id) as unknown as ConferenceView;

test('[WATCH1] a wall receives what is sent, is on no list and in no log, and sends nothing', async () => {
  const { sendTransport } = await join(officer);
  const { producerId } = await officer.call('conference:produce', {
    ...{ conferenceId: conference.id, transportId: sendTransport.id, kind: 'audio', source: 'microphone' },
    rtpParameters: opus(7),
  });
  await expect.poll(() => seen().participants.map(({ state }) => state)).toContain('JOINED');
  expect(seen().can).toMatchObject({ join: false, watch: true, moderate: false });
  const before = seen();
  const seat = await join(wall);
  expect(seat.producers).toMatchObject([{ producerId }]);
  const { rtpCapabilities } = seat;
  await wall.call('conference:consume', { conferenceId: conference.id, producerId, rtpCapabilities });
  const own = { conferenceId: conference.id, transportId: seat.sendTransport.id };
  await expect(
    wall.call('conference:produce', { ...own, kind: 'audio', source: 'microphone', rtpParameters: opus(8) }),
  ).rejects.toMatchObject({ code: 'forbidden', reason: 'conference.only-watching' });
  await wall.call('conference:leave', { conferenceId: conference.id });
  await join(wall);
  // A change that comes after all of that: nothing else has happened to the conference meanwhile.
  const after = await dispatcher.call('conference:set-lobby', { conferenceId: conference.id, on: false });
  expect(after.revision).toBe(before.revision + 1);
  expect(after.participants).toEqual(before.participants);
  const { entries } = await dispatcher.call('incident:log', { id: conference.incidentId });
  expect(JSON.stringify(entries)).not.toContain('hall');
});

test('[WATCH1] [LADDER3] a still reaches the wall like every other viewer; the wall sends none', async () => {
  const { id: conferenceId } = conference;
  const { sendTransport } = await join(officer);
  await officer.call('conference:produce', {
    ...{ conferenceId, transportId: sendTransport.id, kind: 'video', source: 'camera' },
    rtpParameters: {
      codecs: [{ mimeType: 'video/VP8', clockRate: 90_000, payloadType: 96 }],
      encodings: [{ ssrc: 5 }],
      rtcp: { cname: 'camera' },
    },
  });
  await join(wall);
  await officer.call('conference:report-quality', { conferenceId, ...WEAK_UP });
  const shown = wall.next('conference:still-shown');
  await officer.call('conference:send-still', { conferenceId, jpeg: STILL });
  expect(await shown).toMatchObject({ conferenceId, jpeg: STILL });
  await expect(wall.call('conference:send-still', { conferenceId, jpeg: STILL })).rejects.toMatchObject({
    reason: 'conference.only-watching',
  });
});

test('[WATCH1] an unpaired screen sees no room; the end of the conference and of the pairing end the seat', async () => {
  const cookie = await newDisplay(server);
  const unpaired = await connectClient(server, '', { cookie, surface: 'wall' });
  await expect(join(unpaired)).rejects.toMatchObject({ code: 'forbidden' });
  unpaired.close();
  await join(wall);
  const ended = wall.next('conference:seat-ended');
  await dispatcher.call('conference:end', { conferenceId: conference.id });
  expect(await ended).toMatchObject({ reason: 'ended' });
  await expect(join(wall)).rejects.toMatchObject({ reason: 'conference.ended' });
  conference = await convene(officer, dispatcher);
  await join(wall);
  expect(server.app.workerPidOf(conference.id)).toBeDefined();
  await dispatcher.call('identity:revoke-display', { id: wallId });
  // It was the only one in the room, which therefore ends with its seat.
  await expect.poll(() => server.app.workerPidOf(conference.id)).toBeUndefined();
});
