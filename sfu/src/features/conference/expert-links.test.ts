import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';
import { convene, cookieOf, enterAsExpert } from '../../testing/cast.js';
import { startApp, type TestServer } from '../../testing/start-app.js';
import { connectClient, https, type TestClient } from '../../testing/test-client.js';

let server: TestServer;
let clock = Date.now();
let dispatcher: TestClient;
let officer: TestClient;
let conference: ConferenceView;
const clients: TestClient[] = [];
beforeAll(async () => {
  server = await startApp({ deps: { clock: () => clock } });
  dispatcher = await connectClient(server, 'dispatcher');
  officer = await connectClient(server, 'officer1');
  clients.push(dispatcher, officer);
  conference = await convene(officer, dispatcher);
});
afterAll(async () => {
  for (const client of clients) client.close();
  await server.close();
});

const invite = (validMinutes = 60) =>
  dispatcher.call('conference:invite-expert', { conferenceId: conference.id, expertName: '专家E03', validMinutes });
const post = (step: 'open' | 'enter', token: string, cookie?: string, key?: string) =>
  https(server, 'POST', `/api/expert-links/${step}`, { body: { token, key }, ...(cookie ? { cookie } : {}) });
const reasonOf = (answer: { body: unknown }): unknown => (answer.body as { error?: { reason: string } }).error?.reason;
const enter = async (id = conference.id) => {
  const expert = await enterAsExpert(server, dispatcher, id);
  clients.push(expert.client);
  return expert;
};

test('[LINK1] a token holds 128 random bits, is stored as a hash and does not come back in any list or audit row', async () => {
  const { link, token } = await invite();
  expect(Buffer.from(token, 'base64url')).toHaveLength(16);
  await dispatcher.resume();
  const [secrets, audit] = await Promise.all([
    server.app.database.reader.selectFrom('expert_secrets').selectAll().execute(),
    server.app.database.reader.selectFrom('audit_payloads').selectAll().execute(),
  ]);
  expect(JSON.stringify([secrets, audit, [...dispatcher.rows('expert-link').values()], link])).not.toContain(token);
});

test('[LINK11] [PRE2] the guest has a name for each language in his page, the list and the log; his device is told of (bug: one name for both, no report)', async () => {
  const name = { zh: '专家E05', en: 'Expert E05' };
  const { token } = await dispatcher.call('conference:invite-expert', {
    ...{ conferenceId: conference.id, expertName: name.zh, expertNameEn: name.en },
  });
  expect((await post('open', token)).body).toMatchObject({ expertName: name.zh, expertNameEn: name.en });
  const cookie = cookieOf(await post('enter', token));
  const guest = await connectClient(server, '', { cookie, surface: 'expert' });
  clients.push(guest);
  const { principal } = await guest.call('identity:me', {});
  expect(principal.name).toEqual(name);
  await dispatcher.resume();
  const row = dispatcher.rows('conference').get(conference.id) as unknown as ConferenceView;
  expect(row.participants.find((one) => one.principalId === principal.id)?.name).toEqual(name);
  const { entries } = await dispatcher.call('incident:log', { id: conference.incidentId });
  const invited = entries.filter(({ textKey }) => textKey === 'log.expert-invited').at(-1);
  expect(invited?.params).toEqual({ name: name.zh, nameEn: name.en });
  const told = dispatcher.next('identity:presence-changed', (pages) => JSON.stringify(pages).includes('4g'), 5000);
  await guest.call('identity:report-presence', {
    ...{ surface: 'expert', foreground: true, onDuty: false, soundBlocked: false },
    ...{ position: null, positionAt: null, batteryPercent: 64, network: '4g' },
  });
  expect(await told).toMatchObject([{ principalId: principal.id, batteryPercent: 64, network: '4g' }]);
});

test('[LINK2] looking consumes nothing: link previews, reloads and many browsers, then one enters', async () => {
  const { token } = await invite();
  for (let at = 0; at < 5; at += 1) {
    await https(server, 'GET', `/join/${token}`);
    const looked = await post('open', token);
    expect(looked.body).toMatchObject({ expertName: '专家E03', entered: false });
    expect(looked.headers['set-cookie']).toBeUndefined();
  }
  expect((await post('enter', token)).status).toBe(201);
});

