import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { progress, report, summary } from './measure.js';
import { processTree } from './process-tree.js';
import { addReceiver, addSender, SyntheticLoad, type SyntheticReceiver } from './synthetic/load.js';
import { openHaigangRoom } from './synthetic/rooms.js';

/**
 * `room`: one room, two senders (three simulcast layers and a voice each), more and more synthetic receivers of both top
 * layers and voices, encrypted as for browsers, until the worker's core is full or packets are lost. Published per step:
 * processor of worker and server, resident memory of the worker, delay sender → receiver of one receiver in the clear.
 * Worker and load generator share this machine.
 */
const STEPS = [5, 10, 20, 40, 60, 80, 120, 160, 200, 240, 280];
const WINDOW_MS = 4000;
const SETTLE_MS = 1500;
/** The core is full from here on, share of one core. */
const FULL = 0.92;

interface Step {
  readonly receivers: number;
  readonly streams: number;
  readonly workerCores: number;
  readonly serverCores: number;
  readonly workerMegabytes: number;
  readonly delayP50Ms: number;
  readonly delayP95Ms: number;
  readonly packetsPerSecond: number;
  /** Of what the probe should have got at the rate of the first step. */
  readonly probeShare: number;
}

const load = await SyntheticLoad.start();
const room = await openHaigangRoom();
try {
  const senders = [await addSender(room.router, 0), await addSender(room.router, 1)];
  for (const sender of senders) await room.admit(sender);
  load.send(senders);
  await addReceiver({ router: room.router, senders, port: load.probePort, encrypted: false });
  const receivers: SyntheticReceiver[] = [];
  const curve: Step[] = [];
  let fullProbeRate = 0;
  for (const wanted of STEPS) {
    while (receivers.length < wanted) {
      receivers.push(await addReceiver({ router: room.router, senders, port: load.sinkPort, encrypted: true }));
    }
    const measured = await measure(receivers.length);
    fullProbeRate = Math.max(fullProbeRate, measured.probeRate);
    const step = { ...measured.step, probeShare: Math.round((measured.probeRate / fullProbeRate) * 1000) / 1000 };
    curve.push(step);
    progress(JSON.stringify(step));
    if (step.workerCores >= FULL || step.probeShare < 0.98) break;
  }
  const carried = curve.filter((step) => step.workerCores < FULL && step.probeShare >= 0.98).at(-1);
  report('room', {
    senders: senders.length,
    receiversCarried: carried?.receivers ?? 0,
    streamsCarried: carried?.streams ?? 0,
    delayP95MsAtThat: carried?.delayP95Ms ?? 0,
    curve,
  });
} finally {
  load.stop();
  await room.close();
}

async function measure(receivers: number): Promise<{ step: Omit<Step, 'probeShare'>; probeRate: number }> {
  await pause(SETTLE_MS);
  await load.count();
  const workerBefore = cpuOf(room.workerPid);
  const serverBefore = process.cpuUsage();
  const startedAt = performance.now();
  await pause(WINDOW_MS);
  const seconds = (performance.now() - startedAt) / 1000;
  const counted = await load.count();
  const server = process.cpuUsage(serverBefore);
  const delay = summary(counted.delaysMs);
  const hundredth = (value: number): number => Math.round(value * 100) / 100;
  return {
    probeRate: counted.probePackets / seconds,
    step: {
      receivers,
      streams: receivers * 4,
      workerCores: hundredth((cpuOf(room.workerPid) - workerBefore) / seconds),
      serverCores: hundredth((server.user + server.system) / 1e6 / seconds),
      workerMegabytes: Math.round(residentBytes(room.workerPid) / 1e6),
      delayP50Ms: delay.p50Ms,
      delayP95Ms: delay.p95Ms,
      packetsPerSecond: Math.round(counted.packets / seconds),
    },
  };
}

function cpuOf(pid: number): number {
  return processTree(pid)[0]?.cpuSeconds ?? 0;
}

function residentBytes(pid: number): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB/mu.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}
