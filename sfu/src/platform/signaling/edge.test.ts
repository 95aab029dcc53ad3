import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ReplyEnvelope } from '@haigang/shared/kernel/contract';
import { PROTOCOL_VERSION } from '@haigang/shared/protocol';
import { signIn, startApp, type TestServer } from '../../testing/start-app.js';
import { connectClient, https, type TestClient } from '../../testing/test-client.js';

let server: TestServer;
const clients: TestClient[] = [];
const connect = async (username: string): Promise<TestClient> => {
  const client = await connectClient(server, username);
  clients.push(client);
  return client;
};
const ask = async (client: TestClient, name: string, envelope: unknown) =>
  ReplyEnvelope.parse(await client.raw(name, envelope));
const report = (summary = 'fall') => ({ kind: 'injury' as const, summary });

beforeAll(async () => {
  server = await startApp();
});
afterAll(async () => {
  for (const client of clients) client.close();
  await server.close();
});

test('[EDGE1] malformed envelopes and bodies are refused in words and nothing happens', async () => {
  const client = await connect('dispatcher');
  const envelopes = [
    null,
    7,
    'x',
    [],
    {},
    { body: null },
    { requestId: 'no-uuid', body: report() },
    { body: report() },
  ];
  for (const envelope of envelopes) {
    const reply = await ask(client, 'incident:report', envelope);
    expect(reply.ok ? reply.value : reply.error.code).toBe('invalid_input');
  }
  const missing = await ask(client, 'incident:report', { body: report() });
  expect(missing).toMatchObject({ error: { reason: 'request.id-missing' } });
  expect(await client.call('incident:list', {})).toEqual({ incidents: [] });
});

test('[EDGE1] an event without an acknowledgement is let go, the next call is answered', async () => {
  const client = await connect('officer1');
  client.socket.emit('incident:report', { requestId: randomUUID(), body: report() });
  client.socket.emit('identity:me');
  expect((await client.call('identity:me', {})).principal.name.en).toBe('Officer 01');
  expect(await client.call('incident:list', {})).toEqual({ incidents: [] });
});

test('[EDGE4] a socket message over 64 KiB closes that socket and no other; just below it is answered', async () => {
  const small = await connect('dispatcher');
  const reply = await ask(small, 'incident:add-note', { requestId: randomUUID(), body: { note: 'x'.repeat(60_000) } });
  expect(reply).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
  const large = await connect('dispatcher');
  const closed = once(large.socket as never, 'disconnect');
  large.socket.emit('incident:add-note', { body: { note: 'x'.repeat(66_000) } }, () => undefined);
  await closed;
  large.close();
  expect((await small.call('identity:me', {})).principal.roles).toEqual(['dispatcher']);
});

test('[EDGE4] a JSON body over 64 kB and broken JSON are refused as the peer made them', async () => {
  const cookie = await signIn(server, 'dispatcher');
  const large = await https(server, 'POST', '/api/incidents', { cookie, body: report('x'.repeat(70_000)) });
  expect([large.status, large.body]).toMatchObject([400, { error: { reason: 'http.too-large' } }]);
  const answer = await fetchText(cookie, '{"kind":');
  expect(answer).toMatchObject([400, { error: { code: 'invalid_input', reason: 'http.bad-request' } }]);
});

async function fetchText(cookie: string, text: string): Promise<[number, unknown]> {
  const { request } = await import('node:https');
  return new Promise((resolve, reject) => {
    const headers = { 'Content-Type': 'application/json', cookie };
    const call = request(`${server.url}/api/incidents`, { method: 'POST', ca: server.caPem, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve([response.statusCode ?? 0, JSON.parse(Buffer.concat(chunks).toString('utf8'))]));
    });
    call.on('error', reject);
    call.end(text);
  });
}

test('[EDGE5] a replayed change is answered from the store; another body conflicts; another person is apart', async () => {
  const [officer, other] = [await connect('officer2'), await connect('officer3')];
  const requestId = randomUUID();
  const first = await ask(officer, 'incident:report', { requestId, body: report() });
  const again = await ask(officer, 'incident:report', { requestId, body: { summary: 'fall', kind: 'injury' } });
  expect(again).toMatchObject({ ok: true, value: first.ok ? first.value : 'refused' });
  for (const [call, body] of [
    ['incident:report', report('another')],
    ['incident:add-note', { id: randomUUID(), note: 'x' }],
  ] as const) {
    expect(await ask(officer, call, { requestId, body })).toMatchObject({
      error: { code: 'conflict', reason: 'request.reused' },
    });
  }
  const apart = await ask(other, 'incident:report', { requestId, body: report() });
  expect(apart.ok && (apart.value as { id: string }).id).not.toBe(first.ok && (first.value as { id: string }).id);
  const dispatcher = await connect('dispatcher');
  const { incidents } = await dispatcher.call('incident:list', {});
  expect(incidents).toHaveLength(2);
});