test('[LINK3] a link belongs to the first browser that enters; it may come back, another is refused', async () => {
  const { token } = await invite();
  const entered = await post('enter', token);
  const cookie = cookieOf(entered);
  expect(String(entered.headers['set-cookie'])).toMatch(/^__Host-haigang-guest=.*HttpOnly; Secure; SameSite=Lax/u);
  expect((await post('open', token, cookie)).body).toMatchObject({ entered: true });
  expect((await post('enter', token, cookie)).status).toBe(201);
  const stranger = await enter();
  for (const other of [undefined, stranger.cookie]) {
    for (const step of ['open', 'enter'] as const) {
      const refused = await post(step, token, other);
      expect([refused.status, reasonOf(refused)]).toEqual([403, 'expert-link.bound-elsewhere']);
    }
  }
});

test('[LINK9] an answer to Enter that was lost: the same key gets in again, another one does not (bug: the link was burnt)', async () => {
  const { token, link } = await invite();
  const [key, other] = [randomUUID(), randomUUID()];
  const lost = cookieOf(await post('enter', token, undefined, key));
  expect((await post('open', token, undefined, key)).body).toMatchObject({ entered: false });
  const again = await post('enter', token, undefined, key);
  expect(again.status).toBe(201);
  const cookie = cookieOf(again);
  expect((await post('open', token, cookie)).body).toMatchObject({ entered: true });
  expect((await post('enter', token, cookie, key)).headers['set-cookie']).toBeUndefined();
  // The cookie that never arrived opens nothing, nor does another key, nor none.
  await expect(connectClient(server, '', { cookie: lost, surface: 'expert' })).rejects.toThrow('unauthenticated');
  for (const step of ['open', 'enter'] as const) {
    for (const wrong of [other, undefined]) {
      expect(reasonOf(await post(step, token, lost, wrong))).toBe('expert-link.bound-elsewhere');
    }
  }
  const client = await connectClient(server, '', { cookie, surface: 'expert' });
  clients.push(client);
  expect((await client.call('identity:me', {})).principal.id).toBe(link.guestId);
  const [secrets, audit] = await Promise.all([
    server.app.database.reader.selectFrom('expert_secrets').selectAll().execute(),
    server.app.database.reader.selectFrom('audit_payloads').selectAll().execute(),
  ]);
  expect(JSON.stringify([secrets, audit])).not.toContain(key);
  await dispatcher.call('conference:revoke-link', { linkId: link.id });
  expect(reasonOf(await post('enter', token, undefined, key))).toBe('expert-link.revoked');
});

test('[LINK9] a page that is open goes on when its browser enters again; a key opens no link whose time is over', async () => {
  const { token } = await invite(5);
  const key = randomUUID();
  const open = await connectClient(server, '', {
    cookie: cookieOf(await post('enter', token, undefined, key)),
    surface: 'expert',
  });
  clients.push(open);
  expect((await post('enter', token, undefined, key)).status).toBe(201);
  expect((await open.call('identity:me', {})).principal.kind).toBe('guest');
  clock += 5 * 60_000;
  expect(reasonOf(await post('enter', token, undefined, key))).toBe('expert-link.expired');
});

test('[LINK3] two browsers that press Enter at the same moment: one is in', async () => {
  const { token } = await invite();
  const both = await Promise.all([1, 2].map(() => post('enter', token, undefined, randomUUID())));
  expect(both.map((answer) => answer.status).toSorted()).toEqual([201, 403]);
});

test('[LINK4] revocation evicts live within a second, with the seat, and the link opens no more', async () => {
  const expert = await enter();
  await dispatcher.call('conference:admit', { conferenceId: conference.id, principalId: expert.guestId });
  await expert.client.call('conference:join', { conferenceId: conference.id, seatId: randomUUID() });
  expect(server.app.workerPidOf(conference.id)).toBeDefined();
  const told = expert.client.next('identity:session-ended', undefined, 1000);
  await dispatcher.call('conference:revoke-link', { linkId: expert.linkId });
  expect(await told).toEqual({ reason: 'expert-link.revoked' });
  await expect.poll(() => server.app.workerPidOf(conference.id), { timeout: 1000 }).toBeUndefined();
  const { cookie } = expert;
  await expect(connectClient(server, '', { cookie, surface: 'expert' })).rejects.toThrow('unauthenticated');
  for (const step of ['open', 'enter'] as const) {
    expect(reasonOf(await post(step, expert.token, cookie))).toBe('expert-link.revoked');
  }
});

