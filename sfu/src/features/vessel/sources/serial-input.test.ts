import { execFileSync, spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Scope } from '@haigang/shared/kernel/scope';
import { encodePositionReport } from '@haigang/shared/features/vessel/ais-encoder';
import type { VesselSourceHealth } from '@haigang/shared/features/vessel/vessel.model';
import { silentLogger } from '../../../platform/logger.js';
import { parseAisSource } from '../ais-source-address.js';
import { VesselFeed } from '../vessel-feed.js';

let scope: Scope;
let folder: string;
beforeEach(() => {
  scope = new Scope('test');
  folder = mkdtempSync(join(tmpdir(), 'serial-'));
});
afterEach(async () => {
  await scope.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A real terminal of the kernel; what is written to the program comes out of it, and it is gone when that ends. */
async function plugIn(): Promise<{ path: string; receiver: ChildProcessWithoutNullStreams }> {
  const program = `
import os, pty, sys
master, slave = pty.openpty()
os.write(1, os.ttyname(slave).encode() + b"\\n")
while True:
    data = os.read(0, 4096)
    if not data: break
    os.write(master, data)
`;
  const receiver = spawn('python3', ['-c', program]);
  scope.defer(() => receiver.kill());
  const path = await new Promise<string>((resolve) => {
    receiver.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()));
  });
  return { path, receiver };
}
const report = (mmsi: number): string =>
  `${encodePositionReport({ mmsi, navigationStatusCode: 0, lat: 29.9, lon: 121.9, speedKnots: 8, courseDeg: 40, headingDeg: 40 }, 1)[0] ?? ''}\r\n`;
const open = (address: string): Promise<VesselFeed> =>
  VesselFeed.open({
    sources: [{ address, simulated: false }],
    ...{ scope: scope.child('feed'), clock: Date.now, logger: silentLogger, tickMs: 20 },
    sourceOptions: { reconnectMs: 20, maxReconnectMs: 40 },
  });
const health = (feed: VesselFeed): VesselSourceHealth | undefined => feed.picture.sources[0];

test('[AIS52] a serial line is read as it is plugged in, pulled out and plugged in again', async () => {
  const path = join(folder, 'receiver');
  const feed = await open(`serial:${path}`);
  await expect.poll(() => health(feed)).toMatchObject({ kind: 'serial', state: 'disconnected', fault: 'missing' });
  const first = await plugIn();
  symlinkSync(first.path, path);
  await expect.poll(() => health(feed)?.state).toBe('silent');
  expect(execFileSync('stty', ['-F', path], { encoding: 'utf8' })).toMatch(/speed 38400 baud[^]*-icanon/u);
  // In pieces, as a line delivers.
  first.receiver.stdin.write(report(413000001).slice(0, 20));
  first.receiver.stdin.write(report(413000001).slice(20) + report(413000002));
  await expect.poll(() => feed.size).toBe(2);
  expect(health(feed)).toMatchObject({ state: 'live', fault: null, sentences: 2, badChecksum: 0 });
  first.receiver.kill();
  await expect.poll(() => health(feed)?.state).toBe('disconnected');
  rmSync(path);
  const second = await plugIn();
  symlinkSync(second.path, path);
  await expect.poll(() => health(feed)?.state).not.toBe('disconnected');
  second.receiver.stdin.write(report(413000003));
  await expect.poll(() => feed.size).toBe(3);
});

test('[AIS52] what is no serial line says so', async () => {
  const path = join(folder, 'file');
  writeFileSync(path, report(413000001));
  const feed = await open(`serial:${path}?baud=4800`);
  await expect.poll(() => health(feed)).toMatchObject({ state: 'disconnected', fault: 'not-a-line', sentences: 0 });
});

test('[AIS52] a wrong serial address says what is expected', () => {
  for (const wrong of ['serial:ttyUSB0', 'serial:/dev/ttyUSB0?baud=1', 'serial:/dev/ttyUSB0?speed=9600', 'serial:/']) {
    expect(() => parseAisSource(wrong), wrong).toThrow(wrong);
  }
  expect(parseAisSource('serial:/dev/ttyUSB0')).toMatchObject({ path: '/dev/ttyUSB0', baud: 38_400 });
});
