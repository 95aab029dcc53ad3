import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Participant } from '@haigang/shared/features/conference/conference.model';
import { ringSeconds } from '@haigang/shared/features/conference/conference.settings';
import { startApp, type TestServer } from '../../testing/start-app.js';
import { connectClient, type TestClient } from '../../testing/test-client.js';

let server: TestServer;
let open: TestClient[];
let dispatcher: TestClient;
let officer: TestClient;
let ahead: number;
const as = async (username: string, surface = 'desk'): Promise<TestClient> => {
  const client = await connectClient(server, username, { surface });
  open.push(client);
  await client.resume();
  return client;
};
beforeEach(async () => {
  open = [];
  ahead = 0;
  server = await startApp({ deps: { clock: () => Date.now() + ahead } });
  dispatcher = await as('dispatcher');
  officer = await as('officer1', 'field');
});
afterEach(async () => {
  for (const client of open) client.close();
  await server.close();
});

const report = (): Promise<{ id: string; revision: number }> =>
  dispatcher.call('incident:report', { kind: 'injury', summary: 'fall from a ladder' });

async function idOf(incidentId: string, name: string): Promise<string> {
  const { people } = await dispatcher.call('conference:callable', { incidentId });
  return people.find((one) => one.name.en === name)!.principalId;
}

/** Where people stand, as a page sees it. */
function stands(client: TestClient, conferenceId: string): Record<string, string> {
  const people = client.rows('conference').get(conferenceId)?.['participants'] as Participant[] | undefined;
  return Object.fromEntries((people ?? []).map((one) => [one.name.en, one.state]));
}

async function logKeys(incidentId: string): Promise<string[]> {
  const { entries } = await dispatcher.call('incident:log', { id: incidentId });
  return entries.map((entry) => entry.textKey.replace('log.', ''));
}

const callOne = async (incidentId: string, name: string) =>
  dispatcher.call('conference:call', {
    incidentId,
    who: { kind: 'chosen', principalIds: [await idOf(incidentId, name)] },
  });

test('[CALL2] a called officer rings, knows who calls and for what, and is in the room by taking his seat', async () => {
  const { id } = await report();
  const conference = await callOne(id, 'Officer 01');
  await expect.poll(() => stands(officer, conference.id)).toMatchObject({ 'Officer 01': 'RINGING' });
  const row = officer.rows('conference').get(conference.id);
  expect(row).toMatchObject({ incidentNumber: conference.incidentNumber, can: { join: true } });
  const [me] = (row?.['participants'] as Participant[]).filter((one) => one.state === 'RINGING');
  expect(me?.call?.byName.en).toBe('Dispatcher 01');
  await officer.call('conference:join', { conferenceId: conference.id, seatId: randomUUID() });
  await expect.poll(() => stands(dispatcher, conference.id)).toMatchObject({ 'Officer 01': 'JOINED' });
  await expect(callOne(id, 'Officer 01')).rejects.toMatchObject({ reason: 'conference.nobody-to-call' });
  expect(await logKeys(id)).toEqual(['reported', 'called', 'joined']);
});

test('[CALL2] the team, or everyone of the incident: reporter, team and who was asked already', async () => {
  const commander = await as('commander');
  const lab = await as('lab');
  const incident = await lab.call('incident:report', { kind: 'injury', summary: 'fall' });
  await expect(
    dispatcher.call('conference:call', { incidentId: incident.id, who: { kind: 'team' } }),
  ).rejects.toMatchObject({ reason: 'conference.nobody-to-call' });
  const known = await dispatcher.call('incident:acknowledge', { id: incident.id, revision: incident.revision });
  const graded = await commander.call('incident:grade', {
    ...{ id: known.id, revision: known.revision, kind: 'injury', eventLevel: 'IV', reason: 'fall' },
  });
  await dispatcher.call('dispatch:issue', {
    ...{ incidentId: graded.id, revision: graded.revision, officerIds: [await idOf(graded.id, 'Officer 02')] },
    ...{ task: 'board', ppeLevel: 'P2', rendezvous: 'B3-1' },
  });
  const team = await dispatcher.call('conference:call', { incidentId: incident.id, who: { kind: 'team' } });
  expect(team.participants.filter((one) => one.state === 'RINGING').map((one) => one.name.en)).toEqual(['Officer 02']);
  const all = await dispatcher.call('conference:call', { incidentId: incident.id, who: { kind: 'everyone' } });
  expect(all.id).toBe(team.id);
  const ringing = all.participants.filter((one) => one.state === 'RINGING').map((one) => one.role);
  expect(ringing.sort()).toEqual(['lab', 'officer']);
});

