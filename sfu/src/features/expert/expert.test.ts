import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { convene, enterAsExpert } from '../../testing/cast.js';
import { startApp, type TestServer } from '../../testing/start-app.js';
import { connectClient, type TestClient } from '../../testing/test-client.js';

let server: TestServer;
let open: TestClient[];
let officer: TestClient;
let dispatcher: TestClient;
let expert: TestClient;
let id: string;
const as = async (username: string): Promise<TestClient> => {
  const client = await connectClient(server, username);
  open.push(client);
  return client;
};
beforeEach(async () => {
  open = [];
  server = await startApp();
  [officer, dispatcher, expert] = [await as('officer1'), await as('dispatcher'), await as('expert')];
  ({ id } = (await expert.call('identity:me', {})).principal);
});
afterEach(async () => {
  for (const client of open) client.close();
  await server.close();
});

const entry = { specialities: ['radiation' as const], organisation: '示例疾控', phone: '0574-0001' };
const save = async (client: TestClient, change: object = {}) => {
  await dispatcher.resume();
  const revision = (dispatcher.rows('expert').get(id)?.['revision'] as number | undefined) ?? null;
  return client.call('expert:save', { id, revision, ...entry, ...change });
};

test('[EXPT1] dispatcher and administrator keep the directory, for accounts with the role alone', async () => {
  const admin = await as('admin');
  expect((await dispatcher.call('expert:accounts', {})).accounts.map((one) => one.id)).toEqual([id]);
  expect(await save(dispatcher)).toMatchObject({ ...entry, name: { en: 'Expert E01' } });
  expect((await save(admin, { phone: '0574-0002' })).phone).toBe('0574-0002');
  await expect(save(admin, { revision: 0 })).rejects.toMatchObject({ code: 'conflict', reason: 'expert.stale' });
  const officerId = (await officer.call('identity:me', {})).principal.id;
  await expect(save(admin, { id: officerId, revision: null })).rejects.toMatchObject({
    reason: 'expert.not-an-expert',
  });
  await expert.resume();
  await officer.resume();
  expect([expert.rows('expert').size, officer.rows('expert').size]).toEqual([1, 0]);
});

test('[EXPT2] an expert says himself whether he is on call; it is there after a restart, and audited', async () => {
  const set = (until: string | null) => expert.call('expert:set-availability', { availability: 'busy', until });
  await expect(set('2020-01-01T00:00:00.000Z')).rejects.toMatchObject({ reason: 'expert.until-past' });
  const until = new Date(Date.now() + 3_600_000).toISOString();
  await set(until);
  await dispatcher.resume();
  expect(dispatcher.rows('expert').get(id)).toMatchObject({ availability: 'busy', until });
  await expect(dispatcher.call('expert:set-availability', { availability: 'available', until: null })).rejects.toThrow(
    'internal-expert',
  );
  await server.restart();
  const again = await as('commander');
  await again.resume();
  expect(again.rows('expert').get(id)).toMatchObject({ availability: 'busy', until });
  const rows = await server.app.database.reader
    .selectFrom('audit')
    .select('action')
    .where('action', '=', 'expert:availability-set')
    .execute();
  expect(rows).toHaveLength(1);
});

test('[EXPT5] an invited expert takes a seat; a second invitation changes nothing, a disabled account is refused', async () => {
  const conference = await convene(officer, dispatcher);
  const target = { conferenceId: conference.id, id };
  const join = () => expert.call('conference:join', { conferenceId: conference.id, seatId: randomUUID() });
  await expect(join()).rejects.toMatchObject({ reason: 'conference.not-invited' });
  await expect(officer.call('expert:invite', target)).rejects.toMatchObject({ code: 'forbidden' });
  const invited = await dispatcher.call('expert:invite', target);
  expect(invited.participants).toContainEqual(expect.objectContaining({ principalId: id, state: 'RINGING' }));
  await join();
  const again = await dispatcher.call('expert:invite', target);
  expect(again.participants.filter((one) => one.principalId === id)).toMatchObject([{ role: 'internal-expert' }]);
  const { entries } = await dispatcher.call('incident:log', { id: conference.incidentId });
  const keys = entries.map((one) => one.textKey);
  expect(keys.filter((key) => key === 'log.internal-expert-invited')).toHaveLength(1);
  const admin = await as('admin');
  await admin.resume();
  const account = admin.rows('account').get(id);
  await admin.call('identity:update-account', { id, revision: Number(account?.['revision']), disabled: true });
  await dispatcher.call('conference:remove', { conferenceId: conference.id, principalId: id });
  await expect(dispatcher.call('expert:invite', target)).rejects.toMatchObject({ reason: 'expert.not-an-expert' });
});

test('[EXPT6] an internal expert sees what he is invited to and nothing else; removed, he sees it no more', async () => {
  const conference = await convene(officer, dispatcher);
  const other = await officer.call('incident:report', { kind: 'radiation', summary: 'gate alarm' });
  await expert.resume();
  const seen = () => [
    expert.rows('incident').size,
    expert.rows('conference').size,
    expert.rows('incident-log').size > 0,
  ];
  expect(seen()).toEqual([0, 0, false]);
  await dispatcher.call('expert:invite', { conferenceId: conference.id, id });
  await expect.poll(seen).toEqual([1, 1, true]);
  expect(expert.rows('incident').has(conference.incidentId)).toBe(true);
  expect((await expert.call('incident:log', { id: conference.incidentId })).entries.length).toBeGreaterThan(2);
  await expect(expert.call('incident:get', { id: other.id })).rejects.toMatchObject({ reason: 'incident.unknown' });
  await expect(expert.call('incident:add-note', { id: conference.incidentId, note: 'x' })).rejects.toMatchObject({
    code: 'forbidden',
  });
  await dispatcher.call('conference:remove', { conferenceId: conference.id, principalId: id });
  await expect.poll(() => expert.rows('incident').size).toBe(0);
  await expect(expert.call('incident:log', { id: conference.incidentId })).rejects.toMatchObject({
    reason: 'incident.unknown',
  });
});

test('[EXPT6] called with others, or declining, he sees the incident as well', async () => {
  const { id: incidentId } = await officer.call('incident:report', { kind: 'illness', summary: 'fever' });
  const conference = await dispatcher.call('conference:call', {
    ...{ incidentId, who: { kind: 'chosen', principalIds: [id] } },
  });
  await expert.call('conference:decline-call', { conferenceId: conference.id, reason: 'busy' });
  expect((await expert.call('incident:get', { id: incidentId })).summary).toBe('fever');
  await dispatcher.call('expert:invite', { conferenceId: conference.id, id });
  await expert.call('conference:join', { conferenceId: conference.id, seatId: randomUUID() });
});

test('[EXPT6] an external expert sees the conference with its number, no incident and no log', async () => {
  const conference = await convene(officer, dispatcher);
  const guest = await enterAsExpert(server, dispatcher, conference.id);
  open.push(guest.client);
  await dispatcher.call('conference:admit', { conferenceId: conference.id, principalId: guest.guestId });
  await guest.client.resume();
  expect(guest.client.rows('conference').get(conference.id)).toMatchObject({
    incidentNumber: conference.incidentNumber,
  });
  for (const entity of ['incident', 'incident-log', 'expert', 'expert-link', 'dispatch', 'account'] as const) {
    expect([entity, guest.client.rows(entity).size]).toEqual([entity, 0]);
  }
  await expect(guest.client.call('incident:get', { id: conference.incidentId })).rejects.toMatchObject({
    reason: 'incident.unknown',
  });
});
