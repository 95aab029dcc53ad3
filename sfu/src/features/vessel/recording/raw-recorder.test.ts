import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Scope } from '@haigang/shared/kernel/scope';
import { encodePositionReport, encodeStaticData } from '@haigang/shared/features/vessel/ais-encoder';
import { silentLogger } from '../../../platform/logger.js';
import { VesselFeed } from '../vessel-feed.js';
import { RawRecorder, type RawRecorderDeps } from './raw-recorder.js';
import { readRecordingLine, recordingLine, SourceNames } from './recording-line.js';

const ROOT = new URL('../../../../..', import.meta.url).pathname;
let scope: Scope;
let folder: string;
beforeEach(() => {
  scope = new Scope('test');
  folder = mkdtempSync(join(tmpdir(), 'recording-'));
});
afterEach(async () => {
  await scope.close();
  rmSync(folder, { recursive: true, force: true });
});

const STATIC = {
  ...{ mmsi: 563999001, imo: 9990014, callSign: 'SYN001', name: 'SYNTH AURORA', shipTypeCode: 71 },
  ...{ lengthMetres: 200, beamMetres: 32, draughtMetres: 11.2, destination: 'CNNBO' },
};
const report = (mmsi: number): string =>
  encodePositionReport(
    { mmsi, navigationStatusCode: 0, lat: 29.9, lon: 121.9, speedKnots: 8, courseDeg: 40, headingDeg: 40 },
    1,
  )[0] ?? '';
const HOUR = 3_600_000;
const unlimited = { keepMs: Infinity, mostBytes: Infinity, leastFreeBytes: 0 };
const record = (deps: Partial<RawRecorderDeps> = {}): RawRecorder =>
  new RawRecorder({
    ...{ folder, scope: scope.child('recorder'), clock: Date.now, logger: silentLogger },
    ...{ limits: () => unlimited, flushMs: 5, tidyMs: 5, ...deps },
  });
const read = (name: string): string => {
  const bytes = readFileSync(join(folder, name));
  return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('latin1');
};
const openFeed = (sources: string[], recorder?: RawRecorder): Promise<VesselFeed> =>
  VesselFeed.open({
    sources: sources.map((address) => ({ address, simulated: false })),
    ...{ scope: scope.child('feed'), clock: Date.now, logger: silentLogger, tickMs: 20 },
    ...(recorder ? { onRaw: (source, text) => recorder.hear(source, text), recording: () => recorder.health } : {}),
    sourceOptions: { reconnectMs: 20 },
  });

test('[AIS48] what two sources sent is on the disk as it came, with source and time, and plays as it was', async () => {
  const recorder = record();
  const feed = await openFeed(['tcp-listen://127.0.0.1:0', 'udp://127.0.0.1:0'], recorder);
  const [tcpPort, udpPort] = feed.ports;
  const [first = '', second = ''] = encodeStaticData(STATIC, 3);
  const tcp = connect({ port: tcpPort ?? 0, host: '127.0.0.1' });
  tcp.write(`${first}\r\n`);
  await expect.poll(() => recorder.health.lines).toBe(1);
  // Between the parts of one source another one speaks with the same number, and is damaged.
  const udp = createSocket('udp4');
  udp.send(
    `${encodeStaticData({ ...STATIC, mmsi: 413999009, name: 'OTHER' }, 3)[0] ?? ''}\r\nnoise\n!AIVDM,1,1*00`,
    udpPort,
  );
  await expect.poll(() => recorder.health.lines).toBe(4);
  tcp.write(`${second}\r\n${report(563999001)}\r\n`);
  await expect.poll(() => recorder.health).toMatchObject({ lines: 6, lost: 0, fault: null });
  expect(feed.picture.recording?.lines).toBe(6);
  tcp.destroy();
  udp.close();
  await scope.close();
  const [name = ''] = readdirSync(folder);
  expect(name).toMatch(/^ais-\d{8}T\d\dZ-001\.nmea$/u);
  expect(statSync(join(folder, name)).mode & 0o077).toBe(0);
  const lines = read(name).trimEnd().split('\n').map(readRecordingLine);
  expect(lines.map((line) => line?.rest)).toEqual([
    undefined,
    first,
    expect.anything(),
    'noise',
    '!AIVDM,1,1*00',
    second,
    report(563999001),
  ]);

  scope = new Scope('again');
  const again = await openFeed([`file:${join(folder, name)}?speed=max`]);
  await expect.poll(() => again.picture.sources[0]?.state).toBe('ended');
  expect(again.picture.sources[0]).toMatchObject({ sentences: 4, droppedFragments: 0 });
  expect(again.vessel('563999001')).toMatchObject({ name: 'SYNTH AURORA', speedKnots: 8, simulated: true });
});

test('[AIS48] after an end by force what was written can be read and played', async () => {
  const conditions = ['haigang-source'];
  const vite = {
    ...{ configFile: false, logLevel: 'error', root: ROOT, resolve: { conditions } },
    ssr: { resolve: { conditions, externalConditions: conditions } },
  };
  const program = `import { runnerImport } from 'vite';
    const { module } = await runnerImport('./sfu/src/testing/sentence-recorder.ts', ${JSON.stringify(vite)});
    await module.recordSentences(${JSON.stringify(folder)});`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { cwd: ROOT });
  let written = 0;
  await new Promise<void>((resolve, reject) => {
    child.once('exit', () => reject(new Error('ended by itself')));
    child.stdout.on('data', (chunk: Buffer) => {
      written = Math.max(
        written,
        ...[...chunk.toString().matchAll(/WRITTEN (\d+)/gu)].map((match) => Number(match[1])),
      );
      if (written > 100) resolve();
    });
  });
  child.removeAllListeners('exit');
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
  const [name = ''] = readdirSync(folder);
  const feed = await openFeed([`file:${join(folder, name)}?speed=max`]);
  await expect.poll(() => feed.picture.sources[0]?.state).toBe('ended');
  expect(feed.picture.sources[0]?.sentences).toBeGreaterThanOrEqual(written);
  // The next run begins a file of its own.
  record().hear('udp://127.0.0.1:1', report(413000001));
  await expect.poll(() => readdirSync(folder).some((one) => one.includes('-002.nmea'))).toBe(true);
});

