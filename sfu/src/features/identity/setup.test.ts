import { afterEach, expect, test } from 'vitest';
import { signIn, startApp, type TestServer } from '../../testing/start-app.js';
import { https } from '../../testing/test-client.js';
import { SetupCode } from './setup-code.js';

let server: TestServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});
const person = { username: 'chief', name: '首任管理员', password: 'a-long-password' };

test('[ID2] a set-up code holds at least 80 bits, every letter equally likely, and never repeats', () => {
  const codes = Array.from({ length: 2000 }, () => new SetupCode(0).text.replaceAll('-', ''));
  expect(new Set(codes).size).toBe(codes.length);
  const counts = new Map<string, number>();
  for (const letter of codes.join('')) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  const total = codes.length * codes[0]!.length;
  const bitsPerLetter = [...counts.values()].reduce((sum, n) => sum - (n / total) * Math.log2(n / total), 0);
  expect(bitsPerLetter * codes[0]!.length).toBeGreaterThan(80);
  const fair = total / counts.size;
  for (const n of counts.values()) expect(Math.abs(n - fair)).toBeLessThan(6 * Math.sqrt(fair));
});

test('[ID2] the code makes the first administrator once; afterwards it is worth nothing', async () => {
  let clock = Date.now();
  const setupCode = new SetupCode(clock);
  server = await startApp({ seed: false, deps: { setupCode, clock: () => clock } });
  expect((await https(server, 'GET', '/api/setup')).body).toMatchObject({ needed: true });
  const make = (code: string, username = person.username) =>
    https(server!, 'POST', '/api/setup', { body: { ...person, code, username } });
  expect((await make('AAAAA-AAAAA-AAAAA-AAAAA')).body).toMatchObject({
    error: { reason: 'identity.setup-code-wrong' },
  });
  const both = await Promise.all([make(setupCode.text), make(setupCode.text.toLowerCase(), 'second')]);
  expect(both.map((answer) => answer.status).toSorted()).toEqual([201, 409]);
  expect((await https(server, 'GET', '/api/setup')).body).toMatchObject({ needed: false });
  expect((await make(setupCode.text, 'third')).status).toBe(409);
  const name = both[0].status === 201 ? 'chief' : 'second';
  const cookie = await signIn(server, name, person.password);
  expect((await https(server, 'GET', '/api/me', { cookie })).body).toMatchObject({
    principal: { roles: ['administrator'] },
  });
  clock += 1;
});

test('[ID2] the code expires after 30 minutes, and guessing it is slowed', async () => {
  let clock = Date.now();
  const setupCode = new SetupCode(clock);
  server = await startApp({ seed: false, deps: { setupCode, clock: () => clock } });
  const make = (code: string) => https(server!, 'POST', '/api/setup', { body: { ...person, code } });
  for (let at = 0; at < 5; at += 1) expect((await make(`GUESS-${at}`)).status).toBe(403);
  expect((await make(setupCode.text)).status).toBe(429);
  clock += 30 * 60_000;
  expect((await make(setupCode.text)).body).toMatchObject({ error: { reason: 'identity.setup-code-wrong' } });
});
