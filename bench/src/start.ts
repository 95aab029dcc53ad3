import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePorts } from '@haigang/sfu/testing/free-ports';
import { progress, report, summary } from './measure.js';
import { processTree, treeCpuSeconds } from './process-tree.js';

/**
 * `start`: `npm start -- --demo` to its line READY when everything is installed, built and in the cache, milliseconds;
 * goal ≤ 10 s. And the share of one core that the demo then uses with no page open, every child included; goal ≤ 30 %.
 */
const RUNS = 7;
const SETTLE_MS = 10_000;
const IDLE_MS = 20_000;
const MEDIA_PORTS = 10;

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const dataDir = mkdtempSync(join(tmpdir(), 'haigang-bench-start-'));

try {
  progress('first start: builds and makes the data folder, not counted');
  await (await startDemo()).stop();
  const readyMs: number[] = [];
  let idleCpuPercent = 0;
  for (let at = 1; at <= RUNS; at += 1) {
    const demo = await startDemo();
    readyMs.push(demo.readyMs);
    progress(`start ${at} of ${RUNS}: ${Math.round(demo.readyMs)} ms`);
    if (at === RUNS) idleCpuPercent = await idleShare(demo.pid);
    await demo.stop();
  }
  report('start', { ...summary(readyMs), idleCpuPercent, idleSeconds: IDLE_MS / 1000 });
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}

interface Demo {
  readonly pid: number;
  readonly readyMs: number;
  stop(): Promise<void>;
}

async function startDemo(): Promise<Demo> {
  const { first: port, last } = await freePorts(MEDIA_PORTS + 1);
  const started = performance.now();
  const child = spawn('npm', ['start', '--', '--demo'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      HAIGANG_DATA_DIR: dataDir,
      HAIGANG_PORT: String(port),
      HAIGANG_RTC_PORTS: `${port + 1}-${last}`,
    },
  });
  const closed = once(child, 'close');
  const pid = child.pid;
  if (pid === undefined) throw new Error('npm could not be started');
  await untilReady(child);
  return {
    pid,
    readyMs: performance.now() - started,
    stop: async () => {
      // npm between us and the server does not always pass a signal on, so the server itself is told.
      const server = processTree(pid).find((row) => row.command.includes('sfu/dist/main.js') && row.pid !== pid);
      if (server) process.kill(server.pid, 'SIGTERM');
      else child.kill('SIGTERM');
      await closed;
    },
  };
}

/** Keeps reading after READY: a server whose log nobody takes would stand still. */
function untilReady(child: ChildProcess): Promise<void> {
  let said = '';
  return new Promise((ready, fail) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        said = (said + text).slice(-4000);
        if (/^READY /mu.test(said)) ready();
      });
    }
    child.once('close', () => fail(new Error(`npm start ended before READY:\n${said}`)));
  });
}

async function idleShare(pid: number): Promise<number> {
  await wait(SETTLE_MS);
  const before = treeCpuSeconds(pid);
  await wait(IDLE_MS);
  const share = ((treeCpuSeconds(pid) - before) / (IDLE_MS / 1000)) * 100;
  return Math.round(share * 10) / 10;
}
