import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { freePorts } from './testing/free-ports.js';
import { signIn } from './testing/start-app.js';

/** The program itself, as `npm start` runs it. */
const MAIN = resolve(import.meta.dirname, '../dist/main.js');
const DEADLINE_MS = 30_000;
vi.setConfig({ testTimeout: 90_000 });

let folder: string;
let running: ChildProcess[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'haigang-main-'));
  running = [];
});
afterEach(async () => {
  for (const child of running) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }
  rmSync(folder, { recursive: true, force: true });
});

interface Run {
  readonly child: ChildProcess;
  /** Everything said on both streams so far. */
  readonly said: () => string;
  readonly ended: Promise<number | null>;
}

async function run(env: Record<string, string>): Promise<Run> {
  const { first, last } = await freePorts(9);
  const child = spawn(process.execPath, [MAIN], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      HAIGANG_DATA_DIR: join(folder, 'data'),
      HAIGANG_DEMO: 'true',
      HAIGANG_DEMO_FEEDS: 'false',
      HAIGANG_PORT: '0',
      HAIGANG_RTC_PORTS: `${first}-${last}`,
      ...env,
    },
  });
  running.push(child);
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  }
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  return { child, said: () => text, ended };
}

/** Resolves when the server says READY; rejects with its words when it ends before. */
async function ready(env: Record<string, string> = {}): Promise<Run & { url: string }> {
  const started = await run(env);
  let over = false;
  void started.ended.then(() => (over = true));
  await expect.poll(() => over || /^READY /mu.test(started.said()), { timeout: DEADLINE_MS }).toBe(true);
  expect(started.said()).toMatch(/^READY /mu);
  return { ...started, url: /^READY (\S+)/mu.exec(started.said())?.[1] ?? '' };
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/status`, 'utf8').includes(`\nPPid:\t${parent}\n`);
      } catch {
        // It ended while we looked.
        return false;
      }
    })
    .map(Number);
}

test('a taken port is said with the port and the way out, and nothing stays locked', async () => {
  const other = createServer();
  await new Promise<void>((listening) => other.listen(0, () => listening()));
  const { port } = other.address() as AddressInfo;
  const refused = await run({ HAIGANG_PORT: String(port) });
  expect(await refused.ended).toBe(2);
  expect(refused.said()).toContain(`port ${port} is taken`);
  expect(refused.said()).toContain('HAIGANG_PORT');
  expect(existsSync(join(folder, 'data/demo/server.lock'))).toBe(false);
  await new Promise((closed) => other.close(closed));
});

test('every wrong key of the configuration is named at once', async () => {
  const file = join(folder, 'haigang.config.yaml');
  writeFileSync(file, 'port: twelve\nunknownKey: 1\ncertificate: { certPath: 1 }\n');
  const refused = await run({ HAIGANG_CONFIG: file, HAIGANG_PORT: '', HAIGANG_RTC_PORTS: '9-1' });
  expect(await refused.ended).toBe(2);
  for (const key of ['port', 'unknownKey', 'certificate.certPath', 'HAIGANG_RTC_PORTS']) {
    expect(refused.said()).toContain(key);
  }
  expect(existsSync(join(folder, 'data'))).toBe(false);
});

test('a second server on the same data folder is refused with the first one’s process', async () => {
  const first = await ready();
  const second = await run({});
  expect(await second.ended).toBe(2);
  expect(second.said()).toContain(String(first.child.pid));
});

test('SIGTERM stops it cleanly: exit 0, no process left, the folder free again', async () => {
  const { child, ended } = await ready();
  const children = childrenOf(child.pid ?? -1);
  expect(children.length).toBeGreaterThan(0);
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
  await expect.poll(() => children.filter((pid) => existsSync(`/proc/${pid}`))).toEqual([]);
  expect(existsSync(join(folder, 'data/demo/server.lock'))).toBe(false);
  await ready();
});

test('passwords and session tokens never reach the log', async () => {
  const { said, url, child, ended } = await ready({ HAIGANG_LOG_LEVEL: 'debug' });
  const caPem = readFileSync(join(folder, 'data/demo/tls/ca.crt.pem'), 'utf8');
  const cookie = await signIn({ url, caPem }, 'commander');
  await expect(signIn({ url, caPem }, 'commander', 'a wrong password')).rejects.toThrow('401');
  child.kill('SIGTERM');
  await ended;
  const log = said()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .join('\n');
  expect(log).toContain('server ready');
  for (const secret of [cookie.split('=')[1] ?? '?', 'haigang-demo', 'a wrong password']) {
    expect(log).not.toContain(secret);
  }
});

test('the console of a first real start gives the set-up code and both ways on', async () => {
  const { said } = await ready({ HAIGANG_DEMO: 'false' });
  expect(said()).toMatch(/[A-Z0-9]{5}(-[A-Z0-9]{5}){3}/u);
  expect(said()).toContain('npm start -- --demo');
  expect(said()).not.toContain('haigang-demo');
});
