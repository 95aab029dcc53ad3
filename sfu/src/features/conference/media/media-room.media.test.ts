import * as mediasoup from 'mediasoup';
import type { types } from 'mediasoup';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Scope } from '@haigang/shared/kernel/scope';
import { silentLogger } from '../../../platform/logger.js';
import { freePorts } from '../../../testing/free-ports.js';
import { MediaRoom } from './media-room.js';
import type { MediaSeat, SeatEvents } from './seat.js';
import { MAX_PRODUCERS_PER_SEAT } from './sent-tracks.js';
import { WorkerPool } from './worker-pool.js';

let scope: Scope;
let pool: WorkerPool;
let workers: types.Worker[];
let servers: types.WebRtcServer[];
const remember = (worker: types.Worker): void => {
  workers.push(worker);
  worker.observer.on('newwebrtcserver', (server) => servers.push(server));
};
beforeEach(async () => {
  workers = [];
  servers = [];
  mediasoup.observer.on('newworker', remember);
  scope = new Scope('test');
  pool = await WorkerPool.open({
    ...{ count: 2, addresses: [{ ip: '127.0.0.1' }], ports: await freePorts(2) },
    ...{ scope, logger: silentLogger },
  });
});
afterEach(async () => {
  mediasoup.observer.off('newworker', remember);
  await scope.close();
  for (const worker of workers) expect(worker.subprocessClosed).toBe(true);
});

const QUIET: SeatEvents = {
  producerAdded: () => undefined,
  producerChanged: () => undefined,
  producerRemoved: () => undefined,
  layersChanged: () => undefined,
  pictureLate: () => undefined,
};
const OPUS = (ssrc: number): types.RtpParameters => ({
  codecs: [{ mimeType: 'audio/opus', clockRate: 48_000, channels: 2, payloadType: 111, parameters: {} }],
  encodings: [{ ssrc }],
  rtcp: { cname: `c${ssrc}` },
});
const openRoom = (onLost: () => void = () => undefined): Promise<MediaRoom> =>
  MediaRoom.open({ pool, scope: scope.child('room'), onLost });
const openSeat = (room: MediaRoom, principalId: string, events = QUIET): Promise<MediaSeat> =>
  room.openSeat({ seatId: `seat-${principalId}`, principalId, events });
const produce = (seat: MediaSeat, ssrc: number): Promise<string> =>
  seat.produce({
    ...{ transportId: seat.send.id, kind: 'audio', source: 'microphone', paused: false, rtpParameters: OPUS(ssrc) },
  });

/** What the C++ side still holds, over all workers. */
async function held(): Promise<{ routers: number; transports: number }> {
  const alive = workers.filter((worker) => !worker.closed);
  const dumps = await Promise.all(alive.map((worker) => worker.dump()));
  const open = await Promise.all(servers.filter((server) => !server.closed).map((server) => server.dump()));
  return {
    routers: dumps.reduce((sum, dump) => sum + dump.routerIds.length, 0),
    transports: open.reduce((sum, dump) => sum + dump.webRtcTransportIds.length, 0),
  };
}

test('[LIFE1] [LIFE6] a seat that closes takes its tracks out of the room, a room leaves nothing in the worker', async () => {
  const room = await openRoom();
  const removed: string[] = [];
  const speaker = await openSeat(room, 'speaker', { ...QUIET, producerRemoved: (id) => removed.push(id) });
  const listener = await openSeat(room, 'listener');
  const producerId = await produce(speaker, 1111);
  const consumer = await listener.consume(producerId, room.rtpCapabilities);
  expect(await held()).toEqual({ routers: 1, transports: 4 });
  await speaker.scope.close();
  // The worker tells the consumer's end by itself.
  await expect.poll(() => consumer.closed).toBe(true);
  expect(removed).toEqual([producerId]);
  expect(room.producers).toEqual([]);
  await expect.poll(held).toEqual({ routers: 1, transports: 2 });
  await room.scope.close();
  await expect.poll(held).toEqual({ routers: 0, transports: 0 });
});

test('[LIFE1] a second page of the same person replaces the first seat, transports included', async () => {
  const room = await openRoom();
  const first = await openSeat(room, 'officer');
  await produce(first, 2222);
  const second = await openSeat(room, 'officer');
  expect(first.scope.closed).toBe(true);
  expect(room.seatOf('officer')).toBe(second);
  expect(room.producers).toEqual([]);
  await expect.poll(held).toEqual({ routers: 1, transports: 2 });
});

test('a worker that dies ends its own room only, and a new one takes its place', async () => {
  const lost: string[] = [];
  const first = await openRoom(() => lost.push('first'));
  const second = await openRoom(() => lost.push('second'));
  expect(first.workerPid).not.toBe(second.workerPid);
  process.kill(first.workerPid, 'SIGKILL');
  await expect.poll(() => lost).toEqual(['first']);
  await expect.poll(() => pool.alive).toBe(2);
  expect(pool.pids).not.toContain(first.workerPid);
  await produce(await openSeat(second, 'officer'), 3333);
  const third = await openRoom();
  await produce(await openSeat(third, 'officer'), 4444);
  expect(third.producers).toHaveLength(1);
});

