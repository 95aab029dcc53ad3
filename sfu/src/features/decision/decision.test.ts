import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { DecisionView } from '@haigang/shared/features/decision/decision.model';
import type { Candidate } from '@haigang/shared/features/decision/decision.protocol';
import { convene, enrolledUnit, enterAsExpert, pairedDisplay, raiseCallRate } from '../../testing/cast.js';
import { connectClient, type TestClient } from '../../testing/test-client.js';
import { startApp, type TestServer } from '../../testing/start-app.js';

const TEXT = '全员单间隔离，采样 5 人 ×2；停止一切上下船与装卸。';

let server: TestServer;
const clients = new Map<string, TestClient>();
let guest: TestClient;
let guestId: string;
let incidentId: string;
let people: Candidate[];
const as = (who: string): TestClient => clients.get(who)!;
const seen = ({ id, revision }: { id: string; revision: number }) => ({ id, revision });
const idOf = (en: string): string => people.find((one) => one.name.en === en)!.principalId;

beforeAll(async () => {
  server = await startApp();
  for (const who of ['commander', 'dispatcher', 'officer1', 'officer2', 'officer3', 'expert', 'auditor', 'admin']) {
    clients.set(who, await connectClient(server, who));
  }
  await raiseCallRate(as('admin'));
  clients.set('wall', (await pairedDisplay(server, as('dispatcher'))).client);
  for (const client of clients.values()) await client.resume();
});
afterAll(async () => {
  for (const client of clients.values()) client.close();
  guest.close();
  await server.close();
});

/** An incident with its conference and an admitted expert from outside. */
beforeEach(async () => {
  const conference = await convene(as('officer1'), as('dispatcher'));
  incidentId = conference.incidentId;
  const expert = await enterAsExpert(server, as('dispatcher'), conference.id);
  await as('dispatcher').call('conference:admit', { conferenceId: conference.id, principalId: expert.guestId });
  ({ client: guest, guestId } = expert);
  await guest.resume();
  ({ people } = await as('dispatcher').call('decision:people', { incidentId }));
});

test('[DEC2] [DEC7] those in the conference come first, then the others by name (bug: officer 04 stood above officer 02)', () => {
  const inside = people.filter((one) => one.inConference);
  const others = people.filter((one) => !one.inConference);
  expect(people).toEqual([...inside, ...others]);
  const officers = others.filter((one) => one.role === 'officer').map((one) => one.name.zh);
  expect(officers.length).toBeGreaterThan(1);
  expect(officers).toEqual([...officers].sort());
});

const propose = (askIds: string[] = [guestId], more: { supersedesId?: string; text?: string } = {}) =>
  as('dispatcher').call('decision:propose', { incidentId, text: TEXT, askIds, ...more });
const approve = (sheet: DecisionView, reason?: string) =>
  as('commander').call('decision:approve', { ...seen(sheet), ...(reason ? { reason } : {}) });

async function approved(more: { supersedesId?: string; text?: string } = {}): Promise<DecisionView> {
  const sheet = await propose([guestId], more);
  return approve(await guest.call('decision:give-opinion', { id: sheet.id, version: 1, stance: 'agree' }));
}
async function deployed(more: { supersedesId?: string } = {}): Promise<DecisionView> {
  const addresseeIds = [idOf('Officer 01'), idOf('Officer 02')];
  return as('dispatcher').call('decision:deploy', { ...seen(await approved(more)), addresseeIds });
}
async function log(): Promise<{ key: string; prevHash: string; hash: string; note: string | null }[]> {
  const { entries } = await as('auditor').call('incident:log', { id: incidentId });
  return entries.map(({ textKey, prevHash, hash, note }) => ({
    ...{ key: textKey.replace('log.', ''), prevHash, hash, note },
  }));
}

