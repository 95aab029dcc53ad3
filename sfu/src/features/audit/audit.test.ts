import { afterAll, beforeAll, expect, test } from 'vitest';
import { TECHNICAL_ACTIONS, type AuditRow } from '@haigang/shared/features/audit/audit.protocol';
import { signIn, startApp, type TestServer } from '../../testing/start-app.js';
import { connectClient, https, type TestClient } from '../../testing/test-client.js';

let server: TestServer;
let auditor: TestClient;
let admin: TestClient;
let officer: TestClient;
beforeAll(async () => {
  server = await startApp();
  auditor = await connectClient(server, 'auditor');
  admin = await connectClient(server, 'admin');
  officer = await connectClient(server, 'officer1');
  const { id } = await officer.call('incident:report', { kind: 'injury', summary: 'fall' });
  await officer.call('incident:add-note', { id, note: 'passport E12345678' });
});
afterAll(async () => {
  for (const client of [auditor, admin, officer]) client.close();
  await server.close();
});

const read = async (client: TestClient, query: Parameters<typeof client.call<'audit:list'>>[1] = {}) =>
  (await client.call('audit:list', { limit: 500, ...query })).rows;
const kinds = (rows: readonly AuditRow[]): string[] => [...new Set(rows.map((row) => row.action.split(':')[0] ?? ''))];

test('[AUDR1] the auditor reads everything, the administrator only how the system is run, others nothing', async () => {
  const all = await read(auditor);
  expect(kinds(all)).toEqual(expect.arrayContaining(['account', 'session', 'incident']));
  expect(JSON.stringify(all)).toContain('E12345678');
  const technical = await read(admin);
  expect(technical.every((row) => TECHNICAL_ACTIONS.some((kind) => row.action.startsWith(kind)))).toBe(true);
  expect(kinds(technical)).toEqual(expect.arrayContaining(['account', 'session', 'audit']));
  expect(JSON.stringify(technical)).not.toContain('E12345678');
  for (const filter of [{ action: 'incident:' }, { action: 'incident:noted' }, { entity: 'incident' }]) {
    expect(await read(admin, filter)).toEqual([]);
    expect((await read(auditor, filter)).length).toBeGreaterThan(0);
  }
  await expect(read(officer)).rejects.toMatchObject({ code: 'forbidden', reason: 'audit.not-allowed' });
});

test('[AUDR2] pages follow one another without gap or double, oldest first, each row chained to the one before', async () => {
  const whole = await read(auditor);
  const paged: AuditRow[] = [];
  for (let after = 0; paged.length < whole.length; after = paged.at(-1)!.seq) {
    paged.push(...(await read(auditor, { after, limit: 3 })));
  }
  expect(paged.slice(0, whole.length)).toEqual(whole);
  expect(whole.map((row) => row.seq)).toEqual(whole.map((_row, at) => at + 1));
  whole.slice(1).forEach((row, at) => expect(row.prevHash).toBe(whole[at]?.hash));
  const last = (await read(auditor)).at(-1)!;
  const { at } = last;
  expect((await read(auditor, { from: at })).every((row) => row.at >= at)).toBe(true);
  expect((await read(auditor, { to: at })).every((row) => row.at < at)).toBe(true);
});

test('[AUDR2] filters compare text: a kind ends in a colon, and signs of a pattern mean themselves', async () => {
  const created = await read(auditor, { action: 'account:created' });
  expect(created).toHaveLength(13);
  expect(await read(auditor, { action: 'account:' })).toHaveLength(13);
  for (const action of ['account', '%', 'account:%', "account:' OR '1'='1"]) {
    expect(await read(auditor, { action })).toEqual([]);
  }
  const mine = await read(auditor, { actorId: (await officer.call('identity:me', {})).principal.id });
  expect(kinds(mine)).toEqual(['session', 'incident']);
});

test('[AUDR3] reading is a row of its own, written before the answer', async () => {
  await read(auditor, { after: 2, entity: 'account' });
  const row = await server.app.database.reader
    .selectFrom('audit')
    .innerJoin('audit_payloads', 'audit_payloads.digest', 'audit.payload_digest')
    .select(['action', 'actor_role', 'entity_id', 'payload'])
    .orderBy('seq', 'desc')
    .executeTakeFirst();
  expect(row).toMatchObject({ action: 'audit:read', actor_role: 'auditor', entity_id: '2' });
  expect(JSON.parse(row!.payload)).toMatchObject({ entity: 'account', after: 2 });
});

test('GET /api/audit takes the filters as a query and refuses what is no number', async () => {
  const cookie = await signIn(server, 'auditor');
  const page = await https(server, 'GET', '/api/audit?after=2&limit=3&action=account:created', { cookie });
  expect((page.body as AuditRow[]).map((row) => row.seq)).toEqual([3, 4, 5]);
  for (const query of ['after=-1', 'limit=501', 'limit=', 'after=x', 'after=1&after=2', 'from=yesterday']) {
    const refused = await https(server, 'GET', `/api/audit?${query}`, { cookie });
    expect([query, refused.status]).toEqual([query, 400]);
  }
  const commander = await signIn(server, 'commander');
  expect((await https(server, 'GET', '/api/audit', { cookie: commander })).status).toBe(403);
});
