import { mkdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startServerProcess } from '@haigang/e2e/testing/server-process';
import { FixBatch } from '@haigang/sfu/features/vessel/tracks/fix-batch';
import { HOUR_MS } from '@haigang/sfu/features/vessel/tracks/track-block';
import { TrackFile } from '@haigang/sfu/features/vessel/tracks/track-file';
import { freePorts } from '@haigang/sfu/testing/free-ports';
import { connectClient } from '@haigang/sfu/testing/test-client';
import { progress, report } from './measure.js';
import { processTree } from './process-tree.js';
import { positionOf, staticOf } from './synthetic/traffic.js';
import { dayOfReports, fill, mmsiOf } from './synthetic/tracks.js';

/**
 * `ais-memory`: resident memory of the server with 10,000 targets and 24 hours of their tracks, megabytes; goal ≤ 600. The
 * file is filled beforehand, with a journal of more than an hour, so that the open hours in memory are as large as they
 * become; then every target is heard by TCP with what it says of itself, 1,000 sentences a second, and tracks are read.
 * Synthetic traffic, two fifths of it under way. The media workers are not counted; no page is open.
 */
const TARGETS = 10_000;
const MOVING_SHARE = 0.4;
const SENTENCES_A_SECOND = 1000;
const LIVE_SECONDS = 60;
const READS = 50;
const BATCH = 5000;

const { first: tcpPort } = await freePorts(1);
const now = Date.now();
const until = Math.floor(now / HOUR_MS) * HOUR_MS - HOUR_MS;
let points = 0;
let journalled = 0;
const server = await startServerProcess((folder) => {
  const dataDir = join(folder, 'data', 'demo');
  mkdirSync(dataDir, { recursive: true });
  const file = new TrackFile(join(dataDir, 'tracks.db'));
  points = fill(file, { vessels: TARGETS, days: 1, until, movingShare: MOVING_SHARE, simulated: false });
  journalled = writeOpenHours(file);
  file.close();
  progress(`${points} points in the file, ${journalled} reports in its journal`);
  return { HAIGANG_AIS_SOURCES: `tcp-listen://127.0.0.1:${tcpPort}`, HAIGANG_MEDIA_WORKERS: '1' };
});
try {
  const pid = processTree(process.pid).find(({ command }) => command.includes('sfu/dist/main.js'))?.pid;
  if (pid === undefined) throw new Error('no server process');
  const atStart = megabytes(pid, 'VmRSS');
  const tcp = connect({ host: '127.0.0.1', port: tcpPort });
  const send = async (sentences: readonly string[]): Promise<void> => {
    for (let at = 0; at < sentences.length; at += SENTENCES_A_SECOND) {
      tcp.write(
        sentences
          .slice(at, at + SENTENCES_A_SECOND)
          .map((line) => `${line}\r\n`)
          .join(''),
      );
      await wait(1000);
    }
  };
  const targets = Array.from({ length: TARGETS }, (_, target) => target);
  await send(targets.flatMap((target) => staticOf(target)));
  progress('every target is known');
  for (let second = 0; second < LIVE_SECONDS; second += TARGETS / SENTENCES_A_SECOND) {
    await send(targets.flatMap((target) => positionOf(target, second)));
  }
  const client = await connectClient(server, 'dispatcher');
  let read = 0;
  for (let at = 0; at < READS; at += 1) {
    const track = await client.call('vessel:track', { mmsi: String(mmsiOf((at * 131) % TARGETS)) });
    read = Math.max(read, track.points.length);
  }
  const { vessels } = await client.call('vessel:list', {});
  client.close();
  tcp.destroy();
  report('ais-memory', {
    ...{ targets: vessels.length, points, journalled, mostPointsRead: read, rssAtStartMegabytes: atStart },
    ...{ rssMegabytes: megabytes(pid, 'VmRSS'), peakRssMegabytes: megabytes(pid, 'VmHWM') },
  });
} finally {
  await server.close();
}

/** What was heard since `until`, as the server itself writes it down. */
function writeOpenHours(file: TrackFile): number {
  const stock = [24, 0].map((hours) => dayOfReports(1, hours));
  const batch = new FixBatch();
  let count = 0;
  for (let at = until; at < now; at += 10_000) {
    for (let target = 0; target < TARGETS; target += 1) {
      const [moving = [], resting = []] = stock;
      const isMoving = target % 10 < MOVING_SHARE * 10;
      if (!isMoving && at % 180_000 !== 0) continue;
      const fix = isMoving ? moving[(at - until) / 10_000] : resting[(at - until) / 180_000];
      if (!fix) continue;
      batch.add({ ...fix, at, mmsi: mmsiOf(target), simulated: false, lat: fix.lat + (target % 100) / 100 });
      count += 1;
      if (batch.count === BATCH) file.writeJournal(batch.take(), at);
    }
  }
  if (batch.count > 0) file.writeJournal(batch.take(), now);
  return count;
}

function megabytes(pid: number, field: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const kilobytes = new RegExp(`^${field}:\\s+(\\d+) kB`, 'mu').exec(status)?.[1];
  return Math.round(Number(kilobytes) / 1000);
}
