import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { freePorts } from '@haigang/sfu/testing/free-ports';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
const READY_TIMEOUT_MS = 60_000;

/** A whole server in a process of its own, as `npm start` runs it, so that it can be killed. */
export interface ServerProcess {
  readonly url: string;
  readonly port: number;
  readonly caPem: string;
  /** Folder of the whole run, outside the data folder; for files a test hands to the server. */
  readonly folder: string;
  /** Process ids of the media workers running now. */
  workerPids(): number[];
  /** `kill -9`, and back when the process is gone. */
  kill(): Promise<void>;
  /** Starts it anew on the same data and port. */
  start(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a demo server without simulated feeds on free ports; `env` comes over that. Throws with its last words. */
export async function startServerProcess(prepare: (folder: string) => Record<string, string>): Promise<ServerProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'haigang-e2e-'));
  const { first: port, last } = await freePorts(21);
  const env = {
    ...process.env,
    HAIGANG_DATA_DIR: join(folder, 'data'),
    HAIGANG_DEMO: 'true',
    HAIGANG_DEMO_FEEDS: 'false',
    HAIGANG_PORT: String(port),
    HAIGANG_RTC_PORTS: `${port + 1}-${last}`,
    ...prepare(folder),
  };
  let child: ChildProcess | null = null;
  const start = async (): Promise<void> => {
    const started = spawn(process.execPath, [join(ROOT, 'sfu/dist/main.js')], { cwd: ROOT, env, stdio: 'pipe' });
    child = started;
    await untilReady(started);
  };
  const kill = async (): Promise<void> => {
    const running = child;
    child = null;
    if (running?.exitCode !== null || running.signalCode !== null) return;
    const ended = once(running, 'exit');
    running.kill('SIGKILL');
    await ended;
  };
  await start();
  return {
    url: `https://localhost:${port}`,
    port,
    caPem: readFileSync(join(folder, 'data/demo/tls/ca.crt.pem'), 'utf8'),
    folder,
    workerPids: () => (child?.pid === undefined ? [] : childrenOf(child.pid, 'mediasoup-worker')),
    kill,
    start,
    close: async () => {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function untilReady(child: ChildProcess): Promise<void> {
  const said: string[] = [];
  return new Promise((resolve, reject) => {
    const fail = (reason: string): void => {
      clearTimeout(timer);
      reject(new Error(`${reason}\n${said.slice(-20).join('\n')}`));
    };
    const timer = setTimeout(() => fail('the server did not become ready'), READY_TIMEOUT_MS);
    child.once('exit', (code) => fail(`the server ended with ${String(code)}`));
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream }).on('line', (line) => {
        said.push(line);
        if (!line.startsWith('READY ')) return;
        clearTimeout(timer);
        resolve();
      });
    }
  });
}

/** Living children of a process whose program has this name, read from /proc. */
function childrenOf(parent: number, program: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const [, ppid] = /^PPid:\s+(\d+)/mu.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
        return Number(ppid) === parent && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(program);
      } catch {
        // It ended while we looked.
        return false;
      }
    });
}
