import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { connectClient, type TestClient } from '../../testing/test-client.js';
import { startApp, type TestServer } from '../../testing/start-app.js';
import { systemPrincipal } from '../identity/index.js';
import { incidents } from '../incident/index.js';

const SEAT_GRACE_MS = 400;

let server: TestServer;
let open: TestClient[];
let officer: TestClient;
let dispatcher: TestClient;
const as = async (username: string, surface = 'desk'): Promise<TestClient> => {
  const client = await connectClient(server, username, { surface });
  open.push(client);
  return client;
};
beforeEach(async () => {
  open = [];
  server = await startApp({ deps: { seatGraceMs: SEAT_GRACE_MS } });
  officer = await as('officer1', 'field');
  dispatcher = await as('dispatcher');
  await dispatcher.resume();
});
afterEach(async () => {
  for (const client of open) client.close();
  await server.close();
});

async function convene(): Promise<{ conferenceId: string; incidentId: string; requestId: string; officerId: string }> {
  const request = await officer.call('conference:request', { reason: '5 名船员发热' });
  const { conference } = await dispatcher.call('conference:accept', { requestId: request.id });
  const { id: requestId, requesterId: officerId, incidentId } = request;
  return { conferenceId: conference.id, incidentId, requestId, officerId };
}

const join = (client: TestClient, conferenceId: string, seatId = randomUUID()) =>
  client.call('conference:join', { conferenceId, seatId });

function seats(conferenceId: string): unknown[] {
  const row = dispatcher.rows('conference').get(conferenceId);
  return ((row?.['participants'] ?? []) as { name: { en: string }; state: string }[])
    .map(({ name, state }) => `${name.en} ${state}`)
    .sort();
}

async function logKeys(incidentId: string): Promise<string[]> {
  const { entries } = await dispatcher.call('incident:log', { id: incidentId });
  return entries.map((entry) => entry.textKey.replace('log.', ''));
}

test('[CONF1] a request without an incident makes one; a second while it rings, or by a desk, is refused', async () => {
  const request = await officer.call('conference:request', { reason: 'rat guards', deviceKind: 'body-worn' });
  expect(request).toMatchObject({ state: 'REQUESTED', reason: 'rat guards' });
  const incident = await dispatcher.call('incident:get', { id: request.incidentId });
  expect(incident).toMatchObject({ kind: 'unclassified', state: 'REPORTED', source: 'kit', summary: 'rat guards' });
  await expect(officer.call('conference:request', { reason: 'again' })).rejects.toMatchObject({
    reason: 'conference.already-requested',
  });
  await expect(dispatcher.call('conference:request', { reason: 'x' })).rejects.toMatchObject({
    reason: 'identity.role-needed',
  });
  const stranger = await as('officer2', 'field');
  await expect(
    stranger.call('conference:request', { reason: 'x', incidentId: request.incidentId }),
  ).rejects.toMatchObject({ reason: 'incident.unknown' });
});

test('[CONF2] a withdrawn request cannot be answered, a declined one carries its reason', async () => {
  const first = await officer.call('conference:request', { reason: 'one' });
  expect((await officer.call('conference:cancel', { requestId: first.id })).state).toBe('CANCELLED');
  await expect(dispatcher.call('conference:accept', { requestId: first.id })).rejects.toMatchObject({
    reason: 'conference.already-answered',
  });
  const second = await officer.call('conference:request', { reason: 'two' });
  const declined = await dispatcher.call('conference:decline', { requestId: second.id, reason: '请改用电话' });
  expect(declined).toMatchObject({ state: 'DECLINED', declineReason: '请改用电话' });
  await expect(officer.call('conference:cancel', { requestId: second.id })).rejects.toMatchObject({
    reason: 'conference.already-answered',
  });
});

test('[CONF3] whoever answers later is told by name who did (bug: “somebody else”); of a withdrawn one nobody', async () => {
  const commander = await as('commander');
  const { id: requestId } = await officer.call('conference:request', { reason: 'one' });
  await dispatcher.call('conference:accept', { requestId });
  const told = { reason: 'conference.already-answered', names: { name: { zh: '调度员01', en: 'Dispatcher 01' } } };
  await expect(commander.call('conference:accept', { requestId })).rejects.toMatchObject(told);
  await expect(commander.call('conference:decline', { requestId, reason: 'x' })).rejects.toMatchObject(told);
  // [CONF8] Who may not answer is not told either.
  const refused = { reason: 'identity.role-needed', names: undefined };
  await expect(officer.call('conference:accept', { requestId })).rejects.toMatchObject(refused);
  const other = await as('officer2', 'field');
  const withdrawn = await other.call('conference:request', { reason: 'two' });
  await other.call('conference:cancel', { requestId: withdrawn.id });
  await expect(commander.call('conference:accept', { requestId: withdrawn.id })).rejects.toMatchObject({
    ...{ reason: 'conference.already-answered', names: undefined },
  });
});

