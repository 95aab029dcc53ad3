import { afterAll, beforeAll, expect, test } from 'vitest';
import { signIn, startApp, type TestServer } from '../../testing/start-app.js';
import { https } from '../../testing/test-client.js';

let server: TestServer;
beforeAll(async () => {
  server = await startApp();
});
afterAll(() => server.close());

test('[EDGE8] every answer carries the headers: pages, data, errors, and what the socket engine says by itself', async () => {
  const cookie = await signIn(server, 'dispatcher');
  const answers = [
    await https(server, 'GET', '/healthz'),
    await https(server, 'GET', '/api/me', { cookie }),
    await https(server, 'GET', '/api/me'),
    await https(server, 'GET', '/no/such/page'),
    await https(server, 'POST', '/api/incidents', { cookie, body: 'broken' }),
    await https(server, 'GET', '/socket.io/?EIO=4&transport=polling'),
    await https(server, 'GET', '/socket.io/?EIO=9&transport=websocket'),
  ];
  expect(answers.map((answer) => answer.status)).toEqual([200, 200, 401, 404, 400, 400, 400]);
  for (const { headers } of answers) {
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'strict-transport-security': 'max-age=31536000',
    });
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|https?:|\*/u);
    expect(headers['x-powered-by']).toBeUndefined();
  }
});

test('[EDGE8] a change from a page of another site is refused, with the right cookie either', async () => {
  const cookie = await signIn(server, 'dispatcher');
  const report = (origin?: string) =>
    https(server, 'POST', '/api/incidents', {
      cookie,
      body: { kind: 'injury', summary: 'x' },
      headers: { 'Idempotency-Key': crypto.randomUUID(), ...(origin === undefined ? {} : { origin }) },
    });
  for (const origin of ['https://evil.example', 'null', `http://localhost:${server.port}`, 'https://localhost']) {
    const refused = await report(origin);
    expect([refused.status, refused.body]).toMatchObject([403, { error: { reason: 'http.foreign-origin' } }]);
  }
  for (const origin of [undefined, server.url]) expect((await report(origin)).status).toBe(201);
  for (const path of ['/api/session', '/api/displays', '/api/expert-links/enter', '/api/setup']) {
    const headers = { origin: 'https://evil.example' };
    const refused = await https(server, 'POST', path, { cookie, headers, body: {} });
    expect([path, refused.status]).toEqual([path, 403]);
  }
});