test('[EDGE5] ten copies of one change sent at once happen once', async () => {
  const officer = await connect('officer4');
  const envelope = { requestId: randomUUID(), body: report('once') };
  const replies = await Promise.all(Array.from({ length: 10 }, () => ask(officer, 'incident:report', envelope)));
  const ids = new Set(replies.map((reply) => (reply.ok ? (reply.value as { id: string }).id : reply.error.reason)));
  expect([...ids]).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/u)]);
  const { incidents } = await officer.call('incident:list', {});
  expect(incidents.filter((one) => one.summary === 'once')).toHaveLength(1);
});

test('[EDGE6] unknown call names, those of every object too, are unknown and make no metric of their own', async () => {
  const client = await connect('dispatcher');
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '', 'incident:burn', 'x'.repeat(5000)];
  for (const name of names) {
    expect(await ask(client, name, { body: {} })).toMatchObject({
      ok: false,
      error: { code: 'not_found', reason: 'call.unknown' },
    });
  }
  const metrics = String((await https(server, 'GET', '/metrics')).body);
  expect(metrics).toContain('call="unknown",code="not_found"');
  expect(metrics).not.toMatch(/incident:burn|constructor|xxxx/u);
});

test('[EDGE6] bodies that try to change a prototype change nothing', async () => {
  const client = await connect('officer1');
  const cookie = await signIn(server, 'officer1');
  const text = `{"kind":"injury","summary":"x","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}`;
  await ask(client, 'incident:report', { requestId: randomUUID(), body: JSON.parse(text) as unknown });
  expect((await fetchText(cookie, text))[0]).toBe(201);
  const [seat, media] = [randomUUID(), `{"__proto__":{"polluted":1},"a":{"__proto__":{"polluted":1}}}`];
  await ask(client, 'conference:connect-transport', {
    body: { conferenceId: seat, transportId: 't', dtlsParameters: JSON.parse(media) as unknown },
  });
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  expect(Object.keys(Object.prototype)).toEqual([]);
});

test('[EDGE7] a flood is refused beyond the burst, and another socket is served meanwhile', async () => {
  const [noisy, quiet] = [await connect('agent'), await connect('clerk')];
  const flood = Promise.all(Array.from({ length: 400 }, () => ask(noisy, 'identity:me', { body: {} })));
  expect((await quiet.call('identity:me', {})).principal.roles).toEqual(['clerk']);
  const replies = await flood;
  const refused = replies.filter((reply) => !reply.ok);
  expect(replies.length - refused.length).toBeGreaterThanOrEqual(200);
  expect(refused.length).toBeGreaterThan(50);
  expect(refused[0]).toMatchObject({ error: { code: 'over_capacity', reason: 'calls.too-many' } });
});

test.each([
  ['no auth', undefined, 'bad-handshake'],
  ['an invented surface', { protocolVersion: PROTOCOL_VERSION, surface: 'root' }, 'bad-handshake'],
  ['an older page', { protocolVersion: PROTOCOL_VERSION - 1, surface: 'desk' }, 'client-too-old'],
  ['a newer page', { protocolVersion: PROTOCOL_VERSION + 1, surface: 'desk' }, 'server-too-old'],
  ['no session', { protocolVersion: PROTOCOL_VERSION, surface: 'desk' }, 'unauthenticated'],
])('[EDGE2] a handshake with %s is refused with its reason', async (_what, auth, reason) => {
  expect(await refusal({ auth })).toBe(reason);
});

test('[EDGE8] a page of another site gets no socket, with the right cookie either', async () => {
  const cookie = await signIn(server, 'dispatcher');
  const auth = { protocolVersion: PROTOCOL_VERSION, surface: 'desk' };
  for (const origin of [
    'https://evil.example',
    'null',
    `http://localhost:${server.port}`,
    `${server.url}.evil.example`,
  ]) {
    expect(await refusal({ auth, extraHeaders: { cookie, origin } })).toContain('websocket error');
  }
});

async function refusal(options: { auth: unknown; extraHeaders?: Record<string, string> }): Promise<string> {
  const { auth, extraHeaders } = options;
  const socket = io(server.url, {
    transports: ['websocket'],
    ca: server.caPem,
    forceNew: true,
    reconnection: false,
    ...(auth ? { auth } : {}),
    ...(extraHeaders ? { extraHeaders } : {}),
  } as Parameters<typeof io>[1]);
  const message = await new Promise<string>((resolve, reject) => {
    socket.once('connect_error', (failure) => resolve(failure.message));
    socket.once('connect', () => reject(new Error('connected')));
  });
  socket.close();
  return message;
}
