import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Scope } from '@haigang/shared/kernel/scope';
import { encodePositionReport, encodeStaticData } from '@haigang/shared/features/vessel/ais-encoder';
import type { ForwardHealth } from '@haigang/shared/features/vessel/vessel.model';
import { silentLogger } from '../../../platform/logger.js';
import { VesselFeed } from '../vessel-feed.js';
import { Forwarder, type ForwarderDeps } from './forwarder.js';
import { SentenceFilter } from './sentence-filter.js';

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
const named = (mmsi: number, name: string): string[] =>
  encodeStaticData(
    {
      ...{ mmsi, imo: 9990014, callSign: 'SYN001', name, shipTypeCode: 71 },
      ...{ lengthMetres: 200, beamMetres: 32, draughtMetres: 11.2, destination: 'CNNBO' },
    },
    3,
  );
const open = (forwards: string[], deps: Partial<ForwarderDeps> = {}): Promise<Forwarder> =>
  Forwarder.open({
    ...{ forwards, sources: [], scope: scope.child('forward'), clock: Date.now, logger: silentLogger, ...deps },
    options: { reconnectMs: 10, maxReconnectMs: 20, ...deps.options },
  });
const first = (forwarder: Forwarder): ForwardHealth | undefined => forwarder.health[0];
async function station(port = 0): Promise<{ server: Server; port: number; text: () => string; peers: Socket[] }> {
  const peers: Socket[] = [];
  let text = '';
  const server = createServer((socket) => {
    peers.push(socket);
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => (text += chunk.toString('latin1')));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  scope.defer(() => {
    server.close();
    for (const peer of peers) peer.destroy();
  });
  return { server, port: (server.address() as { port: number }).port, text: () => text, peers };
}
const dial = async (port: number | undefined): Promise<Socket> => {
  const socket = connect({ port: port ?? 0, host: '127.0.0.1' });
  scope.defer(() => socket.destroy());
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
};

test('[AIS50] what a source heard goes to a server, to a client and by UDP; the simulated and the damaged do not', async () => {
  const vts = await station();
  const udp = createSocket('udp4');
  udp.bind(0, '127.0.0.1');
  await once(udp, 'listening');
  scope.defer(() => udp.close());
  let datagrams = '';
  udp.on('message', (bytes) => (datagrams += bytes.toString()));
  const forwarder = await open([
    `tcp://127.0.0.1:${vts.port}`,
    'tcp-listen://127.0.0.1:0',
    `udp://127.0.0.1:${udp.address().port}`,
  ]);
  const client = await dial(forwarder.ports[1]);
  let heard = '';
  client.on('data', (chunk) => (heard += chunk.toString()));
  await expect.poll(() => forwarder.health.map(({ receivers }) => receivers)).toEqual([1, 1, 1]);
  const feed = await VesselFeed.open({
    sources: [
      { address: 'tcp-listen://127.0.0.1:0', simulated: false },
      { address: 'udp://127.0.0.1:0', simulated: true },
    ],
    ...{ scope: scope.child('feed'), clock: Date.now, logger: silentLogger, tickMs: 20 },
    onRaw: (source, text) => forwarder.hear(source, text),
    forwards: () => forwarder.health,
  });
  const simulator = createSocket('udp4');
  simulator.send(report(413000009), feed.ports[1] ?? 0, '127.0.0.1');
  await expect.poll(() => feed.size).toBe(1);
  simulator.close();
  const receiver = await dial(feed.ports[0]);
  const sentences = [report(413000001), ...named(413000001, 'ONE')];
  receiver.write(`\\s:x\\${sentences.join('\r\n')},r1,1700000000\r\n${report(413000002).slice(0, -2)}ZZ\r\n`);
  const expected = sentences.map((sentence) => `${sentence}\r\n`).join('');
  await expect.poll(() => [vts.text(), heard, datagrams]).toEqual([expected, expected, expected]);
  expect(feed.picture.forwards.map(({ sent, dropped, fault }) => [sent, dropped, fault])).toEqual(
    Array.from({ length: 3 }, () => [3, 0, null]),
  );
});

test('[AIS50] a receiver that takes nothing costs bounded memory, loses its own sentences alone and is cut off', async () => {
  const forwarder = await open(['tcp-listen://127.0.0.1:0'], { options: { mostWaiting: 400_000, stuckMs: 1000 } });
  const lame = await dial(forwarder.ports[0]);
  lame.pause();
  const well = await dial(forwarder.ports[0]);
  let heard = 0;
  well.on('data', (chunk) => (heard += chunk.toString().split('\n').length - 1));
  await expect.poll(() => first(forwarder)?.receivers).toBe(2);
  let mmsi = 200_000_000;
  await expect
    .poll(
      () => {
        for (let count = 0; count < 5000; count += 1) forwarder.hear('tcp://x', report((mmsi += 1)));
        return first(forwarder)?.receivers;
      },
      { interval: 60, timeout: 30_000 },
    )
    .toBe(1);
  expect(first(forwarder)?.dropped).toBeGreaterThan(0);
  await expect.poll(() => heard).toBe(mmsi - 200_000_000);
}, 40_000);

test('[AIS50] a receiver that goes away is tried again, and one that is not on the list is refused', async () => {
  const vts = await station();
  const forwarder = await open([`tcp://127.0.0.1:${vts.port}`, 'tcp-listen://127.0.0.1:0?allow=10.1.1.1']);
  await expect.poll(() => first(forwarder)?.receivers).toBe(1);
  vts.server.close();
  vts.peers[0]?.destroy();
  await expect.poll(() => first(forwarder)).toMatchObject({ receivers: 0, fault: 'refused' });
  forwarder.hear('tcp://x', report(413000001));
  await expect.poll(() => first(forwarder)?.dropped).toBe(1);
  const again = await station(vts.port);
  await expect.poll(() => first(forwarder)).toMatchObject({ receivers: 1, fault: null });
  forwarder.hear('tcp://x', report(413000002));
  // Not what was heard while it was away.
  await expect.poll(() => again.text()).toBe(`${report(413000002)}\r\n`);
  const stranger = await dial(forwarder.ports[1]);
  await once(stranger, 'close');
  expect(forwarder.health[1]).toMatchObject({ refusedPeers: 1, receivers: 0 });
});

test('[AIS51] a forward that leads back to our own source stops the start', async () => {
  const circles = [
    ['tcp://127.0.0.1:4001', 'tcp-listen://0.0.0.0:4001'],
    ['tcp://localhost:4001', 'tcp-listen://0.0.0.0:4001'],
    ['udp://127.0.0.1:4001', 'udp://0.0.0.0:4001'],
    ['tcp-listen://0.0.0.0:4001', 'tcp://127.0.0.1:4001'],
  ] as const;
  for (const [forward, source] of circles) {
    await expect(open([forward], { sources: [source] }), forward).rejects.toThrow(source);
  }
  await expect(open(['file:/srv/x'])).rejects.toThrow('HAIGANG_AIS_FORWARDS: file:/srv/x');
  await expect(open(['udp://127.0.0.1:4001'], { sources: ['tcp-listen://0.0.0.0:4001'] })).resolves.toBeDefined();
});

test('[AIS51] a message passes once, its parts together, whatever comes between; a circle ends', () => {
  const filter = new SentenceFilter();
  const [one1 = '', one2 = ''] = named(413000001, 'ONE');
  const [two1 = '', two2 = ''] = named(413000002, 'TWO');
  // Two receivers, the same number and channel, by turns.
  expect([filter.take('a', one1, 0), filter.take('b', two1, 0)]).toEqual([[], []]);
  expect(filter.take('a', one2, 10)).toEqual([one1, one2]);
  expect(filter.take('b', two2, 10)).toEqual([two1, two2]);
  expect(filter.take('c', `${one1}\n${one2}\n${report(1)}`, 20)).toEqual([report(1)]);
  expect(filter.take('c', report(1), 9000)).toEqual([]);
  expect(filter.take('c', report(1), 11_000)).toEqual([report(1)]);
  // Lost, late and orphaned parts give nothing.
  expect([...filter.take('d', one2, 20_000), ...filter.take('d', two1, 20_000)]).toEqual([]);
  expect(filter.take('d', two2, 26_000)).toEqual([]);
  expect(filter.take('d', `noise \u0000${report(2).replace('*', '*0')} $GPGGA,1*00 ${report(3)}`, 30_000)).toEqual([
    report(3),
  ]);
});
