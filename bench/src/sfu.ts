import { setTimeout as pause } from 'node:timers/promises';
import { progress, report } from './measure.js';
import { processTree } from './process-tree.js';
import {
  addReceiver,
  addSender,
  SyntheticLoad,
  type SyntheticReceiver,
  type SyntheticSender,
} from './synthetic/load.js';
import { openBareRoom, openHaigangRoom, type BenchRoom } from './synthetic/rooms.js';

/**
 * `sfu`: streams one core forwards in a room of Haigang, audio levels, active speaker and statistics on, beside mediasoup
 * alone, measured in turn in one run; goal ≥ 0.90 ×. Two senders (three simulcast layers and a voice each), receivers
 * encrypted as for browsers. Processor of the worker and of this process count, the load generator's does not.
 */
const RECEIVERS = 40;
const ROUNDS = 6;
const WINDOW_MS = 4000;
const SETTLE_MS = 1500;
/** How often the server reads each track's statistics in service, ms. */
const STATISTICS_EVERY_MS = 2000;

interface Side {
  readonly name: string;
  readonly room: BenchRoom;
  readonly senders: readonly SyntheticSender[];
  readonly receivers: readonly SyntheticReceiver[];
  readonly samples: number[];
  packetsPerSecond: number;
}

const load = await SyntheticLoad.start();
const sides = [await open('bare', await openBareRoom()), await open('haigang', await openHaigangRoom())];
try {
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const side of sides) side.samples.push(await measure(side));
    progress(
      `round ${round} of ${ROUNDS}: ${sides.map(({ name, samples }) => `${name} ${samples.at(-1)}`).join(', ')}`,
    );
  }
  const [bare, haigang] = sides.map(({ samples }) => median(samples));
  report('sfu', {
    n: ROUNDS,
    streams: RECEIVERS * 4,
    streamsPerCore: haigang ?? 0,
    bareStreamsPerCore: bare ?? 0,
    ratioToBare: Math.round(((haigang ?? 0) / (bare ?? 1)) * 1000) / 1000,
    packetsPerSecond: sides[1]?.packetsPerSecond ?? 0,
    barePacketsPerSecond: sides[0]?.packetsPerSecond ?? 0,
  });
} finally {
  load.stop();
  for (const { room } of sides) await room.close();
}

async function open(name: string, room: BenchRoom): Promise<Side> {
  const { router } = room;
  const senders = [await addSender(router, 0), await addSender(router, 1)];
  const receivers: SyntheticReceiver[] = [];
  while (receivers.length < RECEIVERS) {
    receivers.push(await addReceiver({ router, senders, port: load.sinkPort, encrypted: true }));
  }
  for (const sender of senders) await room.admit(sender);
  return { name, room, senders, receivers, samples: [], packetsPerSecond: 0 };
}

/** Streams that one core would forward, by what it took to forward these. */
async function measure(side: Side): Promise<number> {
  load.send(side.senders);
  await untilTopLayer(side);
  await pause(SETTLE_MS);
  await load.count();
  const worker = cpuOf(side.room.workerPid);
  const own = process.cpuUsage();
  const startedAt = performance.now();
  await pause(WINDOW_MS / 2);
  if (side.name === 'haigang') await readStatistics(side);
  await pause(WINDOW_MS / 2);
  if (side.name === 'haigang') await readStatistics(side);
  const seconds = (performance.now() - startedAt) / 1000;
  const { user, system } = process.cpuUsage(own);
  const cores = (cpuOf(side.room.workerPid) - worker + (user + system) / 1e6) / seconds;
  side.packetsPerSecond = Math.round((await load.count()).packets / seconds);
  return Math.round((RECEIVERS * 4) / cores);
}

/** What the server reads of every seat each STATISTICS_EVERY_MS; here by hand, since synthetic receivers hold no seat. */
async function readStatistics({ senders, receivers }: Side): Promise<void> {
  const startedAt = performance.now();
  await Promise.all([
    ...senders.flatMap(({ video, audio }) => [video.getStats(), audio.getStats()]),
    ...receivers.map(({ transport }) => transport.getStats()),
  ]);
  if (performance.now() - startedAt > STATISTICS_EVERY_MS) progress('statistics take longer than their interval');
}

async function untilTopLayer({ receivers }: Side): Promise<void> {
  const pictures = receivers.flatMap(({ consumers }) => consumers.filter(({ kind }) => kind === 'video'));
  const deadline = performance.now() + 30_000;
  while (pictures.some(({ currentLayers }) => currentLayers?.spatialLayer !== 2)) {
    if (performance.now() > deadline) throw new Error('receivers did not reach the top layer within 30 s');
    await pause(100);
  }
}

function median(samples: readonly number[]): number {
  return samples.toSorted((a, b) => a - b)[Math.floor(samples.length / 2)] ?? 0;
}

function cpuOf(pid: number): number {
  return processTree(pid)[0]?.cpuSeconds ?? 0;
}
