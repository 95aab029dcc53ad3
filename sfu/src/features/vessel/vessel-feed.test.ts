import { createSocket } from 'node:dgram';
import { readFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Scope } from '@haigang/shared/kernel/scope';
import { encodePositionReport, encodeStaticData } from '@haigang/shared/features/vessel/ais-encoder';
import { isLost } from '@haigang/shared/features/vessel/vessel.rules';
import { silentLogger } from '../../platform/logger.js';
import { parseAisSource } from './ais-source-address.js';
import { LineSplitter } from './line-splitter.js';
import { placeAt, SIMULATED_FLEET } from './simulated-fleet.js';
import { VesselFeed } from './vessel-feed.js';
import { VesselRegistry } from './vessel-registry.js';
import { startVesselSimulator } from './vessel-simulator.js';

let scope: Scope;
beforeEach(() => {
  scope = new Scope('test');
});
afterEach(() => scope.close());

const AURORA = {
  mmsi: 563999001,
  navigationStatusCode: 1,
  lat: 29.985,
  lon: 121.77,
  speedKnots: 0,
  courseDeg: null,
  headingDeg: 40,
};
const STATIC = {
  ...{ mmsi: 563999001, imo: 9990014, callSign: 'SYN001', name: 'SYNTH AURORA', shipTypeCode: 71 },
  ...{ lengthMetres: 200, beamMetres: 32, draughtMetres: 11.2, destination: 'CNNBO' },
};
const lines = (...sentences: string[]): string => sentences.map((sentence) => `${sentence}\r\n`).join('');
const open = (...sources: string[]): Promise<VesselFeed> =>
  VesselFeed.open({
    sources: sources.map((address) => ({ address, simulated: false })),
    ...{ scope, clock: Date.now, logger: silentLogger, tickMs: 20 },
    sourceOptions: { reconnectMs: 20, maxReconnectMs: 50 },
  });

test('[AIS15] position by UDP and static data by TCP become one vessel', async () => {
  const feed = await open('tcp-listen://127.0.0.1:0', 'udp://127.0.0.1:0');
  const [tcpPort, udpPort] = feed.ports;
  const tcp = connect({ port: tcpPort!, host: '127.0.0.1' });
  tcp.write(lines(...encodeStaticData(STATIC, 3)));
  const udp = createSocket('udp4');
  udp.send(encodePositionReport(AURORA, 12).join('\n'), udpPort, '127.0.0.1');
  await expect
    .poll(() => feed.vessel('563999001'))
    .toMatchObject({
      name: 'SYNTH AURORA',
      imo: 9990014,
      shipClass: 'cargo',
      transponder: 'A',
      position: { lat: expect.closeTo(29.985, 4) as number, lon: expect.closeTo(121.77, 4) as number },
      navigationStatus: 'at-anchor',
      lengthMetres: 200,
      draughtMetres: 11.2,
      destination: 'CNNBO',
    });
  tcp.destroy();
  udp.close();
});

test('[AIS18] a client source comes back by itself after the station went away', async () => {
  const peers: Socket[] = [];
  const station = createServer((socket) => peers.push(socket));
  await new Promise<void>((resolve) => station.listen(0, '127.0.0.1', resolve));
  scope.defer(() => new Promise<void>((resolve) => station.close(() => resolve())));
  scope.defer(() => peers.forEach((peer) => peer.destroy()));
  const feed = await open(`tcp://127.0.0.1:${(station.address() as { port: number }).port}`);
  await expect.poll(() => peers.length).toBe(1);
  peers[0]?.destroy();
  await expect.poll(() => peers.length).toBe(2);
  peers[1]?.write(lines(...encodePositionReport(AURORA, 1)));
  await expect.poll(() => feed.size).toBe(1);
  expect(feed.picture.sources[0]).toMatchObject({ state: 'live', sentences: 1 });
});