test('[DEC2] who can be asked and addressed; a name without a voice refuses the sheet whole', async () => {
  const row = (en: string) => people.find((one) => one.name.en === en);
  expect(row('E1')).toMatchObject({ voice: 'stance', addressable: false, inConference: true });
  expect(row('Expert E01')).toMatchObject({ voice: 'stance', addressable: true, inConference: false });
  expect(row('Officer 01')).toMatchObject({ voice: 'text', addressable: true, inConference: true });
  expect(row('Dispatcher 01')).toMatchObject({ voice: 'none', addressable: true });
  expect(people.map((one) => one.name.en)).not.toContain('Auditor 01');
  for (const stranger of [idOf('Dispatcher 01'), 'account:nobody', `guest:${incidentId}`]) {
    await expect(propose([guestId, stranger])).rejects.toMatchObject({ reason: 'decision.cannot-be-asked' });
  }
  expect(await log()).not.toContainEqual(expect.objectContaining({ key: 'decision-proposed' }));
  expect(await propose([])).toMatchObject({ state: 'PROPOSED', number: 1 });
  expect(await propose()).toMatchObject({ state: 'OPINIONS', number: 2 });
});

test('[DEC2] a sheet cannot be proposed on an incident that is over', async () => {
  const { revision } = await as('dispatcher').call('incident:get', { id: incidentId });
  const acknowledged = await as('dispatcher').call('incident:acknowledge', { id: incidentId, revision });
  const room = [...as('dispatcher').rows('conference').values()].find((one) => one['incidentId'] === incidentId);
  await as('commander').call('conference:end', { conferenceId: String(room?.['id']) });
  await as('commander').call('incident:declare-false-alarm', { ...seen(acknowledged), reason: 'test call' });
  await expect(propose([])).rejects.toMatchObject({ reason: 'incident.over' });
});

test('[DEC12] [DEC6] [DEC8] from proposal to closed order: in the log, in order, in one chain', async () => {
  const asked = await propose([guestId, idOf('Officer 01')]);
  await guest.call('decision:give-opinion', { id: asked.id, version: 1, stance: 'agree', text: '同意，先采样' });
  const heard = await as('officer1').call('decision:give-opinion', { id: asked.id, version: 1, text: '舱室够用' });
  const frozen = await approve(heard);
  expect(frozen.approval?.textHash).toBe(createHash('sha256').update(TEXT).digest('hex'));
  const addresseeIds = [idOf('Officer 01'), idOf('Officer 02')];
  const out = await as('dispatcher').call('decision:deploy', { ...seen(frozen), addresseeIds });
  for (const who of ['officer1', 'officer2']) {
    await expect
      .poll(() => as(who).rows('decision').get(out.id))
      .toMatchObject({
        ...{ state: 'DEPLOYED', text: TEXT, version: 1, approval: { textHash: frozen.approval?.textHash } },
      });
    await as(who).call('decision:acknowledge', { id: out.id });
  }
  await expect.poll(() => as('wall').rows('decision').get(out.id)).toMatchObject({ acks: { done: 2, all: 2 } });
  const all = as('dispatcher').rows('decision').get(out.id) as unknown as DecisionView;
  expect(all).toMatchObject({ state: 'ACKED', can: { complete: true } });
  expect(await as('dispatcher').call('decision:complete', seen(all))).toMatchObject({ state: 'DONE' });
  const rows = await log();
  const steps = rows.filter(({ key }) => /^(?:decision|order)-/u.test(key));
  expect(steps.map(({ key }) => key)).toEqual([
    ...['decision-proposed', 'decision-asked', 'decision-agreed', 'decision-wrote', 'decision-approved'],
    ...['order-deployed', 'order-acked', 'order-acked', 'order-all-acked', 'order-done'],
  ]);
  rows.slice(1).forEach((row, at) => expect(row.prevHash).toBe(rows[at]?.hash));
  expect(steps.find(({ key }) => key === 'order-deployed')?.note).toBe(TEXT);
  const { count } = await server.app.database.reader
    .selectFrom('audit')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('entity', '=', 'decision')
    .where('entity_id', '=', out.id)
    .executeTakeFirstOrThrow();
  expect(count).toBe(steps.length);
});

test('[DEC5] an objection that arrives while the commander approves makes his approval stale', async () => {
  const sheet = await propose();
  const read = await guest.call('decision:give-opinion', { id: sheet.id, version: 1, stance: 'agree' });
  await guest.call('decision:give-opinion', { id: sheet.id, version: 1, stance: 'object', text: '样本不够' });
  await expect(approve(read)).rejects.toMatchObject({ reason: 'decision.stale' });
  const now = as('commander').rows('decision').get(sheet.id) as unknown as DecisionView;
  await expect(approve(now)).rejects.toMatchObject({ reason: 'decision.reason-needed' });
  expect(await approve(now, '时间紧迫，补采样本')).toMatchObject({ state: 'APPROVED', approval: { object: 1 } });
});