test('[ROOM10] whoever is refused or removed has no link any more (bug: the guest stayed signed in and came back)', async () => {
  for (const call of ['conference:refuse', 'conference:remove'] as const) {
    const expert = await enter();
    const told = expert.client.next('identity:session-ended', undefined, 1000);
    await dispatcher.call(call, { conferenceId: conference.id, principalId: expert.guestId });
    expect(await told).toEqual({ reason: 'expert-link.removed' });
    const { cookie } = expert;
    await expect(connectClient(server, '', { cookie, surface: 'expert' })).rejects.toThrow('unauthenticated');
    expect(reasonOf(await post('enter', expert.token, cookie))).toBe('expert-link.revoked');
  }
});

test('[LINK5] leaving the lobby and coming back is no admission (bug: LEFT could join)', async () => {
  const expert = await enter();
  const join = () => expert.client.call('conference:join', { conferenceId: conference.id, seatId: randomUUID() });
  await expect(join()).rejects.toMatchObject({ code: 'forbidden', reason: 'conference.not-invited' });
  await expert.client.call('conference:leave', { conferenceId: conference.id });
  await expect(join()).rejects.toMatchObject({ code: 'forbidden', reason: 'conference.not-invited' });
  await dispatcher.call('conference:admit', { conferenceId: conference.id, principalId: expert.guestId });
  await join();
  await expert.client.call('conference:leave', { conferenceId: conference.id });
  await join();
});

test('[LINK1] [LINK6] a link and its guest end at the time written on the link', async () => {
  const [{ token }, bound] = [await invite(5), await invite(5)];
  const cookie = cookieOf(await post('enter', bound.token));
  const client = await connectClient(server, '', { cookie, surface: 'expert' });
  clients.push(client);
  const told = client.next('identity:session-ended', undefined, 3000);
  clock += 5 * 60_000;
  expect(await told).toEqual({ reason: 'session.ended' });
  expect(reasonOf(await post('enter', token))).toBe('expert-link.expired');
});

test('[LINK6] the end of the conference ends its guests, and its links open no more (bug: the socket stayed)', async () => {
  const other = await convene(officer, dispatcher);
  const expert = await enter(other.id);
  const told = expert.client.next('identity:session-ended', undefined, 1000);
  await dispatcher.call('conference:end', { conferenceId: other.id });
  expect(await told).toEqual({ reason: 'expert-link.conference-ended' });
  expect(reasonOf(await post('open', expert.token, expert.cookie))).toBe('expert-link.conference-ended');
});

test('[LINK7] links reused, forged, expired and tried in another room are refused and counted by reason', async () => {
  const other = await convene(officer, dispatcher);
  const expert = await enter();
  await expect(
    expert.client.call('conference:join', { conferenceId: other.id, seatId: randomUUID() }),
  ).rejects.toMatchObject({ code: 'forbidden', reason: 'expert-link.other-room' });
  await expect(
    expert.client.call('conference:join', { conferenceId: randomUUID(), seatId: randomUUID() }),
  ).rejects.toMatchObject({ code: 'forbidden', reason: 'expert-link.other-room' });
  for (const forged of ['A'.repeat(22), 'short', `${expert.token}x`]) {
    expect(reasonOf(await post('enter', forged))).toBe('expert-link.unknown');
  }
  expect(reasonOf(await post('enter', expert.token))).toBe('expert-link.bound-elsewhere');
  const metrics = String((await https(server, 'GET', '/metrics')).body);
  const count = (reason: string) =>
    Number(new RegExp(`haigang_expert_link_refused_total\\{reason="${reason}"\\} (\\d+)`, 'u').exec(metrics)?.[1]);
  expect([count('other-room'), count('unknown')]).toEqual([2, 3]);
  expect(count('bound-elsewhere')).toBeGreaterThan(0);
  expect(metrics).not.toContain(expert.token);
});
