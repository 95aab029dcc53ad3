import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Scope } from '@haigang/shared/kernel/scope';
import { encodePositionReport } from '@haigang/shared/features/vessel/ais-encoder';
import type { VesselSourceHealth } from '@haigang/shared/features/vessel/vessel.model';
import { silentLogger } from '../../../platform/logger.js';
import { parseAisSource } from '../ais-source-address.js';
import { VesselFeed } from '../vessel-feed.js';
import { VesselRegistry } from '../vessel-registry.js';
import { ReplayPace } from './replay-pace.js';

let scope: Scope;
let folder: string;
beforeEach(() => {
  scope = new Scope('test');
  folder = mkdtempSync(join(tmpdir(), 'replay-'));
});
afterEach(async () => {
  await scope.close();
  rmSync(folder, { recursive: true, force: true });
});

const SHIP = {
  ...{ mmsi: 563999001, navigationStatusCode: 0, lat: 29.985, lon: 121.77 },
  ...{ speedKnots: 8, courseDeg: 40, headingDeg: 40 },
};
const sentence = (mmsi: number, second = 1): string => encodePositionReport({ ...SHIP, mmsi }, second)[0] ?? '';
const START = Date.UTC(2016, 2, 31);
const stamped = (atMs: number, text: string): string => `${((START + atMs) / 1000).toFixed(3)} ${text}\r\n`;
const write = (name: string, content: string | Buffer): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const open = (address: string): Promise<VesselFeed> =>
  VesselFeed.open({
    sources: [{ address, simulated: false }],
    ...{ scope, clock: Date.now, logger: silentLogger, tickMs: 20 },
    sourceOptions: { reconnectMs: 20, maxReconnectMs: 40 },
  });
const health = (feed: VesselFeed): VesselSourceHealth | undefined => feed.picture.sources[0];

test('[AIS45] a recording is played by its time stamps, faster by its speed, and says when it is over', async () => {
  const text = [0, 4000, 8000, 12_000].map((at, index) => stamped(at, sentence(413999001 + index))).join('');
  const began = performance.now();
  const feed = await open(`file:${write('port.log', text)}?speed=60`);
  await expect.poll(() => feed.size, { interval: 5 }).toBe(1);
  expect(health(feed)).toMatchObject({ kind: 'file', state: 'live', fault: null, id: 'file:port.log' });
  await expect.poll(() => feed.size, { interval: 5 }).toBe(4);
  // 12 s at 60× are 200 ms.
  expect(performance.now() - began).toBeGreaterThan(190);
  await expect.poll(() => health(feed)?.state).toBe('ended');
  expect(health(feed)).toMatchObject({ sentences: 4, fault: null });
});

test('[AIS45] [AIS48] a long datagram, recorded as one line, is heard again (bug: over 1,024 characters it was left out)', async () => {
  const glued = Array.from({ length: 40 }, (_, index) => sentence(413999001 + index)).join('');
  expect(glued.length).toBeGreaterThan(1024);
  const feed = await open(`file:${write('port.log', stamped(0, glued))}?speed=60`);
  await expect.poll(() => health(feed)?.state).toBe('ended');
  expect(feed.size).toBe(40);
});

test('[AIS45] packed recordings are played, also one whose recorder was ended by force', async () => {
  const text = Array.from({ length: 3000 }, (_, index) => stamped(index, sentence(413000000 + index))).join('');
  const whole = gzipSync(text);
  const feed = await open(`file://${write('whole.log.gz', whole)}?speed=max`);
  await expect.poll(() => health(feed)?.state).toBe('ended');
  expect(health(feed)).toMatchObject({ sentences: 3000, fault: null });
  const cut = await open(`file:${write('cut.log.gz', whole.subarray(0, whole.length >> 1))}?speed=max`);
  await expect.poll(() => health(cut)?.state).toBe('ended');
  expect(health(cut)?.fault).toBeNull();
  expect(health(cut)?.sentences).toBeGreaterThan(1000);
  const rubbish = await open(`file:${write('rubbish.log.gz', 'this was never packed')}?speed=max`);
  await expect.poll(() => health(rubbish)).toMatchObject({ state: 'disconnected', fault: 'unreadable' });
});