test('[CONF3] of two who accept at once one wins, and both look at the same conference', async () => {
  const commander = await as('commander');
  await commander.resume();
  const request = await officer.call('conference:request', { reason: 'fever' });
  const answers = await Promise.allSettled(
    [dispatcher, commander].map((desk) => desk.call('conference:accept', { requestId: request.id })),
  );
  expect(answers.map((answer) => answer.status).sort()).toEqual(['fulfilled', 'rejected']);
  await expect.poll(() => commander.rows('conference').size).toBe(1);
  expect([...commander.rows('conference').keys()]).toEqual([...dispatcher.rows('conference').keys()]);
});

test('[CONF4] a seat is for those on the list; whoever was removed does not come back', async () => {
  const { conferenceId, officerId } = await convene();
  const stranger = await as('officer2', 'field');
  await expect(join(stranger, conferenceId)).rejects.toMatchObject({ reason: 'conference.not-invited' });
  await join(officer, conferenceId);
  await expect.poll(() => seats(conferenceId)).toContain('Officer 01 JOINED');
  const ended = officer.next('conference:seat-ended');
  await dispatcher.call('conference:remove', { conferenceId, principalId: officerId });
  expect(await ended).toMatchObject({ reason: 'removed' });
  await expect(join(officer, conferenceId)).rejects.toMatchObject({ reason: 'conference.not-invited' });
});

test('[LIFE7] whoever is removed while he waits for his seat does not sit in (bug: joined after the removal, with live media)', async () => {
  const { conferenceId, officerId } = await convene();
  await join(dispatcher, conferenceId);
  const worker = server.app.workerPidOf(conferenceId)!;
  process.kill(worker, 'SIGSTOP');
  const joining = join(officer, conferenceId).catch((failure: unknown) => failure);
  await officer.call('identity:me', {});
  await dispatcher.call('conference:remove', { conferenceId, principalId: officerId });
  process.kill(worker, 'SIGCONT');
  expect(await joining).toMatchObject({ reason: 'conference.not-invited' });
  await expect(officer.call('conference:restart-ice', { conferenceId, transportId: 'any' })).rejects.toMatchObject({
    reason: 'conference.no-seat',
  });
});

test('[CONF5] [LIFE5] a dropped socket is DROPPED at once, LEFT after the grace, and a return in time is no log row', async () => {
  const { conferenceId, incidentId } = await convene();
  await join(dispatcher, conferenceId);
  const seatId = randomUUID();
  const first = await join(officer, conferenceId, seatId);
  expect(first.resumed).toBe(false);
  officer.close();
  await expect.poll(() => seats(conferenceId)).toContain('Officer 01 DROPPED');
  const back = await as('officer1', 'field');
  const second = await join(back, conferenceId, seatId);
  expect(second.resumed).toBe(true);
  expect(second.sendTransport.id).toBe(first.sendTransport.id);
  await expect.poll(() => seats(conferenceId)).toContain('Officer 01 JOINED');
  back.close();
  await expect.poll(() => seats(conferenceId), { timeout: 5000 }).toContain('Officer 01 LEFT');
  const keys = await logKeys(incidentId);
  expect(keys.filter((key) => key === 'joined' || key === 'left')).toEqual(['joined', 'joined', 'left']);
});

test('[LIFE5] whoever was in when the server ended has LEFT after the grace (bug: after a restart DROPPED stayed for ever)', async () => {
  const { conferenceId } = await convene();
  await join(officer, conferenceId);
  await expect.poll(() => seats(conferenceId)).toContain('Officer 01 JOINED');
  officer.close();
  dispatcher.close();
  await server.restart();
  dispatcher = await as('dispatcher');
  await dispatcher.resume();
  await expect.poll(() => seats(conferenceId), { timeout: 8000 }).toContain('Officer 01 LEFT');
});

test('[CALL1] [REQ1] who asked again and entered meanwhile goes on sitting there (bug: INVITED again, out of the list of those in)', async () => {
  const { conferenceId, incidentId } = await convene();
  const again = await officer.call('conference:request', { reason: 'doctor needed', incidentId });
  await join(officer, conferenceId);
  await expect.poll(() => seats(conferenceId)).toContain('Officer 01 JOINED');
  const { request, conference } = await dispatcher.call('conference:accept', { requestId: again.id });
  expect([conference.id, request.state]).toEqual([conferenceId, 'CONVENED']);
  expect(seats(conferenceId)).toContain('Officer 01 JOINED');
});