test('[DEC4] after a revision an opinion for the old words is refused', async () => {
  const sheet = await propose();
  const revised = await as('dispatcher').call('decision:revise', { ...seen(sheet), text: 'five samples' });
  await expect(
    guest.call('decision:give-opinion', { id: sheet.id, version: 1, stance: 'agree' }),
  ).rejects.toMatchObject({ reason: 'decision.text-changed' });
  await guest.call('decision:give-opinion', { id: sheet.id, version: revised.version, stance: 'agree' });
});

test('[DEC7] one name that receives no orders refuses the deployment whole, and a past deadline too', async () => {
  const sheet = await approved();
  const deploy = (addresseeIds: string[], dueAt?: string) =>
    as('dispatcher').call('decision:deploy', { ...seen(sheet), addresseeIds, ...(dueAt ? { dueAt } : {}) });
  for (const wrong of [guestId, 'account:nobody']) {
    await expect(deploy([idOf('Officer 01'), wrong])).rejects.toMatchObject({
      reason: 'decision.cannot-be-addressed',
    });
  }
  await expect(deploy([])).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(deploy([idOf('Officer 01')], '2020-01-01T00:00:00.000Z')).rejects.toMatchObject({
    reason: 'decision.due-past',
  });
  const out = await deploy([idOf('Officer 01'), idOf('Officer 01')]);
  expect(out.addressees).toHaveLength(1);
  await expect(deploy([idOf('Officer 02')])).rejects.toMatchObject({ reason: 'decision.stale' });
});

test('[DEC8] a second press writes nothing; nobody signs for another', async () => {
  const order = await deployed();
  const once = await as('officer1').call('decision:acknowledge', { id: order.id });
  expect(await as('officer1').call('decision:acknowledge', { id: order.id })).toEqual(once);
  expect((await log()).filter(({ key }) => key === 'order-acked')).toHaveLength(1);
  await expect(as('commander').call('decision:acknowledge', { id: order.id })).rejects.toMatchObject({
    reason: 'decision.not-addressed',
  });
});

test('[DEC9] an order with somebody unsigned is not closed', async () => {
  const order = await deployed();
  const one = await as('officer1').call('decision:acknowledge', { id: order.id });
  await expect(as('dispatcher').call('decision:complete', seen(one))).rejects.toMatchObject({
    reason: 'decision.not-all-acked',
  });
  await expect(as('officer1').call('decision:complete', seen(one))).rejects.toMatchObject({
    reason: 'decision.not-yours',
  });
});

test('[DEC10] a newer order replaces the one it names when it is deployed, not before', async () => {
  const old = await deployed();
  const state = () => as('officer1').rows('decision').get(old.id)?.['state'];
  const next = await deployed({ supersedesId: old.id });
  await expect.poll(state).toBe('SUPERSEDED');
  expect(next.supersedes).toEqual({ id: old.id, number: old.number });
  await expect(as('officer1').call('decision:acknowledge', { id: old.id })).rejects.toMatchObject({
    reason: 'decision.superseded',
  });
  const third = await approved({ supersedesId: next.id });
  expect(third.state).toBe('APPROVED');
  expect(as('dispatcher').rows('decision').get(next.id)?.['state']).toBe('DEPLOYED');
  await expect(propose([], { supersedesId: '6f2c1c1e-4a52-4e0e-9d0e-0a3f3a1b2c3d' })).rejects.toMatchObject({
    reason: 'decision.unknown',
  });
});

