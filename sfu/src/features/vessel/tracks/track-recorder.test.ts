import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { Scope } from '@haigang/shared/kernel/scope';
import type { Vessel } from '@haigang/shared/features/vessel/vessel.model';
import { silentLogger } from '../../../platform/logger.js';
import { unknownVessel } from '../vessel-patch.js';
import type { HeardFix } from './fix-batch.js';
import { TrackRecorder, type TrackRecorderOptions } from './track-recorder.js';
import { LIMITS, MMSI, sailing, START, trackPath } from './track-testing.js';

const ROOT = resolve(import.meta.dirname, '../../../../..');
const all = { from: START, to: START + 86_400_000, most: 10_000 };

function open(
  path: string,
  options: Partial<TrackRecorderOptions> = {},
  leastFreeBytes = (): number => 0,
): { recorder: TrackRecorder; scope: Scope } {
  const scope = new Scope('test');
  onTestFinished(() => scope.close());
  const recorder = TrackRecorder.open({
    ...{ path, scope, clock: () => START, logger: silentLogger, limits: () => LIMITS, keepMs: () => Infinity },
    leastFreeBytes,
    // The tests write when they say so.
    options: { flushMs: 3_600_000, thread: { restartMs: 5 }, ...options },
  });
  return { recorder, scope };
}

function newPath(): string {
  const { path, remove } = trackPath();
  onTestFinished(remove);
  return path;
}

function vesselOf({ mmsi, at, lat, lon, ...said }: HeardFix): Vessel {
  return { ...unknownVessel(String(mmsi), mmsi, at), ...said, position: { lat, lon }, positionAt: at };
}

/** Writes until it is written: a thread that is being started takes nothing yet. */
async function write(recorder: TrackRecorder): Promise<void> {
  await expect
    .poll(async () => {
      await recorder.flush();
      return [recorder.figures.waiting, recorder.recording.state];
    })
    .toEqual([0, 'recording']);
}

const timesOf = async (recorder: TrackRecorder): Promise<number[]> =>
  (await recorder.read(String(MMSI), false, all)).points.map(({ at }) => at);

test('[AIS33] what is heard is read again, and after the end of the server and its next start too', async () => {
  const path = newPath();
  const { recorder, scope } = open(path);
  const fixes = sailing(100);
  for (const fix of fixes.slice(0, 60)) recorder.hear(vesselOf(fix));
  await write(recorder);
  const before = await timesOf(recorder);
  for (const fix of fixes.slice(60)) recorder.hear(vesselOf(fix));
  // The end writes what waits.
  await scope.close();
  const { recorder: next } = open(path);
  const after = await timesOf(next);
  expect(after.at(-1)).toBe(fixes.at(-1)!.at);
  expect(before.at(-1)).toBe(fixes[59]!.at);
  expect(await next.read('413999999', false, all)).toEqual({
    ...{ simulated: false, before: null, points: [], truncatedAt: null },
  });
});

test('[AIS31] what stands on the shore or the ground has no track, and a report without a place leaves none', () => {
  const { recorder } = open(newPath());
  const [fix] = sailing(1);
  recorder.hear({ ...vesselOf(fix!), kind: 'coast-station' });
  recorder.hear({ ...vesselOf(fix!), position: null });
  expect(recorder.figures.waiting).toBe(0);
});

test('[AIS34] a thread that ends is started anew with what it had not acknowledged, and that is counted', async () => {
  const { recorder } = open(newPath());
  const fixes = sailing(30);
  for (const fix of fixes.slice(0, 10)) recorder.hear(vesselOf(fix));
  await write(recorder);
  for (const fix of fixes.slice(10)) recorder.hear(vesselOf(fix));
  // It ends while the batch is with it.
  const flushing = recorder.flush();
  await recorder.breakDown();
  await flushing;
  await write(recorder);
  expect(recorder.figures).toMatchObject({ restarts: 1, waiting: 0 });
  expect(recorder.recording).toEqual({ state: 'recording', reason: null, lost: 0 });
  expect((await timesOf(recorder)).at(-1)).toBe(fixes.at(-1)!.at);
});

test('[AIS34] a batch that ends the thread again and again is given up and counted', async () => {
  const { recorder } = open(newPath());
  const [fix] = sailing(1);
  for (let at = 0; at < 3; at += 1) {
    // A station that was heard when the thread is there, and a thread that ends over it.
    await expect.poll(() => timesOf(recorder).catch(() => null)).toEqual([]);
    if (at === 0) recorder.hear(vesselOf(fix!));
    const flushing = recorder.flush();
    await recorder.breakDown();
    await flushing;
  }
  expect(recorder.recording).toMatchObject({ state: 'failing', lost: 1 });
  await write(recorder);
  expect(recorder.recording).toEqual({ state: 'recording', reason: null, lost: 1 });
});

