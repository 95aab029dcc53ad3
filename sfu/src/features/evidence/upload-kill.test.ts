import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { request, type RequestOptions } from 'node:https';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { EvidenceFile } from '@haigang/shared/features/evidence/evidence.model';
import { freePorts } from '../../testing/free-ports.js';
import { signIn } from '../../testing/start-app.js';
import { connectClient, https } from '../../testing/test-client.js';
import { createUpload, picture, sendBytes, sha256, tus } from '../../testing/uploads.js';

/** The program itself, as `npm start` runs it. */
const MAIN = resolve(import.meta.dirname, '../../../dist/main.js');
vi.setConfig({ testTimeout: 120_000 });

let folder: string;
let child: ChildProcess | null = null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'haigang-kill-'));
});
afterEach(async () => {
  await kill();
  rmSync(folder, { recursive: true, force: true });
});

async function kill(): Promise<void> {
  const running = child;
  child = null;
  if (running?.exitCode !== null || running.signalCode !== null) return;
  const ended = once(running, 'exit');
  running.kill('SIGKILL');
  await ended;
}

async function start(port: number, lastPort: number): Promise<{ url: string; caPem: string }> {
  const started = spawn(process.execPath, [MAIN], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      HAIGANG_DATA_DIR: join(folder, 'data'),
      HAIGANG_DEMO: 'true',
      HAIGANG_DEMO_FEEDS: 'false',
      HAIGANG_LOG_LEVEL: 'error',
      HAIGANG_PORT: String(port),
      HAIGANG_RTC_PORTS: `${port + 1}-${lastPort}`,
    },
  });
  child = started;
  let said = '';
  started.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  await expect.poll(() => /^READY /mu.test(said), { timeout: 60_000 }).toBe(true);
  return {
    url: `https://localhost:${port}`,
    caPem: readFileSync(join(folder, 'data/demo/tls/ca.crt.pem'), 'utf8'),
  };
}

/** Sends the first bytes of a piece and leaves the connection open. */
function sendAndHang(
  server: { url: string; caPem: string },
  path: string,
  cookie: string,
  bytes: Buffer,
  size: number,
) {
  const options: RequestOptions = {
    method: 'PATCH',
    ca: server.caPem,
    headers: {
      ...{ 'Tus-Resumable': '1.0.0', 'Upload-Offset': '0', 'Content-Type': 'application/offset+octet-stream' },
      ...{ 'Content-Length': String(size), cookie },
    },
  };
  const call = request(`${server.url}${path}`, options);
  call.on('error', () => undefined);
  call.write(bytes);
}

test('[EVD2] a server killed in the middle of an upload, and killed again before the row, loses nothing', async () => {
  const { first: port, last } = await freePorts(9);
  const server = await start(port, last);
  const cookie = await signIn(server, 'dispatcher');
  const dispatcher = await connectClient(server, 'dispatcher', { cookie });
  const { id: incidentId } = await dispatcher.call('incident:report', { kind: 'injury', summary: 'fall' });
  dispatcher.close();
  const bytes = picture(1400, 1400);
  const created = await createUpload(server, cookie, bytes.length, { incidentId, sha256: sha256(bytes) });
  const location = String(created.headers['location']);
  const id = location.split('/').at(-1) ?? '';
  const onDisk = join(folder, 'data/demo/uploads', id);
  sendAndHang(server, location, cookie, bytes.subarray(0, 900_000), bytes.length);
  await expect.poll(() => readFileSync(onDisk).length).toBeGreaterThan(500_000);
  await kill();

  await start(port, last);
  const kept = await tus(server, 'HEAD', location, { cookie });
  const offset = Number(kept.headers['upload-offset']);
  expect(offset).toBeGreaterThan(500_000);
  const next = await sendBytes(server, cookie, location, bytes.subarray(0, offset + 100_000), { offset });
  expect([next.status, next.headers['upload-offset']]).toEqual([204, String(offset + 100_000)]);
  await kill();

  // The last bytes came in and nothing after them was done.
  appendFileSync(onDisk, bytes.subarray(offset + 100_000));
  await start(port, last);
  const whole = await tus(server, 'HEAD', location, { cookie });
  expect([whole.status, whole.headers['upload-offset']]).toEqual([200, String(bytes.length)]);
  const reader = await connectClient(server, 'dispatcher', { cookie });
  const { files } = await reader.call('evidence:list', { incidentId });
  reader.close();
  expect(files.map((file) => EvidenceFile.parse(file).sha256)).toEqual([sha256(bytes)]);
  const original = await https(server, 'GET', `/api/evidence/${id}`, { cookie });
  expect([original.status, original.headers['content-length']]).toEqual([200, String(bytes.length)]);
  // A preview may be under way.
  await expect.poll(() => readdirSync(join(folder, 'data/demo/uploads')), { timeout: 10_000 }).toEqual([]);
});
