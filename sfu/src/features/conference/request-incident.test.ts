import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Dispatch } from '@haigang/shared/features/dispatch/dispatch.model';
import { enrolledUnit } from '../../testing/cast.js';
import { startApp, type TestServer } from '../../testing/start-app.js';
import { connectClient, type TestClient } from '../../testing/test-client.js';

let server: TestServer;
let open: TestClient[];
let commander: TestClient;
let officer: TestClient;
const as = async (username: string, surface = 'desk'): Promise<TestClient> => {
  const client = await connectClient(server, username, { surface });
  open.push(client);
  await client.resume();
  return client;
};
beforeEach(async () => {
  open = [];
  server = await startApp();
  commander = await as('commander');
  officer = await as('officer1', 'field');
});
afterEach(async () => {
  for (const client of open) client.close();
  await server.close();
});

/** An incident the desk reported, to which the officers are sent. */
async function dispatched(...names: string[]): Promise<Dispatch> {
  const { officers } = await commander.call('dispatch:officers', {});
  const officerIds = officers.filter((one) => names.includes(one.name.en)).map((one) => one.id);
  const { id, revision } = await commander.call('incident:report', { kind: 'illness', summary: '5 名船员发热' });
  const known = await commander.call('incident:acknowledge', { id, revision });
  return commander.call('dispatch:issue', {
    ...{ incidentId: id, revision: known.revision, officerIds, lifeSaving: true },
    ...{ task: '登轮采样', ppeLevel: 'P2', rendezvous: 'AN1' },
  });
}

const incidentCount = async (): Promise<number> => (await as('auditor')).rows('incident').size;

test('[CONF1] who was sent to an incident asks on it: no second incident, and its log has the request', async () => {
  const { incidentId, incidentNumber } = await dispatched('Officer 01');
  const request = await officer.call('conference:request', { reason: '请求会诊', incidentId });
  expect(request).toMatchObject({ incidentId, incidentNumber, incidentIsNew: false });
  expect(await incidentCount()).toBe(1);
  const { entries } = await commander.call('incident:log', { id: incidentId });
  expect(entries.map((entry) => entry.textKey)).toContain('log.conference-requested');
  const { conference } = await commander.call('conference:accept', { requestId: request.id });
  expect(conference).toMatchObject({ incidentId, incidentNumber });
});

test('[CONF1] a request without an incident says that its incident is new', async () => {
  expect(await officer.call('conference:request', { reason: 'x' })).toMatchObject({ incidentIsNew: true });
});

test('[CONF3] two of one team who ask are let into one room, also when two desks accept at once', async () => {
  const { incidentId } = await dispatched('Officer 01', 'Officer 02');
  const second = await as('officer2', 'field');
  const dispatcher = await as('dispatcher');
  const [one, two] = [
    await officer.call('conference:request', { reason: 'one', incidentId }),
    await second.call('conference:request', { reason: 'two', incidentId }),
  ];
  const [first, other] = await Promise.all([
    commander.call('conference:accept', { requestId: one.id }),
    dispatcher.call('conference:accept', { requestId: two.id }),
  ]);
  expect(first.conference.id).toBe(other.conference.id);
  const third = await as('auditor');
  expect([...third.rows('conference').keys()]).toEqual([first.conference.id]);
});

test('[CONF1] who was called into a conference asks again on its incident; who sits in it, or was removed, does not', async () => {
  const { incidentId } = await dispatched('Officer 02');
  const { principal } = await officer.call('identity:me', {});
  const ask = () => officer.call('conference:request', { reason: 'again', incidentId });
  await expect(ask()).rejects.toMatchObject({ reason: 'incident.unknown' });
  const who = { kind: 'chosen' as const, principalIds: [principal.id] };
  const place = { conferenceId: (await commander.call('conference:call', { incidentId, who })).id };
  await commander.call('conference:join', { ...place, seatId: randomUUID() });
  await officer.call('conference:join', { ...place, seatId: randomUUID() });
  await expect(ask()).rejects.toMatchObject({ reason: 'conference.already-inside' });
  await officer.call('conference:leave', place);
  const { id: requestId } = await ask();
  await officer.call('conference:cancel', { requestId });
  await commander.call('conference:remove', { ...place, principalId: principal.id });
  await expect(ask()).rejects.toMatchObject({ reason: 'incident.unknown' });
});

test('[DEV6] a unit sees the tasks of the officer who carries it and asks on his incident; given away it forgets them', async () => {
  const order = await dispatched('Officer 01');
  const { incidentId } = order;
  const admin = await as('admin');
  const [first, second] = [
    order.members[0]!.principalId,
    (await (await as('officer2')).call('identity:me', {})).principal,
  ];
  const carried = await enrolledUnit(server, admin, { accountId: first });
  const pool = await enrolledUnit(server, admin, { label: '单兵02' });
  open.push(carried.client, pool.client);
  for (const { client } of [carried, pool]) await client.resume();
  expect([...carried.client.rows('dispatch').keys()]).toEqual([order.id]);
  expect(pool.client.rows('dispatch').size + pool.client.rows('incident').size).toBe(0);
  await expect(pool.client.call('conference:request', { reason: 'x', incidentId })).rejects.toMatchObject({
    reason: 'incident.unknown',
  });
  const asked = await carried.client.call('conference:request', { reason: 'x', incidentId });
  expect(asked).toMatchObject({ requesterId: carried.id, incidentIsNew: false });

  const [device] = [...admin.rows('device').values()].filter((one) => one['id'] === carried.id);
  const ended = new Promise((resolve) => {
    carried.client.socket.once('disconnect', () => resolve(undefined));
  });
  await admin.call('identity:update-device', {
    ...{ id: carried.id, revision: Number(device?.['revision']), accountId: second.id },
  });
  await ended;
  const back = await connectClient(server, '', { cookie: carried.cookie, surface: 'kiosk' });
  open.push(back);
  await back.resume();
  expect(back.rows('dispatch').size).toBe(0);
  await expect(back.call('conference:request', { reason: 'x', incidentId })).rejects.toMatchObject({
    reason: 'conference.already-requested',
  });
});

