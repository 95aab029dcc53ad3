import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SettingView } from '@haigang/shared/features/settings/settings.model';
import { signIn, startApp, type TestServer } from '../../testing/start-app.js';
import { connectClient, https, type TestClient } from '../../testing/test-client.js';

const GRACE = 'conference.seat-grace-seconds';
const HOURS = 'identity.staff-session-hours';
const LINK = 'conference.expert-link-minutes';
const PULLERS = 'camera.max-pullers';

let server: TestServer;
let clock = Date.now();
const clients: TestClient[] = [];
const people: Record<string, TestClient> = {};
const as = (name: string): TestClient => people[name]!;
const row = (name: string, key: string) => as(name).rows('setting').get(key) as unknown as SettingView;
const revision = (key: string): number => row('admin', key).revision;
const change = (key: string, value: number | boolean) => ({ key, value, revision: revision(key), reason: 'drill' });

async function join(username: string, options: Parameters<typeof connectClient>[2] = {}): Promise<void> {
  const client = await connectClient(server, username, options);
  clients.push(client);
  await client.resume();
  people[username] = client;
}
async function joinAll(): Promise<void> {
  await join('admin');
  await as('admin')
    .call('identity:create-account', {
      username: 'admin2',
      name: { zh: '管理员02', en: 'Administrator 02' },
      roles: ['administrator'],
      password: 'haigang-demo',
    })
    .catch(() => undefined);
  for (const name of ['admin2', 'commander', 'auditor', 'dispatcher', 'agent']) await join(name);
}
const audited = (action: string) =>
  server.app.database.reader
    .selectFrom('audit')
    .innerJoin('audit_payloads', 'audit_payloads.digest', 'audit.payload_digest')
    .select(['actor_id', 'entity_id', 'payload'])
    .where('action', '=', action)
    .orderBy('seq', 'desc')
    .executeTakeFirst();

beforeAll(async () => {
  server = await startApp({ deps: { clock: () => clock } });
  await joinAll();
});
afterAll(async () => {
  for (const client of clients) client.close();
  await server.close();
});

test('[SET1] [SET6] an administrator sets an ordinary setting: in force at once, told to every screen, kept over a restart', async () => {
  expect(row('dispatcher', LINK)).toMatchObject({ value: 120, isDefault: true, can: { set: false } });
  await as('admin').call('settings:set', change(LINK, 45));
  await expect.poll(() => row('dispatcher', LINK).value).toBe(45);
  expect(row('dispatcher', LINK)).toMatchObject({ changedByName: null });
  expect(row('auditor', LINK)).toMatchObject({ changedByName: { en: 'Administrator 01' }, isDefault: false });

  const officer = await connectClient(server, 'officer1', { surface: 'field' });
  clients.push(officer);
  const request = await officer.call('conference:request', { reason: 'fever' });
  const { conference } = await as('dispatcher').call('conference:accept', { requestId: request.id });
  const { link } = await as('dispatcher').call('conference:invite-expert', {
    conferenceId: conference.id,
    expertName: 'E1',
  });
  expect(Date.parse(link.expiresAt) - Date.parse(link.issuedAt)).toBe(45 * 60_000);

  for (const client of clients.splice(0)) client.close();
  await server.restart();
  await joinAll();
  expect(row('dispatcher', LINK)).toMatchObject({ value: 45, isDefault: false });
});

