import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { IncidentView } from '@haigang/shared/features/incident/incident.model';
import { connectClient, type TestClient } from '../../testing/test-client.js';
import { startApp, type TestServer } from '../../testing/start-app.js';

const ANCHORAGE = { lat: 29.985, lon: 121.77 };
const ORDER = { task: 'board and sample', ppeLevel: 'P2', rendezvous: 'AN1' } as const;

let server: TestServer;
let officer1: TestClient;
let officer2: TestClient;
let commander: TestClient;
let ids: { officer1: string; officer2: string };
let incident: IncidentView;

beforeAll(async () => {
  server = await startApp();
  officer1 = await connectClient(server, 'officer1', { surface: 'field' });
  officer2 = await connectClient(server, 'officer2', { surface: 'field' });
  commander = await connectClient(server, 'commander');
  const { officers } = await commander.call('dispatch:officers', {});
  const idOf = (name: string): string => officers.find((one) => one.name.en === name)?.id ?? '';
  ids = { officer1: idOf('Officer 01'), officer2: idOf('Officer 02') };
});
afterAll(async () => {
  for (const client of [officer1, officer2, commander]) client.close();
  await server.close();
});
beforeEach(async () => {
  const { id, revision } = await officer1.call('incident:report', { kind: 'illness', summary: 'fever' });
  incident = await commander.call('incident:acknowledge', { id, revision });
});

const issue = (officerIds: string[], lifeSaving = false) =>
  commander.call('dispatch:issue', {
    ...{ incidentId: incident.id, revision: incident.revision, officerIds, ...ORDER, lifeSaving },
  });

async function grade(): Promise<void> {
  const { id, revision } = incident;
  incident = await commander.call('incident:grade', {
    ...{ id, revision, kind: 'illness', eventLevel: 'IV', reason: 'one case' },
  });
}

test('[INC3] [DSP1] before grading only a life-saving dispatch goes out', async () => {
  await expect(issue([ids.officer1])).rejects.toMatchObject({ reason: 'incident.not-allowed' });
  const order = await issue([ids.officer1], true);
  expect(order).toMatchObject({ ...ORDER, incidentId: incident.id });
  expect(await commander.call('incident:get', { id: incident.id })).toMatchObject({
    ...{ state: 'DISPATCHED', lifeSaving: true, eventLevel: null },
  });
});

test('[DSP1] a team is made of officers; an order with anybody else is refused whole', async () => {
  await grade();
  const { principal } = await commander.call('identity:me', {});
  for (const team of [[principal.id], [ids.officer1, 'account:nobody']]) {
    await expect(issue(team)).rejects.toMatchObject({ reason: 'dispatch.not-an-officer' });
  }
  await expect(issue([])).rejects.toMatchObject({ code: 'invalid_input' });
  expect((await commander.call('incident:get', { id: incident.id })).state).toBe('GRADED');
  const order = await issue([ids.officer1, ids.officer1]);
  expect(order.members.map((member) => member.principalId)).toEqual([ids.officer1]);
});

test('[DSP2] each officer confirms once; a second press changes and logs nothing', async () => {
  await grade();
  const order = await issue([ids.officer1, ids.officer2]);
  const confirmed = await officer1.call('dispatch:confirm', { id: order.id });
  const again = await officer1.call('dispatch:confirm', { id: order.id });
  expect(again).toEqual(confirmed);
  expect(confirmed.members.map((member) => member.confirmedAt !== null)).toEqual([true, false]);
  const { entries } = await commander.call('incident:log', { id: incident.id });
  expect(entries.filter((entry) => entry.textKey === 'log.dispatch-confirmed')).toHaveLength(1);
});

test('[DSP3] who is not on the team neither confirms nor arrives', async () => {
  await grade();
  const order = await issue([ids.officer1]);
  for (const stranger of [officer2, commander]) {
    await expect(stranger.call('dispatch:confirm', { id: order.id })).rejects.toMatchObject({
      reason: 'dispatch.not-on-team',
    });
    await expect(
      stranger.call('dispatch:report-on-scene', { id: order.id, position: ANCHORAGE }),
    ).rejects.toMatchObject({ reason: 'dispatch.not-on-team' });
  }
});

test('[DSP4] the first on scene moves the incident, the next only adds a row', async () => {
  await grade();
  const order = await issue([ids.officer1, ids.officer2]);
  await expect(officer1.call('dispatch:report-on-scene', { id: order.id })).rejects.toMatchObject({
    reason: 'dispatch.position-or-reason',
  });
  await officer1.call('dispatch:report-on-scene', { id: order.id, position: ANCHORAGE });
  const arrived = await commander.call('incident:get', { id: incident.id });
  expect(arrived.state).toBe('ON_SCENE');
  const both = await officer2.call('dispatch:report-on-scene', { id: order.id, reason: 'no signal below deck' });
  expect(both.members.every((member) => member.onSceneAt !== null && member.confirmedAt !== null)).toBe(true);
  const after = await commander.call('incident:get', { id: incident.id });
  expect(after).toMatchObject({ state: 'ON_SCENE', revision: arrived.revision, stamps: arrived.stamps });
  const { entries } = await commander.call('incident:log', { id: incident.id });
  expect(entries.filter((entry) => entry.textKey === 'log.on-scene')).toHaveLength(2);
});

test('[DSP4] the log tells how old and how exact the position is (bug: one of an hour ago was filed as taken now)', async () => {
  await grade();
  const order = await issue([ids.officer1]);
  const position = { ...ANCHORAGE, accuracyMetres: 12.4 };
  const { id } = order;
  const arrived = await officer1.call('dispatch:report-on-scene', { id, position, positionAgeMs: 3_600_000 });
  const [mine] = arrived.members;
  expect(Date.parse(mine!.onSceneAt!) - Date.parse(mine!.onScenePositionAt!)).toBe(3_600_000);
  const { entries } = await commander.call('incident:log', { id: incident.id });
  expect(entries.at(-1)).toMatchObject({
    ...{ kind: 'on-scene', textKey: 'log.on-scene-located' },
    params: { age: '1:00:00', accuracy: ' ±12 m' },
  });
});

test('[DSP5] an order reaches its team and nobody else of the officers', async () => {
  await grade();
  const order = await issue([ids.officer1]);
  await officer1.resume();
  await officer2.resume();
  expect(officer1.rows('dispatch').has(order.id)).toBe(true);
  expect(officer2.rows('dispatch').has(order.id)).toBe(false);
});