test('[AIS18] a peer outside the allow-list is refused and counted', async () => {
  const feed = await open('tcp-listen://127.0.0.1:0?allow=10.9.8.7');
  const tcp = connect({ port: feed.ports[0]!, host: '127.0.0.1' });
  await new Promise((resolve) => tcp.once('close', resolve));
  expect(feed.picture.sources[0]?.refusedPeers).toBe(1);
  expect(feed.size).toBe(0);
});

test('[AIS18] a wrong source address says which and what is expected', () => {
  for (const wrong of ['http://x:1', 'tcp://host', 'tcp://host:99999', 'udp://0.0.0.0:1?allow=nonsense']) {
    expect(() => parseAisSource(wrong), wrong).toThrow(wrong);
  }
});

test('[AIS13] binary, endless lines and bad checksums are counted and change nothing', async () => {
  const feed = await open('tcp-listen://127.0.0.1:0');
  const tcp = connect({ port: feed.ports[0]!, host: '127.0.0.1' });
  const [sentence = ''] = encodePositionReport(AURORA, 1);
  tcp.write(Buffer.from([0, 255, 33, 10, 13]));
  tcp.write('!'.repeat(100_000));
  tcp.write(`\n${sentence.slice(0, -2)}00\r\n${lines(sentence)}`);
  await expect.poll(() => feed.size).toBe(1);
  expect(feed.picture.sources[0]?.badChecksum).toBe(1);
  tcp.destroy();
});

test('a broadcast heard by two receivers counts once; a station not heard for long leaves the picture', () => {
  const registry = new VesselRegistry({ forgetAfterMs: 1000, duplicateWindowMs: () => 100 });
  const message = {
    ...{ type: 1 as const, repeat: 0, mmsi: 563999001, position: { lat: 29.9, lon: 121.9 }, positionAccurate: true },
    ...{ speedKnots: 1, courseDeg: 2, headingDeg: null, navigationStatusCode: 0, rateOfTurnDegPerMin: null },
    ...{ turningFast: null, utcSecond: 1, manoeuvreCode: 0, raim: false },
  };
  const heard = { source: 'a', simulated: false, now: 0, fingerprint: 77 };
  expect(registry.take(message, heard)).toBe(true);
  expect(registry.take(message, { ...heard, source: 'b', now: 50 })).toBe(false);
  expect(registry.take({ ...message, position: { lat: 0, lon: 0 } }, { ...heard, now: 60, fingerprint: 78 })).toBe(
    true,
  );
  expect(registry.get('563999001')?.position).toEqual({ lat: 29.9, lon: 121.9 });
  expect(registry.drain(100).vessels).toHaveLength(1);
  expect(registry.drain(2000)).toEqual({ vessels: [], lost: ['563999001'] });
});

test('[AIS110] what a known station says in words is told once for all receivers, and no recording speaks for a real one', () => {
  const told: unknown[] = [];
  const registry = new VesselRegistry({
    onSafetyText: (said, { mmsi }) => told.push([mmsi, said.text, said.addressee]),
  });
  const position = {
    ...{ type: 1 as const, repeat: 0, mmsi: 563999001, position: { lat: 29.9, lon: 121.9 }, positionAccurate: true },
    ...{ speedKnots: 1, courseDeg: 2, headingDeg: null, navigationStatusCode: 0, rateOfTurnDegPerMin: null },
    ...{ turningFast: null, utcSecond: 1, manoeuvreCode: 0, raim: false },
  };
  const text = { type: 14 as const, repeat: 0, mmsi: 563999001, text: 'MAN OVERBOARD ' };
  const heard = { source: 'a', simulated: false, now: 1000, fingerprint: 1 };
  registry.take(text, heard);
  registry.take(position, { ...heard, fingerprint: 2 });
  registry.take(text, { ...heard, fingerprint: 3 });
  registry.take(text, { ...heard, source: 'b', fingerprint: 3 });
  registry.take({ ...text, text: 'REPLAYED' }, { ...heard, simulated: true, fingerprint: 4 });
  registry.take(
    {
      type: 12,
      repeat: 0,
      mmsi: 563999001,
      sequence: 0,
      destinationMmsi: 4_121_100,
      retransmitted: false,
      text: 'PILOT?',
    },
    { ...heard, fingerprint: 5 },
  );
  expect(told).toEqual([
    ['563999001', 'MAN OVERBOARD', null],
    ['563999001', 'PILOT?', '004121100'],
  ]);
});

