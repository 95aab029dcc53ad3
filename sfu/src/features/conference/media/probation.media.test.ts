import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { types } from 'mediasoup';
import { openMediaBench, sendCamera, type MediaBench } from './media-testing.js';

/** The SSRC of every probation packet of a worker. */
const PROBATION_SSRC = 1234;

let bench: MediaBench;
const sockets: Socket[] = [];
beforeEach(async () => {
  bench = await openMediaBench();
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.close();
  await bench.close();
});

/** A way to a receiver that gets one picture, without encryption, and the sequence numbers of what tries that way out. */
async function openReceiver(router: types.Router, producerId: string): Promise<readonly number[]> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  sockets.push(socket);
  await once(socket, 'listening');
  const numbers: number[] = [];
  socket.on('message', (packet) => {
    if (packet.length >= 12 && packet.readUInt32BE(8) === PROBATION_SSRC) numbers.push(packet.readUInt16BE(2));
  });
  const transport = await router.createPlainTransport({ listenInfo: { protocol: 'udp', ip: '127.0.0.1' } });
  await transport.connect({ ip: '127.0.0.1', port: socket.address().port });
  await transport.consume({ producerId, rtpCapabilities: router.rtpCapabilities });
  // A new way is tried out at once.
  await expect.poll(() => numbers.length, { timeout: 10_000 }).toBeGreaterThan(5);
  return numbers;
}

test('[LADDER8] what tries a line out counts on while other lines open (bug: SRTP refused it as too old)', async () => {
  const { openSeat, room } = bench;
  const producerId = await sendCamera(await openSeat('sender'), 100);
  const first = await openReceiver(room.router, producerId);
  const atFirst = first.length;
  // Each of them began another random count in a packet that all lines of a worker had in common.
  for (let opened = 0; opened < 4; opened += 1) await openReceiver(room.router, producerId);
  // A way with nothing to carry is tried out again every few seconds.
  await expect.poll(() => first.length, { timeout: 30_000 }).toBeGreaterThan(atFirst);
  const steps = first.slice(1).map((number, at) => (number - (first[at] ?? 0) + 0x1_0000) % 0x1_0000);
  expect(new Set(steps)).toEqual(new Set([1]));
}, 60_000);