test('[DEC15] [ROOM10] an expert who was removed reads and votes no more (bug: the sheet belonged to whoever was once asked)', async () => {
  const expertId = idOf('Expert E01');
  const conferenceId = String((await propose([])).conferenceId);
  await as('dispatcher').call('expert:invite', { conferenceId, id: expertId });
  const sheet = await propose([guestId, expertId]);
  const said = { id: sheet.id, version: 1, stance: 'agree' as const };
  await as('expert').call('decision:give-opinion', said);
  await expect.poll(() => guest.rows('decision').has(sheet.id)).toBe(true);
  const told = guest.next('identity:session-ended');
  for (const principalId of [guestId, expertId]) {
    await as('dispatcher').call('conference:remove', { conferenceId, principalId });
  }
  expect(await told).toEqual({ reason: 'expert-link.removed' });
  await expect.poll(() => as('expert').rows('decision').has(sheet.id)).toBe(false);
  await expect(as('expert').call('decision:give-opinion', said)).rejects.toMatchObject({ reason: 'decision.unknown' });
  const closed = as('dispatcher').rows('decision').get(sheet.id) as unknown as DecisionView;
  expect(closed.voices.map(({ entries, withdrawnAt }) => [entries.length, withdrawnAt !== null])).toEqual([
    [0, true],
    [1, true],
  ]);
  expect((await log()).filter(({ key }) => key === 'decision-voice-withdrawn')).toHaveLength(2);
  await as('dispatcher').call('decision:ask', { id: sheet.id, principalIds: [expertId] });
  await as('expert').call('decision:give-opinion', said);
});

test('[DEC11] nobody sees a sheet that is not his; an outside expert is told no names of addressees', async () => {
  const sheet = await propose([idOf('Expert E01')]);
  await expect.poll(() => as('expert').rows('decision').has(sheet.id)).toBe(true);
  for (const stranger of [guest, as('officer1'), as('wall')]) {
    await stranger.resume();
    expect(stranger.rows('decision').has(sheet.id)).toBe(false);
    await expect(
      stranger.call('decision:give-opinion', { id: sheet.id, version: 1, stance: 'agree' }),
    ).rejects.toMatchObject({ reason: 'decision.unknown' });
  }
  const order = await deployed();
  await guest.resume();
  expect(guest.rows('decision').get(order.id)).toMatchObject({ addressees: [], acks: { done: 0, all: 2 } });
  expect(as('officer3').rows('decision').has(order.id)).toBe(false);
  const notes = [...as('wall').rows('incident-log').values()]
    .filter((row) => row['incidentId'] === incidentId && row['kind'] === 'decision')
    .map((row) => row['note']);
  expect(new Set(notes)).toEqual(new Set([null]));
});

test('[DEC16] an officer with only a body-worn unit acknowledges on it; a unit of the pool in the room is addressed itself', async () => {
  const officerId = idOf('Officer 01');
  const carried = await enrolledUnit(server, as('admin'), { label: '单兵07', accountId: officerId });
  const pool = await enrolledUnit(server, as('admin'), { label: '单兵08' });
  for (const [who, { client }] of Object.entries({ carried, pool })) {
    clients.set(who, client);
    await client.resume();
  }
  const who = { kind: 'chosen' as const, principalIds: [carried.id, pool.id] };
  await as('dispatcher').call('conference:call', { incidentId, who });
  ({ people } = await as('dispatcher').call('decision:people', { incidentId }));
  expect(people.map((one) => one.principalId)).not.toContain(carried.id);
  expect(people.find((one) => one.principalId === pool.id)).toMatchObject({ addressable: true, voice: 'none' });
  const order = await as('dispatcher').call('decision:deploy', {
    ...seen(await approved()),
    addresseeIds: [officerId, pool.id],
  });
  for (const { client } of [carried, pool]) {
    await expect.poll(() => client.rows('decision').get(order.id)).toMatchObject({ can: { acknowledge: true } });
  }
  const once = await carried.client.call('decision:acknowledge', { id: order.id });
  expect(once.addressees.map((one) => [one.principalId, one.ackedAt !== null])).toEqual([
    [officerId, true],
    [pool.id, false],
  ]);
  expect(once.can.acknowledge).toBe(false);
  expect((await as('officer1').call('decision:acknowledge', { id: order.id })).revision).toBe(once.revision);
  expect((await pool.client.call('decision:acknowledge', { id: order.id })).state).toBe('ACKED');
  const { entries } = await as('auditor').call('incident:log', { id: incidentId });
  const acked = entries.filter((entry) => entry.textKey === 'log.order-acked').map((entry) => entry.params['name']);
  expect(acked).toEqual(['检疫员01 单兵07', '单兵08']);
  await expect(as('officer2').call('decision:acknowledge', { id: order.id })).rejects.toMatchObject({
    reason: 'decision.unknown',
  });
});