test('[AIS16] a report without a fix keeps the old position and does not make it look fresh', () => {
  const registry = new VesselRegistry();
  const message = {
    ...{ type: 1 as const, repeat: 0, mmsi: 563999001, position: { lat: 29.9, lon: 121.9 }, positionAccurate: true },
    ...{ speedKnots: 1, courseDeg: 2, headingDeg: null, navigationStatusCode: 0, rateOfTurnDegPerMin: null },
    ...{ turningFast: null, utcSecond: 1, manoeuvreCode: 0, raim: false },
  };
  const heard = { source: 'a', simulated: false, now: 1000, fingerprint: 1 };
  registry.take(message, heard);
  const later = 10 * 60_000;
  registry.take({ ...message, position: null }, { ...heard, now: later, fingerprint: 2 });
  const vessel = registry.get('563999001');
  expect(vessel).toMatchObject({ position: { lat: 29.9, lon: 121.9 }, positionAt: 1000, lastReportAt: later });
  expect(vessel && isLost(vessel, later)).toBe(true);
});

test('the registry never grows past its cap', () => {
  const registry = new VesselRegistry({ maxVessels: 10 });
  for (let at = 0; at < 100; at += 1) {
    registry.take(
      { type: 24, part: 'A', repeat: 0, mmsi: 413_000_000 + at, name: `N${at}` },
      { source: 'a', simulated: false, now: at, fingerprint: at },
    );
  }
  expect(registry.size).toBe(10);
  expect(registry.get('413000099')?.name).toBe('N99');
});

test('lines: split over chunks, glued, and endless', () => {
  const seen: string[] = [];
  const splitter = new LineSplitter((line) => seen.push(line));
  splitter.push('a');
  splitter.push('b\r\nc\n\nd');
  splitter.push('x'.repeat(5000));
  splitter.push('tail\ne\n');
  expect(seen).toEqual(['ab\r', 'c', 'e']);
  expect(splitter.dropped).toBe(1);
});

test('the simulated fleet arrives over TCP and UDP with its names', async () => {
  const feed = await open('tcp-listen://127.0.0.1:0', 'udp://127.0.0.1:0');
  const [tcpPort, udpPort] = feed.ports;
  startVesselSimulator({ tcpPort: tcpPort!, udpPort: udpPort!, scope: scope.child('simulator'), clock: Date.now });
  await expect.poll(() => feed.size).toBe(SIMULATED_FLEET.length);
  const names = feed.picture.vessels.map((vessel) => vessel.name);
  for (const name of ['SYNTH AURORA', 'SYNTH COPPER', 'SYNTH TIDE', 'SYNTH PAPER']) expect(names).toContain(name);
});

test('simulated ships sail on water, never over the coastline the map shows', () => {
  const coast = JSON.parse(
    readFileSync(new URL('../../../../shared/src/web/map/coastline.geojson', import.meta.url), 'utf8'),
  ) as { features: { geometry: { coordinates: number[][][][] } }[] };
  const rings = coast.features.flatMap((feature) => feature.geometry.coordinates.map((polygon) => polygon[0] ?? []));
  for (const [index, ship] of SIMULATED_FLEET.entries()) {
    if (ship.speedKnots === 0) continue;
    for (let minute = 0; minute < 24 * 60; minute += 7) {
      const { lat, lon } = placeAt(index, minute * 60_000);
      expect(
        rings.some((ring) => contains(ring, lon, lat)),
        `${ship.name} at ${lat},${lon}`,
      ).toBe(false);
    }
  }
});