test('[AIS34] a file that cannot be opened is said, what waits stays bounded and counted, and it is written when it can be', async () => {
  const path = newPath();
  mkdirSync(path);
  const { recorder } = open(path, { mostWaiting: 60, mostInBatch: 20 });
  const fixes = sailing(200);
  for (const fix of fixes) {
    recorder.hear(vesselOf(fix));
    if (fix === fixes[100]) await recorder.flush();
  }
  await recorder.flush();
  expect(recorder.recording).toMatchObject({ state: 'failing', reason: expect.stringMatching(/open/iu) as string });
  expect(recorder.recording.lost).toBeGreaterThanOrEqual(120);
  expect(recorder.figures.waiting + recorder.recording.lost).toBe(200);
  await expect(recorder.read(String(MMSI), false, all)).rejects.toMatchObject({
    code: 'unavailable',
    reason: 'vessel.track-unavailable',
  });
  rmdirSync(path);
  await write(recorder);
  expect((await timesOf(recorder)).at(-1)).toBe(fixes.at(-1)!.at);
});

test('[AIS34] on a full disk the track stops, says so, and goes on when there is room', async () => {
  const path = newPath();
  const folder = dirname(path);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder]).status === 0;
  // Where this user may mount nothing, a file that is no database stands for the disk that refuses.
  const ballast = mounted ? join(folder, 'ballast') : path;
  onTestFinished(() => void (mounted && spawnSync('umount', ['-l', folder])));
  const { recorder, scope } = open(path);
  const fixes = sailing(60_000);
  if (mounted) {
    for (const fix of fixes.slice(0, 100)) recorder.hear(vesselOf(fix));
    await write(recorder);
  }
  writeFileSync(ballast, Buffer.alloc(3_400_000, 'x'));
  for (const fix of fixes.slice(100)) recorder.hear(vesselOf(fix));
  await recorder.flush();
  expect(recorder.recording).toMatchObject({ state: 'failing', lost: 0 });
  expect(recorder.recording.reason).toMatch(mounted ? /full|SQLITE_IOERR/iu : /NOTADB/u);
  rmSync(ballast);
  if (mounted) spawnSync('mount', ['-o', 'remount,size=64m', folder]);
  await write(recorder);
  expect((await timesOf(recorder)).length).toBeGreaterThan(1000);
  await scope.close();
});

test('[AIS33] a server that is killed loses of its tracks what was not acknowledged, and nothing else', async () => {
  const path = newPath();
  const conditions = ['haigang-source'];
  const vite = {
    ...{ configFile: false, logLevel: 'error', root: ROOT, resolve: { conditions } },
    ssr: { resolve: { conditions, externalConditions: conditions } },
  };
  const program = `import { runnerImport } from 'vite';
    const { module } = await runnerImport('./sfu/src/testing/track-writer.ts', ${JSON.stringify(vite)});
    await module.writeTrack(${JSON.stringify(path)});`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    ...{ cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let last = 0;
  let count = 0;
  for await (const said of createInterface({ input: child.stdout })) {
    const at = /^ACK (\d+)$/u.exec(said)?.[1];
    if (at === undefined) continue;
    last = Number(at);
    // In the middle of the second hour: one hour is over, and a batch is on its way.
    if (++count === 500) child.kill('SIGKILL');
  }
  const { recorder } = open(path);
  const times = await timesOf(recorder);
  expect(times.at(-1)).toBeGreaterThanOrEqual(last);
  expect(times[0]).toBe(START);
  const wanted = sailing(5000).filter(({ at }) => at <= last);
  const reference = open(newPath()).recorder;
  for (const fix of wanted) reference.hear(vesselOf(fix));
  await write(reference);
  const whole = await timesOf(reference);
  expect(times.slice(0, whole.length - 1)).toEqual(whole.slice(0, -1));
});

test('[AIS37] a disk that must keep room for the rest takes no tracks, which is said; what waits is written when there is room (bug: tracks filled the disk of the database)', async () => {
  let least = Infinity;
  const { recorder } = open(newPath(), {}, () => least);
  const fixes = sailing(30);
  for (const fix of fixes) recorder.hear(vesselOf(fix));
  await expect
    .poll(async () => {
      await recorder.flush();
      return recorder.recording;
    })
    .toMatchObject({ state: 'failing', reason: 'less is free on the disk than must stay free', lost: 0 });
  expect(recorder.figures.waiting).toBe(fixes.length);
  least = 0;
  await write(recorder);
  expect((await timesOf(recorder)).at(-1)).toBe(fixes.at(-1)?.at);
});
