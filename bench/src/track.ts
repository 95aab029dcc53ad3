import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Scope } from '@haigang/shared/kernel/scope';
import { DEFAULT_SETTINGS } from '@haigang/shared/kernel/settings';
import { VesselTrack } from '@haigang/shared/features/vessel/track.model';
import { trackLimits } from '@haigang/shared/features/vessel/track.rules';
import { HOUR_MS } from '@haigang/sfu/features/vessel/tracks/track-block';
import { TrackFile } from '@haigang/sfu/features/vessel/tracks/track-file';
import { TrackRecorder } from '@haigang/sfu/features/vessel/tracks/track-recorder';
import { silentLogger } from '@haigang/sfu/platform/logger';
import { signIn, startApp } from '@haigang/sfu/testing/start-app';
import { percentile, progress, report, summary } from './measure.js';
import { DAY_MS, fill, mmsiOf } from './synthetic/tracks.js';

/**
 * `track`: GET of 24 hours of one vessel's track out of 300 vessels × 30 days, milliseconds; goal p95 ≤ 30. Beside it the
 * same read of the thread that keeps tracks, with 30 and 300 vessels in the file, with `--large` 3,000 too, also when the
 * file is not in the memory of the system: the cost is that of 25 steps down a tree whose height hardly grows. Traffic is
 * synthetic (`synthetic/tracks.ts`), 40 % of the vessels under way all day.
 */
const DAYS = 30;
const MOVING_SHARE = 0.4;
const SAMPLES = 400;
const COLD_SAMPLES = 60;
const WARM_UP = 20;
const HTTP_VESSELS = 300;
const tenth = (value: number): number => Math.round(value * 10) / 10;
const hundredth = (value: number): number => Math.round(value * 100) / 100;

const { values } = parseArgs({ options: { json: { type: 'boolean' }, large: { type: 'boolean' } } });
const until = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
const folder = mkdtempSync(join(tmpdir(), 'haigang-bench-track-'));

try {
  const sizes = [];
  for (const vessels of [30, HTTP_VESSELS, ...(values.large ? [3000] : [])]) sizes.push(await measureStore(vessels));
  const overHttp = await measureHttp();
  report('track', { vessels: HTTP_VESSELS, days: DAYS, ...overHttp, sizes });
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function pathOf(vessels: number): string {
  return join(folder, `${vessels}.db`);
}

/** The same vessels and days in every run, spread over all. */
function sampleOf(at: number, vessels: number): { mmsi: number; to: number } {
  return {
    mmsi: mmsiOf((at * 7919) % vessels),
    to: until - ((at * 31) % (DAYS - 1)) * DAY_MS - ((at * 17) % 24) * HOUR_MS,
  };
}

async function measureStore(vessels: number) {
  const path = pathOf(vessels);
  const began = performance.now();
  const file = new TrackFile(path);
  const points = fill(file, { vessels, days: DAYS, until, movingShare: MOVING_SHARE, simulated: true });
  file.close();
  const { size } = statSync(path);
  progress(`${vessels} vessels: ${points} points in ${Math.round(performance.now() - began)} ms`);
  const scope = new Scope('bench');
  const recorder = TrackRecorder.open({
    ...{ path, scope, clock: () => until, logger: silentLogger, keepMs: () => Infinity, leastFreeBytes: () => 0 },
    limits: () => trackLimits(DEFAULT_SETTINGS),
  });
  let most = 0;
  const read = async (at: number): Promise<number> => {
    const { mmsi, to } = sampleOf(at, vessels);
    const asked = performance.now();
    const track = await recorder.read(String(mmsi), true, { from: to - DAY_MS, to, most: 10_000 });
    most = Math.max(most, track.points.length);
    return performance.now() - asked;
  };
  const warm: number[] = [];
  for (let at = -WARM_UP; at < SAMPLES; at += 1) {
    const ms = await read(Math.abs(at));
    if (at >= 0) warm.push(ms);
  }
  const cold: number[] = [];
  for (let at = 0; at < COLD_SAMPLES; at += 1) {
    // The system forgets what it has of the file.
    spawnSync('dd', [`if=${path}`, 'iflag=nocache', 'count=0', 'status=none']);
    cold.push(await read(at + SAMPLES));
  }
  const area = { south: 29, west: 121, north: 32, east: 124 };
  const hourAsked = performance.now();
  const { tracks } = await recorder.readArea(area, { from: until - HOUR_MS, to: until, most: 1_000_000 }, 0);
  const hourOfAllMs = performance.now() - hourAsked;
  await scope.close();
  return {
    ...{ vessels, points, mostPointsRead: most },
    ...{ fileMegabytes: Math.round(size / 1e6), bytesPerPoint: hundredth(size / points) },
    pointsPerVesselDay: Math.round(points / vessels / DAYS),
    ...{ p50Ms: tenth(percentile(warm, 0.5)), p95Ms: tenth(percentile(warm, 0.95)) },
    ...{ uncachedP95Ms: tenth(percentile(cold, 0.95)), hourOfAllMs: tenth(hourOfAllMs), vesselsOfHour: tracks.size },
  };
}

async function measureHttp() {
  const dataDir = join(folder, 'data');
  mkdirSync(join(dataDir, 'demo'), { recursive: true });
  for (const at of [dataDir, join(dataDir, 'demo')]) {
    spawnSync('cp', [pathOf(HTTP_VESSELS), join(at, 'tracks.db')]);
  }
  const server = await startApp({ env: { HAIGANG_DATA_DIR: dataDir } });
  try {
    const cookie = await signIn(server, 'dispatcher');
    const agent = new Agent({ keepAlive: true, ca: server.caPem });
    const get = (path: string): Promise<string> =>
      new Promise((resolve, reject) => {
        const call = request(`${server.url}${path}`, { agent, headers: { cookie } }, (response) => {
          let text = '';
          response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
          response.on('end', () => resolve(text));
        });
        call.on('error', reject).end();
      });
    const taken: number[] = [];
    let points = 0;
    for (let at = -WARM_UP; at < SAMPLES; at += 1) {
      const { mmsi, to } = sampleOf(Math.abs(at), HTTP_VESSELS);
      const asked = performance.now();
      const text = await get(`/api/vessels/${mmsi}/track?from=${to - DAY_MS}&to=${to}`);
      const ms = performance.now() - asked;
      points = Math.max(points, VesselTrack.parse(JSON.parse(text)).points.length);
      if (at >= 0) taken.push(ms);
    }
    agent.destroy();
    if (points === 0) throw new Error('the server found no tracks');
    return { ...summary(taken), mostPoints: points };
  } finally {
    await server.close();
  }
}