function contains(ring: number[][], x: number, y: number): boolean {
  let inside = false;
  ring.forEach(([ax = 0, ay = 0], at) => {
    const [bx = 0, by = 0] = ring[(at + ring.length - 1) % ring.length] ?? [];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  });
  return inside;
}

test('[AIS16] a ship’s report says how it reports: class B with reserved slots or without, and static data change that not', () => {
  const registry = new VesselRegistry();
  const motion = {
    ...{ type: 18 as const, repeat: 0, mmsi: 413999001, position: { lat: 29.9, lon: 121.9 }, positionAccurate: true },
    ...{ speedKnots: 20, courseDeg: 2, headingDeg: null, utcSecond: 1, raim: false },
  };
  const heard = { source: 'a', simulated: false, now: 1000 };
  const transponder = (): string | null | undefined => registry.get('413999001')?.transponder;
  registry.take({ type: 24, part: 'A', repeat: 0, mmsi: 413999001, name: 'FAST' }, { ...heard, fingerprint: 1 });
  expect(transponder()).toBeNull();
  registry.take({ ...motion, carrierSense: false }, { ...heard, fingerprint: 2 });
  expect(transponder()).toBe('B-SO');
  registry.take({ type: 24, part: 'A', repeat: 0, mmsi: 413999001, name: 'FASTER' }, { ...heard, fingerprint: 3 });
  expect(transponder()).toBe('B-SO');
  registry.take({ ...motion, carrierSense: true }, { ...heard, fingerprint: 4 });
  expect(transponder()).toBe('B-CS');
});

test('[AIS16] a beacon of distress sends the messages of class A and is as patient as its minute-long bursts (bug: lost after 60 s)', () => {
  const registry = new VesselRegistry();
  const burst = {
    ...{ type: 1 as const, repeat: 0, mmsi: 970123456, position: { lat: 29.9, lon: 121.9 }, positionAccurate: true },
    ...{ speedKnots: 0.4, courseDeg: 2, headingDeg: null, navigationStatusCode: 14, rateOfTurnDegPerMin: null },
    ...{ turningFast: null, utcSecond: 1, manoeuvreCode: 0, raim: false },
  };
  registry.take(burst, { source: 'a', simulated: false, now: 0, fingerprint: 1 });
  const beacon = registry.get('970123456');
  expect(beacon?.transponder).toBeNull();
  expect(beacon && isLost(beacon, 180_000)).toBe(false);
});

test('[AIS30] [AIS25] beacons are known apart from the ships, as last heard, and leave with the picture (bug: each second the whole picture was copied for them)', () => {
  const registry = new VesselRegistry({ forgetAfterMs: 1000 });
  const report = (mmsi: number, at: number): boolean =>
    registry.take(
      {
        ...{ type: 1, repeat: 0, mmsi, position: { lat: 29.9, lon: 121.9 }, positionAccurate: true, speedKnots: 0 },
        ...{
          courseDeg: null,
          headingDeg: null,
          navigationStatusCode: 14,
          rateOfTurnDegPerMin: null,
          turningFast: null,
        },
        ...{ utcSecond: 1, manoeuvreCode: 0, raim: false },
      },
      { source: 'a', simulated: false, now: at, fingerprint: mmsi + at },
    );
  report(563999001, 0);
  report(970123456, 0);
  report(972123456, 500);
  report(970123456, 900);
  const known = (): unknown[] => registry.beacons.map(({ mmsi, lastReportAt }) => [mmsi, lastReportAt]);
  expect(known()).toEqual([
    ['970123456', 900],
    ['972123456', 500],
  ]);
  // The same ones, not copies of a search.
  expect(registry.beacons[0]).toBe(registry.get('970123456'));
  registry.drain(1700);
  expect(known()).toEqual([['970123456', 900]]);
});
