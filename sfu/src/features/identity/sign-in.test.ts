import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestServer } from '../../testing/start-app.js';
import { https } from '../../testing/test-client.js';
import { SignInThrottle } from './sign-in-throttle.js';

const LIMITS = { freeAttempts: 5, baseDelayMs: 1000, maxDelayMs: 60_000 };
const HOME = '192.0.2.10';
const ELSEWHERE = '198.51.100.7';

let server: TestServer;
let clock = Date.now();
beforeAll(async () => {
  server = await startApp({ config: { trustProxy: true }, deps: { clock: () => clock } });
});
afterAll(() => server.close());

const signIn = (username: string, password: string, from: string) =>
  https(server, 'POST', '/api/session', { body: { username, password }, headers: { 'X-Forwarded-For': from } });

test('[ID1] guessing from elsewhere slows the guesser, and the commander signs in meanwhile', async () => {
  for (let at = 0; at < 5; at += 1) expect((await signIn('commander', 'guess', ELSEWHERE)).status).toBe(401);
  const slowed = await signIn('commander', 'haigang-demo', ELSEWHERE);
  expect([slowed.status, slowed.body]).toMatchObject([429, { error: { reason: 'identity.wait' } }]);
  expect((await signIn('commander', 'haigang-demo', HOME)).status).toBe(201);
  expect((await signIn('dispatcher', 'haigang-demo', ELSEWHERE)).status).toBe(201);
  clock += 60_001;
  expect((await signIn('commander', 'haigang-demo', ELSEWHERE)).status).toBe(201);
});

test('[ID1] forty guesses sent at once are not forty guesses (bug: the wait was looked at before the first failed)', async () => {
  const answers = await Promise.all(Array.from({ length: 40 }, () => signIn('lab', 'guess', ELSEWHERE)));
  expect(answers.filter((answer) => answer.status === 401).length).toBe(5);
  expect(answers.filter((answer) => answer.status === 429).length).toBe(35);
});

test('[ID1] an unknown name, a wrong password and an address claimed twice read the same', async () => {
  const unknown = await signIn('nobody', 'guess', '203.0.113.1');
  const wrong = await signIn('officer1', 'guess', '203.0.113.1');
  expect([unknown.status, unknown.body]).toEqual([wrong.status, wrong.body]);
  // Only the address the proxy itself saw counts, so a claimed one in front of it changes nothing.
  for (let at = 0; at < 5; at += 1) await signIn('clerk', 'guess', `10.0.0.${at}, ${ELSEWHERE}`);
  expect((await signIn('clerk', 'haigang-demo', `10.0.0.99, ${ELSEWHERE}`)).status).toBe(429);
});

test('[ID1] whatever others do, a pair waits only for its own failures, and never longer than the limit', () => {
  const pair = fc.record({ name: fc.constantFrom('a', 'b'), from: fc.constantFrom('x', 'y'), waitMs: fc.nat(90_000) });
  fc.assert(
    fc.property(fc.array(pair, { maxLength: 60 }), (attempts) => {
      let now = 0;
      const throttle = new SignInThrottle(
        () => now,
        () => LIMITS,
      );
      for (const { name, from, waitMs } of attempts) {
        if (name === 'a' && from === 'x') continue;
        now += waitMs;
        expect(throttle.attempt(name, from)).toBeLessThanOrEqual(LIMITS.maxDelayMs);
      }
      for (let at = 0; at < LIMITS.freeAttempts; at += 1) expect(throttle.attempt('a', 'x')).toBe(0);
    }),
  );
});

test('[ID3] the cookie is HttpOnly, Secure, SameSite=Lax, for this host and every path', async () => {
  const cookie = String((await signIn('admin', 'haigang-demo', HOME)).headers['set-cookie']);
  expect(cookie).toMatch(/^__Host-haigang-session=[A-Za-z0-9_-]{43};/u);
  for (const attribute of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/', 'Max-Age=43200']) {
    expect(cookie).toContain(attribute);
  }
  expect(cookie).not.toContain('Domain');
  const token = /=([^;]+)/u.exec(cookie)?.[1] ?? '';
  const stored = await server.app.database.reader.selectFrom('sessions').select('token_hash').execute();
  expect(JSON.stringify(stored)).not.toContain(token);
});
