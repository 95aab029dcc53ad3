import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { networkInterfaces } from 'node:os';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Scope } from '@haigang/shared/kernel/scope';
import { encodePositionReport } from '@haigang/shared/features/vessel/ais-encoder';
import { silentLogger } from '../../../platform/logger.js';
import { Forwarder } from './forwarder.js';

let scope: Scope;
beforeEach(() => {
  scope = new Scope('test');
});
afterEach(() => scope.close());

const report = (mmsi: number): string =>
  encodePositionReport(
    { mmsi, navigationStatusCode: 0, lat: 29.9, lon: 121.9, speedKnots: 8, courseDeg: 40, headingDeg: 40 },
    1,
  )[0] ?? '';
const open = (forwards: string[], sources: string[] = []): Promise<Forwarder> =>
  Forwarder.open({
    ...{ forwards, sources, scope: scope.child('forward'), clock: Date.now, logger: silentLogger },
    options: { reconnectMs: 10, maxReconnectMs: 20 },
  });
async function receiver(): Promise<{ socket: Socket; port: number }> {
  const socket = createSocket('udp4');
  scope.defer(() => socket.close());
  socket.bind(0, '0.0.0.0');
  await once(socket, 'listening');
  return { socket, port: socket.address().port };
}

test('[AIS50] bug: a place no datagram can be sent to is said and tried again, and the others get theirs', async () => {
  const { socket, port } = await receiver();
  let heard = '';
  socket.on('message', (bytes) => (heard += bytes.toString()));
  // A link-local address without its link: the system refuses it on every machine.
  const forwarder = await open(['udp://[fe80::1]:4001', `udp://127.0.0.1:${port}`]);
  await expect.poll(() => forwarder.health.map(({ receivers }) => receivers)).toEqual([0, 1]);
  forwarder.hear('tcp://x', report(413000001));
  await expect.poll(() => heard).toBe(`${report(413000001)}\r\n`);
  expect(forwarder.health[0]).toMatchObject({ receivers: 0, sent: 0, dropped: 1, fault: 'failed' });
});

test('[AIS50] bug: a broadcast address is sent to', async () => {
  const { socket, port } = await receiver();
  let heard = '';
  socket.on('message', (bytes) => (heard += bytes.toString()));
  const forwarder = await open([`udp://127.255.255.255:${port}`]);
  await expect.poll(() => forwarder.health[0]).toMatchObject({ receivers: 1, fault: null });
  forwarder.hear('tcp://x', report(413000001));
  await expect.poll(() => heard).toBe(`${report(413000001)}\r\n`);
});

// Where there is no network at all the system has no place to broadcast to.
const alone = Object.values(networkInterfaces())
  .flat()
  .every((one) => one?.internal !== false);
test.skipIf(alone)('[AIS51] bug: a broadcast that our own source would hear is refused', async () => {
  const { port } = await receiver();
  const forwarder = await open([`udp://255.255.255.255:${port}`], [`udp://0.0.0.0:${port}`]);
  await expect.poll(() => forwarder.health[0]).toMatchObject({ receivers: 0, fault: 'loop' });
});
