import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { convene } from '../../testing/cast.js';
import { signIn, startApp, type TestServer } from '../../testing/start-app.js';
import { connectClient, https, type TestClient } from '../../testing/test-client.js';

let server: TestServer;
let clock = Date.now();
const clients: TestClient[] = [];
const connect = async (username: string, cookie?: string): Promise<TestClient> => {
  const client = await connectClient(server, username, cookie ? { cookie } : {});
  clients.push(client);
  return client;
};
beforeAll(async () => {
  server = await startApp({ deps: { clock: () => clock } });
});
afterAll(async () => {
  for (const client of clients) client.close();
  await server.close();
});

/** What a page hears when its session ends, and how long after the call that ended it, milliseconds. */
async function ending(client: TestClient, end: () => Promise<unknown>): Promise<{ reason: string; ms: number }> {
  const told = client.next('identity:session-ended', undefined, 5000) as Promise<{ reason: string }>;
  const closed = new Promise((resolve) => client.socket.once('disconnect', resolve));
  const started = performance.now();
  void end();
  const { reason } = await told;
  await closed;
  client.close();
  return { reason, ms: performance.now() - started };
}

async function accountOf(admin: TestClient, username: string): Promise<{ id: string; revision: number }> {
  await admin.resume();
  const found = [...admin.rows('account').values()].find((account) => account['username'] === username);
  return { id: String(found?.['id']), revision: Number(found?.['revision']) };
}
const mayStill = async (cookie: string): Promise<number[]> => [
  (await https(server, 'GET', '/api/me', { cookie })).status,
  (await https(server, 'GET', '/api/cameras', { cookie })).status,
  (await https(server, 'GET', '/api/cameras/C301/hls/index.m3u8', { cookie })).status,
];

test('[ID6] disabling an account closes its sockets within a second, and pages and pictures are refused', async () => {
  const admin = await connect('admin');
  const clerk = await connect('clerk');
  expect(await mayStill(clerk.cookie)).toEqual([200, 200, 404]);
  const target = await accountOf(admin, 'clerk');
  const { reason, ms } = await ending(clerk, () =>
    admin.call('identity:update-account', { ...target, disabled: true }),
  );
  expect(reason).toBe('account-changed');
  expect(ms).toBeLessThan(1000);
  expect(await mayStill(clerk.cookie)).toEqual([401, 401, 401]);
  await expect(connect('clerk', clerk.cookie)).rejects.toThrow('unauthenticated');
  await expect(signIn(server, 'clerk')).rejects.toThrow('401');
});

test('[ID6] [ID8] a change of role takes effect with the next call', async () => {
  const admin = await connect('admin');
  const officer = await connect('officer4');
  await expect(officer.call('dispatch:officers', {})).rejects.toMatchObject({ code: 'forbidden' });
  const target = await accountOf(admin, 'officer4');
  const { ms } = await ending(officer, () =>
    admin.call('identity:update-account', { ...target, roles: ['dispatcher'] }),
  );
  expect(ms).toBeLessThan(1000);
  const promoted = await connect('officer4');
  expect((await promoted.call('dispatch:officers', {})).officers.length).toBeGreaterThan(0);
});

test('[ID6] an ended session keeps no seat: its media ends at once, not after the grace of a dropped page', async () => {
  const [admin, officer, dispatcher] = [await connect('admin'), await connect('officer1'), await connect('dispatcher')];
  const conference = await convene(officer, dispatcher);
  await officer.call('conference:join', { conferenceId: conference.id, seatId: randomUUID() });
  expect(server.app.workerPidOf(conference.id)).toBeDefined();
  const target = await accountOf(admin, 'officer1');
  await ending(officer, () => admin.call('identity:update-account', { ...target, password: 'another-password' }));
  await expect.poll(() => server.app.workerPidOf(conference.id), { timeout: 1000 }).toBeUndefined();
  await dispatcher.resume();
  await expect
    .poll(() => JSON.stringify(dispatcher.rows('conference').get(conference.id)?.['participants']))
    .toContain('"state":"LEFT"');
});

test('[ID4] changing the password ends the other sessions and keeps this one', async () => {
  const [here, elsewhere] = [await connect('lab'), await connect('lab')];
  await expect(
    here.call('identity:change-password', { current: 'wrong', next: 'long-enough-now' }),
  ).rejects.toMatchObject({ code: 'forbidden', reason: 'identity.wrong-password' });
  const change = { current: 'haigang-demo', next: 'long-enough-now' };
  const { reason, ms } = await ending(elsewhere, () => here.call('identity:change-password', change));
  expect(reason).toBe('password-changed');
  expect(ms).toBeLessThan(1000);
  expect((await here.call('identity:me', {})).principal.roles).toEqual(['lab']);
  await expect(signIn(server, 'lab')).rejects.toThrow('401');
  await signIn(server, 'lab', 'long-enough-now');
});

test('[ID4] signing out everywhere ends all sessions of the account, signing out ends one', async () => {
  const [first, second, third] = [await connect('registrar'), await connect('registrar'), await connect('registrar')];
  await ending(first, () => https(server, 'DELETE', '/api/session', { cookie: first.cookie }));
  expect((await second.call('identity:me', {})).principal.roles).toEqual(['registrar']);
  const also = third.next('identity:session-ended');
  await ending(second, () => second.call('identity:sign-out-everywhere', {}).catch(() => undefined));
  expect(await also).toEqual({ reason: 'signed-out-everywhere' });
  for (const client of [first, second, third]) expect(await mayStill(client.cookie)).toEqual([401, 401, 401]);
});

test('[ID6] a session that reaches its time is closed although its page asks nothing (bug: it went on hearing changes)', async () => {
  const agent = await connect('agent');
  const { reason } = await ending(agent, () => {
    clock += 12 * 3_600_000 + 1;
    return Promise.resolve();
  });
  expect(reason).toBe('session.ended');
  expect(await mayStill(agent.cookie)).toEqual([401, 401, 401]);
});

test('[ID5] the last administrator can neither be disabled nor lose the role', async () => {
  const admin = await connect('admin');
  const target = await accountOf(admin, 'admin');
  for (const change of [{ disabled: true }, { roles: ['clerk' as const] }]) {
    await expect(admin.call('identity:update-account', { ...target, ...change })).rejects.toMatchObject({
      code: 'conflict',
      reason: 'identity.last-administrator',
    });
  }
});