test('[AIS49] a file for each hour, those that are over packed; the oldest go by age and by room', async () => {
  const clock = { now: Date.UTC(2026, 4, 10, 14, 59) };
  const limits = { ...unlimited };
  writeFileSync(join(folder, 'notes.txt'), 'kept');
  writeFileSync(join(folder, 'ais-20260510T12Z-001.nmea.gz.part'), 'half');
  const recorder = record({ clock: () => clock.now, limits: () => limits });
  recorder.hear('udp://127.0.0.1:1', report(413000001));
  await expect.poll(() => readdirSync(folder)).toContain('ais-20260510T14Z-001.nmea');
  clock.now += HOUR;
  recorder.hear('udp://127.0.0.1:1', report(413000002));
  await expect
    .poll(() => readdirSync(folder).toSorted())
    .toEqual(['ais-20260510T14Z-001.nmea.gz', 'ais-20260510T15Z-001.nmea', 'notes.txt']);
  expect(read('ais-20260510T14Z-001.nmea.gz')).toContain(report(413000001));
  await expect.poll(() => recorder.health.files).toBe(2);
  clock.now += 24 * HOUR;
  limits.keepMs = 24 * HOUR;
  await expect.poll(() => readdirSync(folder)).not.toContain('ais-20260510T14Z-001.nmea.gz');
  recorder.hear('udp://127.0.0.1:1', report(413000003));
  await expect.poll(() => readdirSync(folder)).toContain('ais-20260511T15Z-001.nmea');
  limits.mostBytes = 1;
  // The one that is being written stays.
  await expect.poll(() => readdirSync(folder).toSorted()).toEqual(['ais-20260511T15Z-001.nmea', 'notes.txt']);
});

test('[AIS49] a flood makes several files in an hour', async () => {
  const recorder = record({ mostFileBytes: 2000, clock: () => Date.UTC(2026, 4, 10, 14) });
  for (let file = 1; file <= 3; file += 1) {
    const lines = Array.from({ length: 40 }, (_, index) => report(413000000 + index)).join('\n');
    recorder.hear('udp://127.0.0.1:1', lines);
    await expect.poll(() => recorder.health.lines).toBe(file * 40);
  }
  await expect
    .poll(() => readdirSync(folder).toSorted())
    .toEqual(['ais-20260510T14Z-001.nmea.gz', 'ais-20260510T14Z-002.nmea.gz', 'ais-20260510T14Z-003.nmea']);
});

test('[AIS48] [AIS49] a disk that is full or refuses is said; what waits is bounded and counted, and is written when it can be', async () => {
  const limits = { ...unlimited, leastFreeBytes: Infinity };
  const recorder = record({ limits: () => limits, mostWaiting: 1000 });
  for (let index = 0; index < 100; index += 1) recorder.hear('udp://127.0.0.1:1', report(413000000 + index));
  await expect.poll(() => recorder.health.fault).toBe('disk-full');
  const { lost } = recorder.health;
  expect(lost).toBeGreaterThan(80);
  expect(recorder.health.lines).toBe(0);
  limits.leastFreeBytes = 0;
  await expect.poll(() => recorder.health).toMatchObject({ fault: null, lines: 100 - lost, lost });

  const blocked = join(folder, 'blocked');
  writeFileSync(blocked, 'a file where the folder should be');
  const refused = record({ folder: blocked });
  refused.hear('udp://127.0.0.1:1', report(413000001));
  await expect.poll(() => refused.health.fault).toBe('failed');
  rmSync(blocked);
  mkdirSync(blocked);
  await expect.poll(() => refused.health).toMatchObject({ fault: null, lines: 1, lost: 0 });
});

test('[AIS48] names of sources fit a tag block, differ, and hold nothing that would end it', () => {
  const names = new SourceNames();
  const ids = [
    'tcp://10.0.0.5:10110',
    'udp://10.0.0.5:10110',
    'tcp://[fd00::1]:99',
    'tcp://a-very-long-host.example:10110',
  ];
  const given = [...ids, ids[0] ?? ''].map((id) => names.of(id));
  expect(new Set(given).size).toBe(ids.length);
  expect(given[4]).toBe(given[0]);
  for (const name of given) {
    expect(name).toMatch(/^[\w.-]{1,15}$/u);
    expect(readRecordingLine(recordingLine(name, 1_700_000_000_000, 'x').trimEnd())).toEqual({ name, rest: 'x' });
  }
});

test('[AIS48] [AIS49] bug: a flood while the disk answers slowly is written, bounded, and recording goes on after it', async () => {
  let heard = 0;
  const hear = (): void => recorder.hear('udp://127.0.0.1:1', report(413000000 + (heard += 1)));
  // The limits are asked in the middle of writing.
  const limits = (): typeof unlimited => {
    while (heard > 0 && heard < 40) hear();
    return unlimited;
  };
  const recorder = record({ limits, mostWaiting: 1000 });
  hear();
  await expect.poll(() => recorder.health.lines + recorder.health.lost).toBe(40);
  const { lines, lost } = recorder.health;
  expect(lost).toBeGreaterThan(20);
  recorder.hear('udp://127.0.0.1:1', report(413000000).repeat(4));
  await expect.poll(() => recorder.health).toMatchObject({ lines: lines + 1, lost, fault: null });
});
