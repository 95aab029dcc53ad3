import { createSocket } from 'node:dgram';
import { connect, createServer, type Socket } from 'node:net';
import { once } from 'node:events';
import { Registry } from 'prom-client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Scope } from '@haigang/shared/kernel/scope';
import { encodePositionReport, encodeStaticData } from '@haigang/shared/features/vessel/ais-encoder';
import type { VesselSourceHealth } from '@haigang/shared/features/vessel/vessel.model';
import { silentLogger } from '../../platform/logger.js';
import { createSourceMetrics } from './source-metrics.js';
import { RateWindow } from './sources/rate-window.js';
import { TransmissionWindow } from './transmission-window.js';
import { VesselFeed } from './vessel-feed.js';

let scope: Scope;
beforeEach(() => {
  scope = new Scope('test');
});
afterEach(() => scope.close());

const SHIP = {
  ...{ mmsi: 563999001, navigationStatusCode: 0, lat: 29.985, lon: 121.77 },
  ...{ speedKnots: 8, courseDeg: 40, headingDeg: 40 },
};
const sentence = (second: number): string => `${encodePositionReport(SHIP, second)[0] ?? ''}\r\n`;
const open = (sources: string[], options: object = {}): Promise<VesselFeed> =>
  VesselFeed.open({
    sources: sources.map((address) => ({ address, simulated: false })),
    ...{ scope, clock: Date.now, logger: silentLogger, tickMs: 20 },
    sourceOptions: { reconnectMs: 20, maxReconnectMs: 40, ...options },
  });
const health = (feed: VesselFeed, index = 0): VesselSourceHealth | undefined => feed.picture.sources[index];
const dial = async (port: number | undefined): Promise<Socket> => {
  const socket = connect({ port: port ?? 0, host: '127.0.0.1' });
  scope.defer(() => socket.destroy());
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
};

test('[AIS47] rate and share of damage are those of the last minute', () => {
  const window = new RateWindow();
  window.sample(0, 0, 0);
  expect(window.figures(500, 900, 0)).toEqual({ sentencesPerSecond: 0, badShare: 0 });
  for (let second = 1; second <= 120; second += 1) window.sample(second * 1000, second * 10, second);
  expect(window.figures(120_000, 1200, 120)).toEqual({ sentencesPerSecond: 10, badShare: 60 / 660 });
  // It stops.
  for (let second = 121; second <= 200; second += 1) window.sample(second * 1000, 1200, 120);
  expect(window.figures(200_000, 1200, 120)).toEqual({ sentencesPerSecond: 0, badShare: null });
});

test('[AIS47] a source says what it hears, what is damaged, whom it refused and why it is not heard', async () => {
  const feed = await open(['tcp-listen://127.0.0.1:0', 'udp://127.0.0.1:0?allow=10.9.8.7']);
  expect(health(feed)).toMatchObject({ state: 'disconnected', fault: 'no-peer', sentencesPerSecond: 0 });
  const peer = await dial(feed.ports[0]);
  const secondPart = encodeStaticData({ ...SHIP, ...NAMED }, 3)[1] ?? '';
  peer.write(sentence(1) + sentence(2) + sentence(3).replace(/\*../u, '*ZZ') + secondPart);
  await expect.poll(() => health(feed)?.sentences).toBe(2);
  peer.write(`\r\n${sentence(4).replace(/(\*.)./u, '$1G')}${sentence(5)}`);
  await expect
    .poll(() => health(feed))
    .toMatchObject({ state: 'live', fault: null, first: 3, also: 0, droppedFragments: 1 });
  const udp = createSocket('udp4');
  udp.send(sentence(9), feed.ports[1], '127.0.0.1');
  await expect.poll(() => health(feed, 1)).toMatchObject({ refusedPeers: 1, lastRefused: '127.0.0.1', sentences: 0 });
  udp.close();
  peer.destroy();
  await expect.poll(() => health(feed)).toMatchObject({ state: 'disconnected', fault: 'no-peer' });

  const registry = new Registry();
  createSourceMetrics(registry, feed);
  const text = await registry.metrics();
  expect(text).toContain(`haigang_ais_source_sentences{source="tcp-listen://127.0.0.1:0"} ${health(feed)?.sentences}`);
  expect(text).toContain('haigang_ais_source_refused_peers{source="udp://127.0.0.1:0"} 1');
});

const NAMED = {
  ...{ imo: 9990014, callSign: 'SYN001', name: 'SYNTH AURORA', shipTypeCode: 71, lengthMetres: 200 },
  ...{ beamMetres: 32, draughtMetres: 11.2, destination: 'CNNBO' },
};