test('what does not fit is refused by its reason and leaves the room as it was', async () => {
  const room = await openRoom();
  const seat = await openSeat(room, 'officer');
  const track = { kind: 'audio', source: 'microphone', paused: false, rtpParameters: OPUS(5) } as const;
  await expect(seat.produce({ ...track, transportId: seat.receive.id })).rejects.toMatchObject({
    reason: 'conference.not-a-send-transport',
  });
  await expect(seat.produce({ ...track, transportId: seat.send.id, source: 'camera' })).rejects.toMatchObject({
    reason: 'conference.source-mismatch',
  });
  await expect(seat.consume('no-such-producer', room.rtpCapabilities)).rejects.toMatchObject({
    reason: 'conference.cannot-consume',
  });
  await expect(seat.resumeConsumer('none')).rejects.toMatchObject({ reason: 'conference.consumer-unknown' });
  expect(MAX_PRODUCERS_PER_SEAT).toBeGreaterThan(2);
  expect(room.producers).toEqual([]);
});

test('the same source sent again replaces itself: a retry never doubles a voice', async () => {
  const room = await openRoom();
  const seat = await openSeat(room, 'officer');
  const first = await produce(seat, 6001);
  const second = await produce(seat, 6002);
  expect(second).not.toBe(first);
  expect(room.producers.map((producer) => producer.producerId)).toEqual([second]);
});

test('arbitrary RTP and DTLS parameters never end the worker and never become a track', async () => {
  const room = await openRoom();
  const json = fc.jsonValue({ maxDepth: 3 });
  const shaped = fc.record({
    codecs: fc.array(fc.record({ mimeType: fc.string(), clockRate: json, payloadType: json, parameters: json })),
    encodings: json,
    headerExtensions: json,
    rtcp: json,
  });
  await fc.assert(
    fc.asyncProperty(fc.oneof(json, shaped), async (rtpParameters) => {
      const seat = await openSeat(room, 'officer');
      const send = seat.produce({
        ...{ transportId: seat.send.id, kind: 'audio', source: 'microphone', paused: false },
        rtpParameters: rtpParameters as unknown as types.RtpParameters,
      });
      await expect(send).rejects.toThrow();
      await expect(seat.connect(seat.send.id, rtpParameters as unknown as types.DtlsParameters)).rejects.toThrow();
    }),
    { numRuns: 300 },
  );
  expect(pool.alive).toBe(2);
  await produce(await openSeat(room, 'officer'), 7777);
  expect(room.producers).toHaveLength(1);
});

test('[MEDIA8] bug: a picture whose sender began late was asked for five times and then never again; it is until its seat ends', async () => {
  const room = await openRoom();
  const sender = await openSeat(room, 'sender');
  const late: string[] = [];
  const viewer = await openSeat(room, 'viewer', { ...QUIET, pictureLate: ({ producerId: id }) => late.push(id) });
  // Three layers announced, not one packet sent: nothing can be chosen.
  const producerId = await sender.produce({
    ...{ transportId: sender.send.id, kind: 'video', source: 'camera', paused: false },
    rtpParameters: {
      codecs: [{ mimeType: 'video/VP8', clockRate: 90_000, payloadType: 96, parameters: {} }],
      encodings: [{ ssrc: 9001 }, { ssrc: 9002 }, { ssrc: 9003 }],
      rtcp: { cname: 'camera' },
    },
  });
  const consumer = await viewer.consume(producerId, room.rtpCapabilities);
  expect(consumer.type).toBe('simulcast');
  let restarts = 0;
  consumer.observer.on('pause', () => (restarts += 1));
  await viewer.resumeConsumer(consumer.id);
  await expect.poll(() => restarts, { timeout: 15_000 }).toBe(2);
  await expect.poll(() => consumer.paused).toBe(false);
  expect(late).toEqual([producerId]);
  await viewer.scope.close();
  expect(consumer.closed).toBe(true);
});

test('[MEDIA1] bug: wishes that followed each other at once could leave a picture paused that was wanted', async () => {
  const room = await openRoom();
  const sender = await openSeat(room, 'sender');
  const viewer = await openSeat(room, 'viewer');
  const producerId = await sender.produce({
    ...{ transportId: sender.send.id, kind: 'video', source: 'camera', paused: false },
    rtpParameters: {
      codecs: [{ mimeType: 'video/VP8', clockRate: 90_000, payloadType: 96, parameters: {} }],
      encodings: [{ ssrc: 9101 }, { ssrc: 9102 }, { ssrc: 9103 }],
      rtcp: { cname: 'camera' },
    },
  });
  // Asked for many times at once, one consumer stays.
  const consumers = await Promise.all(
    Array.from({ length: 5 }, () => viewer.consume(producerId, room.rtpCapabilities)),
  );
  expect(consumers.filter(({ closed }) => !closed)).toHaveLength(1);
  const consumer = consumers.at(-1)!;
  await viewer.resumeConsumer(consumer.id);
  const wish = { consumerId: consumer.id, spatialLayer: 0, priority: 1 };
  await Promise.all([
    viewer.setConsumers([{ ...wish, paused: true }]),
    viewer.setConsumers([{ ...wish, paused: false, spatialLayer: 2 }]),
  ]);
  expect(await consumer.dump()).toMatchObject({ paused: false, preferredSpatialLayer: 2 });
});

test('[NET6] bug: telling the server of a transport twice, since the first answer was lost, ended the seat', async () => {
  const room = await openRoom();
  const seat = await openSeat(room, 'officer');
  const dtls = {
    role: 'client' as const,
    fingerprints: [{ algorithm: 'sha-256' as const, value: Array.from({ length: 32 }, () => 'AB').join(':') }],
  };
  await Promise.all([seat.connect(seat.send.id, dtls), seat.connect(seat.send.id, dtls)]);
  await seat.connect(seat.send.id, dtls);
  expect(seat.send.dtlsState).toBe('new');
});