test('[REQ8] by default an officer opens no room; where two persons allowed it he is in at once, and it rings until a desk comes', async () => {
  const early = await officer.call('conference:request', { reason: 'x' });
  expect(early).toMatchObject({ state: 'REQUESTED', conferenceId: null });
  await officer.call('conference:cancel', { requestId: early.id });
  const [admin, key] = [await as('admin'), 'conference.allow-auto-convene'];
  const { settings } = await admin.call('settings:list', {});
  const { revision } = settings.find((one) => one.id === key)!;
  const proposed = await admin.call('settings:propose', { key, revision, value: 1, reason: 'site rule' });
  expect((await officer.call('conference:request', { reason: 'x' })).conferenceId).toBe(null);
  await officer.call('conference:cancel', { requestId: [...officer.rows('conference-request').keys()].at(-1)! });
  await commander.call('settings:approve', { key, revision: proposed.revision });

  const request = await officer.call('conference:request', { reason: '5 名船员发热' });
  const place = { conferenceId: request.conferenceId! };
  await officer.call('conference:join', { ...place, seatId: randomUUID() });
  const { incidentId } = request;
  await expect.poll(() => commander.rows('conference').get(place.conferenceId)?.['state']).toBe('ACTIVE');
  expect(commander.rows('conference-request').get(request.id)).toMatchObject({ state: 'REQUESTED' });
  const accepted = await commander.call('conference:accept', { requestId: request.id });
  expect(accepted).toMatchObject({ request: { state: 'CONVENED' }, conference: { id: place.conferenceId } });
  await commander.call('conference:join', { ...place, seatId: randomUUID() });
  const me = (await commander.call('identity:me', {})).principal.id;
  await expect.poll(() => commander.rows('conference').get(place.conferenceId)?.['hostId']).toBe(me);
  const { entries } = await commander.call('incident:log', { id: incidentId });
  expect(entries.map((entry) => entry.textKey)).toContain('log.auto-convened');
  await commander.call('conference:end', place);

  const second = await officer.call('conference:request', { reason: 'again' });
  await officer.call('conference:join', { conferenceId: second.conferenceId!, seatId: randomUUID() });
  const ended = officer.next('conference:seat-ended');
  await commander.call('conference:decline', { requestId: second.id, reason: 'use the telephone' });
  expect(await ended).toMatchObject({ reason: 'ended' });
  await expect.poll(() => commander.rows('conference').get(second.conferenceId!)?.['state']).toBe('ENDED');
});

test('[ROOM12] [ROOM3] a desk that accepts and stays in its own call hosts nothing: the first desk that enters does (bug: the room had a host who never came)', async () => {
  const request = await officer.call('conference:request', { reason: '5 名船员发热' });
  const { conference } = await commander.call('conference:accept', { requestId: request.id, stays: true });
  await officer.call('conference:join', { conferenceId: conference.id, seatId: randomUUID() });
  const dispatcher = await as('dispatcher');
  await dispatcher.call('conference:join', { conferenceId: conference.id, seatId: randomUUID() });
  const me = (await dispatcher.call('identity:me', {})).principal.id;
  await expect.poll(() => dispatcher.rows('conference').get(conference.id)?.['hostId']).toBe(me);
  await expect(dispatcher.call('conference:leave', { conferenceId: conference.id })).rejects.toMatchObject({
    reason: 'conference.host-must-stay',
  });
});

test('[REQ8] a request that is declined takes no room away from others who use it (bug: the room ended under them)', async () => {
  const [admin, key] = [await as('admin'), 'conference.allow-auto-convene'];
  const { revision } = (await admin.call('settings:list', {})).settings.find((one) => one.id === key)!;
  const proposed = await admin.call('settings:propose', { key, revision, value: 1, reason: 'site rule' });
  await commander.call('settings:approve', { key, revision: proposed.revision });
  const first = await officer.call('conference:request', { reason: '5 名船员发热' });
  const { incidentId, conferenceId } = first;
  await officer.call('conference:join', { conferenceId: conferenceId!, seatId: randomUUID() });
  const second = await as('officer2', 'field');
  const { principal } = await second.call('identity:me', {});
  await commander.call('conference:call', { incidentId, who: { kind: 'chosen', principalIds: [principal.id] } });
  await second.call('conference:join', { conferenceId: conferenceId!, seatId: randomUUID() });
  await commander.call('conference:decline', { requestId: first.id, reason: 'double' });
  expect(commander.rows('conference').get(conferenceId!)?.['state']).toBe('ACTIVE');
});