test('[AIS45] [AIS13] bad lines are counted, remarks are not, and a file without any sentence ends', async () => {
  const text = `# a remark\n\nnot a sentence\n${'x'.repeat(5000)}\n\u0000\u0001\u0002\n${sentence(413999001)}\n${sentence(413999002).slice(0, -2)}00\n`;
  const feed = await open(`file:${write('mixed.log', text)}?speed=max`);
  await expect.poll(() => health(feed)?.state).toBe('ended');
  expect(health(feed)).toMatchObject({ sentences: 1, badChecksum: 1, malformed: 3 });
  const empty = await open(`file:${write('empty.log', '# nothing\n')}?speed=max&loop=true`);
  await expect.poll(() => health(empty)).toMatchObject({ state: 'ended', fault: 'no-sentences' });
});

test('[AIS45] a missing file is said and tried again; in a loop it is played anew', async () => {
  const path = join(folder, 'later.log');
  const feed = await open(`file:${path}?speed=60&loop=true`);
  await expect.poll(() => health(feed)).toMatchObject({ state: 'disconnected', fault: 'missing' });
  appendFileSync(path, stamped(0, sentence(413999001)));
  await expect.poll(() => health(feed)?.sentences).toBeGreaterThan(2);
  expect(health(feed)).toMatchObject({ state: 'live', fault: null });
});

test('[AIS45] long silences are cut short, a clock that was set back and unstamped lines go on', () => {
  const clock = { now: 0 };
  const pace = new ReplayPace(10, () => clock.now);
  expect(pace.waitMs(START, true)).toBe(0);
  expect(pace.waitMs(START + 5000, true)).toBe(500);
  clock.now = 500;
  expect(pace.waitMs(null, true)).toBe(0);
  expect(pace.waitMs(START - 3_600_000, true)).toBe(0);
  expect(pace.waitMs(START - 3_599_000, true)).toBe(100);
  clock.now = 600;
  expect(pace.waitMs(START + 86_400_000, true)).toBe(10_000);
  const unstamped = new ReplayPace(2, () => 0);
  expect([unstamped.waitMs(null, true), unstamped.waitMs(null, true)]).toEqual([25, 50]);
});

test('[AIS46] what a recording says is simulated, and moves no ship that is there', async () => {
  const feed = await open(`file:${write('one.log', sentence(563999001))}?speed=max`);
  await expect.poll(() => feed.vessel('563999001')?.simulated).toBe(true);
  expect(health(feed)?.simulated).toBe(true);

  const registry = new VesselRegistry();
  const message = { type: 24 as const, part: 'A' as const, repeat: 0, mmsi: 413999001, name: 'REAL' };
  const real = { source: 'a', simulated: false, now: 100, fingerprint: 7 };
  registry.take({ ...message, name: 'RECORDED' }, { ...real, source: 'file:x', simulated: true, now: 0 });
  expect(registry.get('413999001')).toMatchObject({ name: 'RECORDED', simulated: true });
  // The same transmission, heard: a recording of it is no copy, and nothing of the recorded ship stays.
  expect(registry.take(message, real)).toBe(true);
  expect(registry.get('413999001')).toMatchObject({ name: 'REAL', simulated: false, firstHeardAt: 100 });
  expect(registry.take(message, { ...real, simulated: true, now: 9000, fingerprint: 8 })).toBe(false);
  expect(registry.get('413999001')).toMatchObject({ name: 'REAL', simulated: false, lastReportAt: 100 });
});

test('[AIS45] a wrong file address says what is expected', () => {
  const addresses = ['file:relative.log', 'file:/', 'file:/a?speed=0', 'file:/a?speed=61', 'file:/a?speed=fast'];
  for (const wrong of [...addresses, 'file:/a?loop=yes', 'file:/a?sped=3', 'file:/a?speed=']) {
    expect(() => parseAisSource(wrong), wrong).toThrow(wrong);
  }
  expect(parseAisSource('file:/var/log/ais.log?speed=2.5&loop=true')).toMatchObject({ speed: 2.5, loop: true });
});
