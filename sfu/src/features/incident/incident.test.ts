import { afterAll, beforeAll, expect, test } from 'vitest';
import { chainHash, digestOf, GENESIS_HASH } from '../../platform/audit/chain.js';
import { connectClient, type TestClient } from '../../testing/test-client.js';
import { startApp, type TestServer } from '../../testing/start-app.js';
import { logCore } from './incident-log.js';

let server: TestServer;
const clients = new Map<string, TestClient>();
const as = async (username: string, surface = 'desk'): Promise<TestClient> => {
  const known = clients.get(username) ?? (await connectClient(server, username, { surface }));
  clients.set(username, known);
  return known;
};
beforeAll(async () => {
  server = await startApp();
});
afterAll(async () => {
  for (const client of clients.values()) client.close();
  await server.close();
});

test('[INC1] a report without a place is marked, not refused, and a device clock ahead is not believed', async () => {
  const officer = await as('officer1', 'field');
  const before = Date.now();
  const incident = await officer.call('incident:report', {
    ...{ kind: 'illness', summary: '2 名船员发热', occurredAt: new Date(before + 3_600_000).toISOString() },
  });
  expect(incident).toMatchObject({ state: 'REPORTED', locationUnknown: true, revision: 0 });
  expect(incident.number).toMatch(/^BL-\d{8}-\d{3,}$/u);
  expect(Date.parse(incident.occurredAt)).toBeLessThan(before + 120_000);
  const next = await officer.call('incident:report', { kind: 'injury', summary: 'fall', vesselMmsi: '563999001' });
  expect(next.locationUnknown).toBe(false);
  expect(Number(next.number.slice(12))).toBe(Number(incident.number.slice(12)) + 1);
});

test('[INC1] who may not report is refused, and an HIV finding is told where it belongs', async () => {
  for (const username of ['auditor', 'admin', 'agent']) {
    const client = await as(username);
    await expect(client.call('incident:report', { kind: 'injury', summary: 'x' }), username).rejects.toMatchObject({
      reason: 'incident.report-not-allowed',
    });
  }
  const lab = await as('lab');
  await expect(lab.call('incident:report', { kind: 'hiv-finding', summary: 'x' })).rejects.toMatchObject({
    reason: 'incident.kind-unavailable',
  });
});

test('[INC4] of two desks that act on the same state the second is told that it is stale', async () => {
  const officer = await as('officer1', 'field');
  const { id, revision } = await officer.call('incident:report', { kind: 'vector', summary: 'rat guards missing' });
  const dispatcher = await as('dispatcher');
  const commander = await as('commander');
  await dispatcher.call('incident:acknowledge', { id, revision });
  await expect(commander.call('incident:acknowledge', { id, revision })).rejects.toMatchObject({
    ...{ code: 'conflict', reason: 'incident.stale' },
  });
});

test('[INC6] an incident somebody may not see does not exist for him', async () => {
  const officer = await as('officer1', 'field');
  const { id } = await officer.call('incident:report', { kind: 'radiation', summary: 'gate alarm' });
  for (const username of ['officer2', 'lab', 'clerk']) {
    const client = await as(username);
    await client.resume();
    expect(client.rows('incident').has(id), username).toBe(false);
    for (const name of ['incident:get', 'incident:log'] as const) {
      await expect(client.call(name, { id }), username).rejects.toMatchObject({ reason: 'incident.unknown' });
    }
  }
  const auditor = await as('auditor');
  expect((await auditor.call('incident:get', { id })).id).toBe(id);
});

test('[INC7] the log is one chain from its beginning; each row covers what it says', async () => {
  const officer = await as('officer1', 'field');
  const { id } = await officer.call('incident:report', { kind: 'death', summary: 'cabin 4' });
  await officer.call('incident:add-note', { id, note: '船长已告知' });
  await officer.call('incident:add-note', { id, note: 'the cabin is sealed' });
  const { entries } = await officer.call('incident:log', { id });
  expect(entries.map((entry) => [entry.position, entry.textKey])).toEqual([
    [1, 'log.reported'],
    [2, 'log.note'],
    [3, 'log.note'],
  ]);
  entries.forEach((entry, at) => {
    expect(entry.prevHash).toBe(entries[at - 1]?.hash ?? GENESIS_HASH);
    expect(entry.digest).toBe(digestOf(logCore(entry)));
    expect(entry.hash).toBe(chainHash(entry.prevHash, entry.digest));
  });
});

test('[INC8] a level raised later is logged with both levels; a kind is needed', async () => {
  const officer = await as('officer1', 'field');
  const commander = await as('commander');
  const reported = await officer.call('incident:report', { kind: 'unclassified', summary: 'fever' });
  const known = await commander.call('incident:acknowledge', { id: reported.id, revision: reported.revision });
  const grade = { id: known.id, revision: known.revision, eventLevel: 'IV' as const, reason: 'one case' };
  await expect(commander.call('incident:grade', { ...grade, kind: 'unclassified' })).rejects.toMatchObject({
    reason: 'incident.kind-needed',
  });
  const graded = await commander.call('incident:grade', { ...grade, kind: 'illness' });
  expect(graded).toMatchObject({ state: 'GRADED', eventLevel: 'IV', kind: 'illness' });
  const raised = await commander.call('incident:grade', {
    ...{ id: graded.id, revision: graded.revision, kind: 'influenza-outbreak', eventLevel: 'II', reason: '11 cases' },
  });
  expect(raised).toMatchObject({ state: 'GRADED', eventLevel: 'II', kind: 'influenza-outbreak' });
  const { entries } = await commander.call('incident:log', { id: raised.id });
  expect(entries.at(-1)).toMatchObject({
    ...{ kind: 'decision', textKey: 'log.level-changed', note: '11 cases' },
    params: { previousLevel: 'IV', level: 'II', kind: 'influenza-outbreak' },
  });
});
