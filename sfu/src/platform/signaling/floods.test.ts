import { io, type Socket } from 'socket.io-client';
import { Agent, request } from 'node:https';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PROTOCOL_VERSION } from '@haigang/shared/protocol';
import { signIn, startApp, type TestServer } from '../../testing/start-app.js';
import { connectClient, https } from '../../testing/test-client.js';

let server: TestServer;
let open: Socket[];
beforeEach(async () => {
  open = [];
  // Time stands: what is let through is what may come at once, however busy the machine.
  const now = Date.now();
  server = await startApp({ deps: { clock: () => now } });
});
afterEach(async () => {
  for (const socket of open) socket.close();
  await server.close();
});

/** What the server says to one more page of this session. */
function openPage(cookie: string): Promise<string> {
  const socket = io(server.url, {
    ...{ transports: ['websocket'], ca: server.caPem, forceNew: true, reconnection: false },
    ...{ extraHeaders: { cookie, origin: server.url }, auth: { protocolVersion: PROTOCOL_VERSION, surface: 'desk' } },
  } as Parameters<typeof io>[1]);
  open.push(socket);
  return new Promise((resolve) => {
    socket.once('connect', () => resolve('connected'));
    socket.once('connect_error', ({ message }) => resolve(message));
  });
}

const metric = async (line: string): Promise<number> => {
  const text = String((await https(server, 'GET', '/metrics')).body);
  return Number(
    text
      .split('\n')
      .find((one) => one.startsWith(line))
      ?.slice(line.length) ?? 0,
  );
};

test('[EDGE12] a flood of sockets of one session is refused and counted; other sessions connect, and a closed one makes room', async () => {
  const cookie = await signIn(server, 'dispatcher');
  const outcomes = await Promise.all(Array.from({ length: 60 }, () => openPage(cookie)));
  expect(outcomes.filter((outcome) => outcome === 'connected')).toHaveLength(20);
  expect(new Set(outcomes)).toEqual(new Set(['connected', 'too-many-sockets']));
  expect(await metric('haigang_refused_sockets_total{reason="too-many-sockets"} ')).toBe(40);
  const other = await connectClient(server, 'commander');
  expect(await other.call('identity:me', {})).toMatchObject({ principal: { roles: ['commander'] } });
  other.close();
  for (const socket of open) socket.close();
  await expect.poll(() => openPage(cookie)).toBe('connected');
});

/** Asks over a kept connection, from an address of this machine. */
function ask(agent: Agent, localAddress: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const options = { agent, localAddress, ca: server.caPem, headers: { host: `localhost:${server.port}` } };
    const call = request(`https://127.0.0.1:${server.port}/api/incidents`, { ...options, servername: 'localhost' });
    call.once('error', reject);
    call.once('response', (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    call.end();
  });
}

test('[EDGE12] a flood of HTTP requests is refused in words and counted, and another address is served meanwhile', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 20 });
  const flood = Promise.all(Array.from({ length: 1300 }, () => ask(agent, '127.0.0.1')));
  const quiet = new Agent();
  expect((await ask(quiet, '127.0.0.9')).status).toBe(401);
  const answers = await flood;
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused).toHaveLength(300);
  expect(JSON.parse(refused[0]!.text)).toMatchObject({
    error: { code: 'over_capacity', reason: 'http.too-many-requests' },
  });
  expect((await ask(quiet, '127.0.0.9')).status).toBe(401);
  expect(await metric('haigang_refused_total{edge="http",reason="http.too-many-requests"} ')).toBe(refused.length);
  agent.destroy();
});

test('[EDGE12] while the system clock is set back a rate goes on: whoever was refused is served again (bug: nobody was)', async () => {
  const real = await startApp();
  const agent = new Agent({ keepAlive: true, maxSockets: 20 });
  const spy = vi.spyOn(Date, 'now').mockReturnValue(Date.now() - 3_600_000);
  try {
    const url = new URL('/api/incidents', real.url);
    const asked = (): Promise<number> =>
      new Promise((resolve, reject) => {
        const call = request(url, { agent, ca: real.caPem }, (response) => {
          response.resume();
          response.on('end', () => resolve(response.statusCode ?? 0));
        });
        call.once('error', reject);
        call.end();
      });
    let refused = 0;
    while (refused === 0) {
      const statuses = await Promise.all(Array.from({ length: 400 }, asked));
      refused = statuses.filter((status) => status === 429).length;
    }
    await expect.poll(asked).toBe(401);
  } finally {
    spy.mockRestore();
    agent.destroy();
    await real.close();
  }
});

test('[EDGE12] the pictures of cameras and the parts of the base map are not counted among the requests of an address', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 20 });
  const ask = (path: string): Promise<number> =>
    new Promise((resolve, reject) => {
      const call = request(new URL(path, server.url), { agent, ca: server.caPem });
      call.once('error', reject);
      call.once('response', (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode ?? 0));
      });
      call.end();
    });
  const paths = ['/api/cameras/none/hls/index.m3u8', '/api/basemap/files/none.pmtiles'];
  const statuses = new Set(await Promise.all(Array.from({ length: 2200 }, (_, at) => ask(paths[at % 2] ?? ''))));
  expect(statuses).toEqual(new Set([401]));
  agent.destroy();
});