test('[SET2] [SET3] a threshold needs a second person, who is never the proposer', async () => {
  await expect(as('admin').call('settings:set', change(GRACE, 60))).rejects.toMatchObject({
    code: 'forbidden',
    reason: 'setting.two-persons',
  });
  const proposed = await as('admin').call('settings:propose', change(GRACE, 60));
  expect(proposed).toMatchObject({ value: 120, can: { approve: false, refuse: true } });
  await expect.poll(() => row('commander', GRACE).proposal).toMatchObject({ value: 60, reason: 'drill' });
  await expect(as('admin').call('settings:propose', change(GRACE, 70))).rejects.toMatchObject({
    reason: 'setting.already-proposed',
  });
  const target = { key: GRACE, revision: proposed.revision };
  await expect(as('admin').call('settings:approve', target)).rejects.toMatchObject({
    code: 'forbidden',
    reason: 'setting.own-proposal',
  });
  await expect(as('dispatcher').call('settings:approve', target)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(as('auditor').call('settings:approve', target)).rejects.toMatchObject({ code: 'forbidden' });
  const approved = await as('commander').call('settings:approve', target);
  expect(approved).toMatchObject({ value: 60, proposal: null });
  await expect(as('admin2').call('settings:approve', target)).rejects.toMatchObject({ reason: 'setting.stale' });
});

test('[SET2] a threshold changes what the server does from the approval on: staff sessions end sooner', async () => {
  const proposed = await as('admin').call('settings:propose', change(HOURS, 1));
  const long = await https(server, 'POST', '/api/session', { body: { username: 'clerk', password: 'haigang-demo' } });
  expect(String(long.headers['set-cookie'])).toContain(`Max-Age=${12 * 3600}`);
  await as('admin2').call('settings:approve', { key: HOURS, revision: proposed.revision });
  const cookie = await signIn(server, 'clerk');
  expect((await https(server, 'GET', '/api/me', { cookie })).status).toBe(200);
  clock += 3_600_001;
  expect((await https(server, 'GET', '/api/me', { cookie })).status).toBe(401);
  clock -= 3_600_001;
});

test('[SET3] the proposer withdraws, another refuses with a reason; the old value holds', async () => {
  const before = row('admin', GRACE).value;
  const first = await as('admin').call('settings:propose', change(GRACE, 300));
  await as('admin').call('settings:refuse', { key: GRACE, revision: first.revision, reason: 'typing error' });
  expect(await audited('setting:withdrawn')).toMatchObject({ entity_id: GRACE });
  await expect.poll(() => row('admin', GRACE).proposal).toBeNull();
  const second = await as('admin').call('settings:propose', change(GRACE, 301));
  await as('commander').call('settings:refuse', { key: GRACE, revision: second.revision, reason: 'too long' });
  await expect.poll(() => row('auditor', GRACE)).toMatchObject({ value: before, proposal: null });
  expect((await audited('setting:refused'))?.payload).toContain('too long');
});

test('[SET3] the proposal of a disabled administrator is not approved', async () => {
  await as('admin2').call('settings:propose', change(GRACE, 90));
  await expect.poll(() => row('admin', GRACE).proposal).not.toBeNull();
  const account = [...as('admin').rows('account').values()].find((one) => one['username'] === 'admin2')!;
  const { id, revision: at } = account as unknown as { id: string; revision: number };
  const disabled = await as('admin').call('identity:update-account', { id, revision: at, disabled: true });
  const target = { key: GRACE, revision: revision(GRACE) };
  await expect(as('commander').call('settings:approve', target)).rejects.toMatchObject({
    reason: 'setting.proposer-gone',
  });
  await as('commander').call('settings:refuse', { ...target, reason: 'left' });
  await as('admin').call('identity:update-account', { id, revision: disabled.revision, disabled: false });
});

test('[SET4] wrong types, values out of range and unknown keys are refused in words', async () => {
  for (const value of [0, 129, 1.5, true]) {
    await expect(as('admin').call('settings:set', change(PULLERS, value))).rejects.toMatchObject({
      code: 'invalid_input',
      reason: 'setting.out-of-range',
    });
  }
  await expect(
    as('admin').call('settings:set', { key: '__proto__', value: 1, revision: 0, reason: 'x' }),
  ).rejects.toMatchObject({ code: 'not_found', reason: 'setting.unknown' });
  await expect(
    as('admin').call('settings:set', { key: PULLERS, value: 8, revision: 7, reason: 'x' }),
  ).rejects.toMatchObject({ code: 'conflict', reason: 'setting.stale' });
});

test('[SET4] a stored value that no longer fits is not used, and the server starts', async () => {
  await as('admin').call('settings:set', change(PULLERS, 8));
  await server.app.database.writer
    .updateTable('settings')
    .set({ value: '"many"' })
    .where('key', '=', PULLERS)
    .execute();
  for (const client of clients.splice(0)) client.close();
  await server.restart();
  await joinAll();
  expect(row('admin', PULLERS)).toMatchObject({ value: 32, isDefault: true });
});

test('[SET5] [SET6] every step is audited, and settings are listed for those who govern them alone', async () => {
  const written = await audited('setting:approved');
  expect(JSON.parse(written!.payload)).toMatchObject({ from: 12, to: 1, reason: 'drill' });
  const { settings } = await as('auditor').call('settings:list', {});
  expect(settings.find((one) => one.id === GRACE)).toMatchObject({
    label: { zh: '断线后席位保留时间' },
    unit: 'seconds',
    default: 120,
    min: 15,
    max: 600,
    twoPerson: true,
    can: { set: false, propose: false, approve: false, refuse: false },
  });
  for (const name of ['dispatcher', 'agent']) {
    await expect(as(name).call('settings:list', {})).rejects.toMatchObject({ code: 'forbidden' });
  }
  expect(as('dispatcher').rows('setting').has('identity.sign-in-free-attempts')).toBe(false);
  expect(as('agent').rows('setting').size).toBe(0);
});