test('[CALL6] [EXPT6] whoever was put out is called by name alone (bug: 呼叫全体 rang him and opened the incident to him again)', async () => {
  const expert = await as('expert', 'field');
  const incident = await officer.call('incident:report', { kind: 'injury', summary: 'fall' });
  const expertName = (await expert.call('identity:me', {})).principal.name;
  const conference = await callOne(incident.id, expertName.en);
  const everyone = { incidentId: incident.id, who: { kind: 'everyone' } } as const;
  expect((await dispatcher.call('conference:call', everyone)).leftOut).toEqual([]);
  const remove = async (name: string) =>
    dispatcher.call('conference:remove', {
      ...{ conferenceId: conference.id, principalId: await idOf(incident.id, name) },
    });
  await remove(expertName.en);
  // The officer let it ring out, so that there is somebody to call.
  await officer.call('conference:decline-call', { conferenceId: conference.id, reason: 'busy' });
  const again = await (await as('commander')).call('conference:call', everyone);
  expect(again.leftOut).toEqual([expertName]);
  expect(again.participants.map((one) => `${one.name.en} ${one.state}`)).toEqual(
    expect.arrayContaining(['Officer 01 RINGING', `${expertName.en} REMOVED`]),
  );
  await expect(expert.call('incident:get', { id: incident.id })).rejects.toMatchObject({ reason: 'incident.unknown' });
  await remove('Officer 01');
  await expect(dispatcher.call('conference:call', everyone)).rejects.toMatchObject({
    reason: 'conference.only-removed-left',
  });
  await callOne(incident.id, expertName.en);
  expect((await expert.call('incident:get', { id: incident.id })).summary).toBe('fall');
});

test('[CALL3] nobody answers: the ringing ends by the server’s clock, over a restart too, and may begin again', async () => {
  const { id } = await report();
  const conference = await callOne(id, 'Officer 01');
  await server.restart();
  dispatcher = await as('dispatcher');
  expect(stands(dispatcher, conference.id)).toMatchObject({ 'Officer 01': 'RINGING' });
  ahead += ringSeconds.default * 1000;
  await expect
    .poll(() => stands(dispatcher, conference.id), { timeout: 4000 })
    .toMatchObject({ 'Officer 01': 'EXPIRED' });
  await callOne(id, 'Officer 01');
  await expect.poll(() => stands(dispatcher, conference.id)).toMatchObject({ 'Officer 01': 'RINGING' });
  expect(await logKeys(id)).toEqual(['reported', 'called', 'call-expired', 'called']);
});

test('[CALL3] a refusal carries its reason to the centre, is no answer twice, and leaves the way in open', async () => {
  const { id } = await report();
  const conference = await callOne(id, 'Officer 01');
  await officer.call('conference:decline-call', { conferenceId: conference.id, reason: '正在处置现场' });
  await expect.poll(() => stands(dispatcher, conference.id)).toMatchObject({ 'Officer 01': 'DECLINED' });
  const people = dispatcher.rows('conference').get(conference.id)?.['participants'] as Participant[];
  expect(people.find((one) => one.state === 'DECLINED')?.call?.declineReason).toBe('正在处置现场');
  await expect(
    officer.call('conference:decline-call', { conferenceId: conference.id, reason: 'again' }),
  ).rejects.toMatchObject({ reason: 'conference.not-ringing' });
  const stranger = await as('officer2', 'field');
  await expect(
    stranger.call('conference:decline-call', { conferenceId: conference.id, reason: 'x' }),
  ).rejects.toMatchObject({ reason: 'conference.unknown' });
  await officer.call('conference:join', { conferenceId: conference.id, seatId: randomUUID() });
  await expect.poll(() => stands(dispatcher, conference.id)).toMatchObject({ 'Officer 01': 'JOINED' });
  expect(await logKeys(id)).toEqual(['reported', 'called', 'call-declined', 'joined']);
});

test('[CALL1] [CALL2] a locked room is called into by its host alone; its end leaves who rings EXPIRED', async () => {
  const { id } = await report();
  const conference = await callOne(id, 'Officer 01');
  const { people } = await dispatcher.call('conference:callable', { incidentId: id });
  const host = people.find((one) => one.role === 'commander')!;
  const commander = await as('commander');
  await commander.call('conference:join', { conferenceId: conference.id, seatId: randomUUID() });
  await expect.poll(() => stands(commander, conference.id)).toMatchObject({ [host.name.en]: 'JOINED' });
  await commander.call('conference:hand-over', { conferenceId: conference.id, principalId: host.principalId });
  await commander.call('conference:set-lock', { conferenceId: conference.id, locked: true });
  await expect(callOne(id, 'Officer 02')).rejects.toMatchObject({ reason: 'conference.locked' });
  await commander.call('conference:end', { conferenceId: conference.id });
  await expect.poll(() => stands(dispatcher, conference.id)).toMatchObject({ 'Officer 01': 'EXPIRED' });
});