test('[AIS18] [AIS47] a station that is not there, one that stalls and one that closes each say why', async () => {
  const station = createServer();
  station.listen(0, '127.0.0.1');
  await once(station, 'listening');
  const { port } = station.address() as { port: number };
  const peers: Socket[] = [];
  station.on('connection', (socket) => peers.push(socket));
  scope.defer(() => station.close());
  scope.defer(() => peers.forEach((peer) => peer.destroy()));
  const feed = await open([`tcp://127.0.0.1:${port}`], { idleReconnectMs: 60 });
  // Connected and silent, for longer than a connection may be: half open, or hung.
  await expect.poll(() => health(feed)).toMatchObject({ state: 'disconnected', fault: 'stalled' });
  await expect.poll(() => peers.length).toBeGreaterThan(2);
  station.close();
  for (const peer of peers) peer.destroy();
  await expect.poll(() => health(feed)).toMatchObject({ state: 'disconnected', fault: 'refused' });
});

test('[AIS9] [AIS18] a flood, binary and a peer refused in the middle of a reset harm neither the server nor the others', async () => {
  const feed = await open(['tcp-listen://127.0.0.1:0'], { maxPeers: 2 });
  const good = await dial(feed.ports[0]);
  const bad = await dial(feed.ports[0]);
  for (let round = 0; round < 20; round += 1) {
    const refused = await dial(feed.ports[0]);
    refused.resetAndDestroy();
  }
  await expect.poll(() => health(feed)?.refusedPeers).toBe(20);
  const noise = Buffer.alloc(1 << 20, 0);
  for (let index = 0; index < noise.length; index += 1) noise[index] = (index * 7919) & 0xff;
  for (let round = 0; round < 8; round += 1) bad.write(noise);
  bad.write('\\s:'.repeat(100_000));
  good.write(sentence(1));
  await expect.poll(() => feed.vessel('563999001')?.speedKnots).toBe(8);
  await expect.poll(() => health(feed)?.malformed, { timeout: 5000 }).toBeGreaterThan(1000);
  expect(feed.size).toBe(1);
});

test('[AIS15] [AIS47] several receivers hear the same: it counts once, and each says what it was the first to hear', async () => {
  const feed = await open(['tcp-listen://127.0.0.1:0', 'udp://127.0.0.1:0']);
  const east = await dial(feed.ports[0]);
  const west = await dial(feed.ports[0]);
  const udp = createSocket('udp4');
  scope.defer(() => udp.close());
  const [first = '', second = ''] = encodeStaticData({ ...SHIP, ...NAMED }, 3);
  east.write(sentence(1));
  await expect.poll(() => feed.vessel('563999001')?.source).toBe('tcp-listen://127.0.0.1:0');
  // Two peers of one source and another source, the parts one after the other by turns.
  east.write(`${first}\r\n`);
  west.write(`${first}\r\n`);
  udp.send(first, feed.ports[1] ?? 0, '127.0.0.1');
  await expect.poll(() => health(feed)?.sentences).toBe(3);
  await expect.poll(() => health(feed, 1)?.sentences).toBe(1);
  udp.send(`${second}\r\n${sentence(1)}`, feed.ports[1] ?? 0, '127.0.0.1');
  await expect.poll(() => feed.vessel('563999001')?.name).toBe('SYNTH AURORA');
  // It told the name; the position is still whose it was.
  expect(feed.vessel('563999001')?.source).toBe('tcp-listen://127.0.0.1:0');
  expect(health(feed, 1)).toMatchObject({ first: 1, also: 1 });
  east.write(`${second}\r\n`);
  west.write(`${second}\r\n`);
  await expect.poll(() => health(feed)).toMatchObject({ first: 1, also: 2, droppedFragments: 0 });
  expect(feed.vessel('563999001')?.speedKnots).toBe(8);
});

test('[AIS15] a transmission is a copy for the window and no longer, and what is remembered is bounded', () => {
  const window = new TransmissionWindow(100);
  expect([window.isFirst(1, 0, 50), window.isFirst(1, 50, 50), window.isFirst(1, 51, 50)]).toEqual([true, false, true]);
  for (let fingerprint = 2; fingerprint < 1000; fingerprint += 1) window.isFirst(fingerprint, 52, 50);
  expect(window.size).toBe(100);
  window.isFirst(5000, 500, 50);
  expect(window.size).toBe(1);
  // The clock is set back by an hour: the same is new, not a copy until then.
  expect(window.isFirst(5000, -3_600_000, 50)).toBe(true);
});

test('[AIS18] [AIS47] a source that is there twice stops the start, since its figures would be those of both', async () => {
  await expect(open(['file:/srv/a/day.log', 'file:/srv/b/day.log'])).rejects.toThrow('file:day.log: is there twice');
});
