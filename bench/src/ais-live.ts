import { parseFrame } from '@haigang/shared/features/vessel/vessel-frame';
import { startServerProcess } from '@haigang/e2e/testing/server-process';
import { freePorts } from '@haigang/sfu/testing/free-ports';
import { signIn } from '@haigang/sfu/testing/start-app';
import { connectClient, type TestClient } from '@haigang/sfu/testing/test-client';
import { progress, report, summary } from './measure.js';
import { processTree } from './process-tree.js';
import { openReceiver, positionOf, staticOf, transmit } from './synthetic/traffic.js';
import { mmsiOf } from './synthetic/tracks.js';

/**
 * `ais-live`: 1,000 sentences a second by TCP of 10,000 targets, 50 desks connected: share of one core that the server
 * uses, its threads included and its media workers not, goal ≤ 25 %; sentence sent → its position at a desk, milliseconds,
 * goal p95 ≤ 500. The desks follow the whole port; they are sockets of this process, which reads every frame as a page does.
 */
const TARGETS = 10_000;
const SENTENCES_A_SECOND = 1000;
const BEATS_A_SECOND = 50;
const DESKS = 50;
const DESKS_A_SESSION = 5;
const SETTLE_SECONDS = 10;
const SECONDS = 30;
/** Every desk hears; this many of them are asked when. */
const TIMED_DESKS = 5;

const { first: tcpPort } = await freePorts(1);
const server = await startServerProcess(() => ({
  HAIGANG_AIS_SOURCES: `tcp-listen://127.0.0.1:${tcpPort}`,
  HAIGANG_MEDIA_WORKERS: '1',
}));
const desks: TestClient[] = [];
try {
  const pid = processTree(process.pid).find(({ command }) => command.includes('sfu/dist/main.js'))?.pid;
  if (pid === undefined) throw new Error('no server process');
  const cpuSeconds = (): number => processTree(pid).find((row) => row.pid === pid)?.cpuSeconds ?? 0;
  const tcp = await openReceiver(tcpPort);
  const statics = Array.from({ length: TARGETS }, (_, target) => staticOf(target));
  const perBeat = SENTENCES_A_SECOND / BEATS_A_SECOND;
  await transmit({
    ...{ tcp, seconds: TARGETS / SENTENCES_A_SECOND, beatsPerSecond: BEATS_A_SECOND },
    due: (beat) => statics.slice(beat * perBeat, (beat + 1) * perBeat).flat(),
  });
  progress(`${TARGETS} targets are known`);
  await openDesks();
  progress(`${DESKS} desks are connected`);

  const sentAt = new Map<string, number>();
  const delays: number[] = [];
  let counts = false;
  let frames = 0;
  let frameBytes = 0;
  for (const [at, desk] of desks.entries()) {
    desk.socket.on('vessel:frame', (bytes: Uint8Array) => {
      const { moved } = parseFrame(bytes);
      if (!counts) return;
      frames += 1;
      frameBytes += bytes.length;
      if (at >= TIMED_DESKS) return;
      const now = performance.now();
      for (const { mmsi } of moved) {
        const sent = sentAt.get(mmsi);
        if (sent !== undefined) delays.push(now - sent);
      }
    });
  }
  const sent = (): object => ({
    framesPerDeskAndSecond: Math.round((frames / DESKS / SECONDS) * 100) / 100,
    kilobytesPerDeskAndSecond: Math.round(frameBytes / DESKS / SECONDS / 100) / 10,
  });
  let began = { cpu: 0, at: 0 };
  await transmit({
    ...{ tcp, seconds: SETTLE_SECONDS + SECONDS, beatsPerSecond: BEATS_A_SECOND },
    due: (beat) => targetsOf(beat).flatMap((target) => positionOf(target, Math.floor(beat / BEATS_A_SECOND))),
    sent: (beat) => {
      if (beat === SETTLE_SECONDS * BEATS_A_SECOND) {
        began = { cpu: cpuSeconds(), at: performance.now() };
        counts = true;
      }
      const now = performance.now();
      for (const target of targetsOf(beat)) sentAt.set(String(mmsiOf(target)), now);
    },
  });
  const serverCpuPercent =
    Math.round(((cpuSeconds() - began.cpu) / ((performance.now() - began.at) / 1000)) * 1000) / 10;
  tcp.destroy();
  report('ais-live', { ...summary(delays), serverCpuPercent, desks: DESKS, targets: TARGETS, ...sent() });
} finally {
  for (const desk of desks) desk.close();
  await server.close();
}

/** Whose reports are due at this beat; each target once in ten seconds. */
function targetsOf(beat: number): number[] {
  const perBeat = SENTENCES_A_SECOND / BEATS_A_SECOND;
  return Array.from({ length: perBeat }, (_, at) => (beat * perBeat + at) % TARGETS);
}

async function openDesks(): Promise<void> {
  const accounts = ['dispatcher', 'commander'];
  for (let at = 0; at < DESKS; at += DESKS_A_SESSION) {
    const username = accounts[(at / DESKS_A_SESSION) % accounts.length] ?? 'dispatcher';
    const cookie = await signIn(server, username);
    for (let socket = 0; socket < DESKS_A_SESSION; socket += 1) {
      const desk = await connectClient(server, username, { cookie });
      desks.push(desk);
      await desk.call('vessel:look', { view: null });
    }
  }
}