test('[CONF3] the laboratory that asks sits in the room as the laboratory (bug: as an officer)', async () => {
  const lab = await as('lab');
  const asked = await lab.call('conference:request', { reason: 'result of the sample' });
  const { conference } = await dispatcher.call('conference:accept', { requestId: asked.id });
  expect(conference.participants.find((one) => one.principalId === asked.requesterId)?.role).toBe('lab');
});

test('[CONF6] two officers know nothing of each other’s conferences', async () => {
  const { conferenceId } = await convene();
  const stranger = await as('officer2', 'field');
  await stranger.resume();
  await officer.resume();
  expect(officer.rows('conference').has(conferenceId)).toBe(true);
  for (const entity of ['conference', 'conference-request', 'incident', 'incident-log'] as const) {
    expect(stranger.rows(entity).size, entity).toBe(0);
  }
});

test('[CONF7] one seat for a person: the newest page has it, the older one is told', async () => {
  const { conferenceId } = await convene();
  await join(officer, conferenceId);
  const moved = officer.next('conference:seat-ended');
  const tablet = await as('officer1', 'field');
  expect((await join(tablet, conferenceId)).resumed).toBe(false);
  expect(await moved).toMatchObject({ reason: 'moved' });
  await expect(officer.call('conference:restart-ice', { conferenceId, transportId: 'any' })).rejects.toMatchObject({
    reason: 'conference.no-seat',
  });
});

test('[LIFE3] who hears that the conference ended finds it ended: no seat, no return, requests closed', async () => {
  const { conferenceId, requestId } = await convene();
  await join(dispatcher, conferenceId);
  await join(officer, conferenceId);
  const told = officer.next('conference:seat-ended');
  await dispatcher.call('conference:end', { conferenceId });
  expect(await told).toMatchObject({ reason: 'ended' });
  await expect(officer.call('conference:restart-ice', { conferenceId, transportId: 'any' })).rejects.toMatchObject({
    reason: 'conference.no-seat',
  });
  await expect(join(officer, conferenceId)).rejects.toMatchObject({ reason: 'conference.ended' });
  await expect.poll(() => dispatcher.rows('conference-request').get(requestId)?.['state']).toBe('ENDED');
});

test('[INC11] no incident ends under its conference (bug: declared a false alarm, with the room going on and letting people in)', async () => {
  const { conferenceId, incidentId: id } = await convene();
  const { revision } = await dispatcher.call('incident:get', { id });
  const known = await dispatcher.call('incident:acknowledge', { id, revision });
  const commander = await as('commander');
  const declare = () =>
    commander.call('incident:declare-false-alarm', { id, revision: known.revision, reason: 'test call' });
  for (const enter of [() => Promise.resolve(), () => join(officer, conferenceId)]) {
    await enter();
    await expect(declare()).rejects.toMatchObject({ code: 'conflict', reason: 'incident.conference-live' });
  }
  expect((await dispatcher.call('incident:get', { id })).state).toBe('ACKNOWLEDGED');
  await commander.call('conference:end', { conferenceId });
  expect((await declare()).state).toBe('FALSE_ALARM');
});

test('[INC11] into a room that was left open with an incident that is over nobody is invited (bug: its links were issued)', async () => {
  const { conferenceId, incidentId } = await convene();
  const expertId = (await (await as('expert')).call('identity:me', {})).principal.id;
  const origin = { call: 'test', requestId: undefined, body: null, client: null };
  await server.app.unitOfWork.run(systemPrincipal('test'), origin, async (unit) => {
    const incident = await incidents.get(unit.tx, incidentId);
    await incidents.update(unit, incident, { ...incident, state: 'CLOSED', revision: incident.revision + 1 });
  });
  const over = { code: 'conflict', reason: 'incident.over' };
  const link = dispatcher.call('conference:invite-expert', { conferenceId, expertName: 'E1' });
  await expect(link).rejects.toMatchObject(over);
  await expect(dispatcher.call('expert:invite', { conferenceId, id: expertId })).rejects.toMatchObject(over);
});

test('[LIFE6] after the server closed its workers have ended and its port is free', async () => {
  const { conferenceId } = await convene();
  await join(officer, conferenceId);
  const pids = server.app.workerPids();
  expect(pids.length).toBeGreaterThan(0);
  await server.app.scope.close();
  for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  const refused = await new Promise((resolve) => {
    connect(server.port, '127.0.0.1').once('error', (failure: NodeJS.ErrnoException) => resolve(failure.code));
  });
  expect(refused).toBe('ECONNREFUSED');
});
