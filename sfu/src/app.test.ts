import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectClient, https, type TestClient } from './testing/test-client.js';
import { signIn, startApp, type TestServer } from './testing/start-app.js';

let server: TestServer;
const clients: TestClient[] = [];
const connect = async (username: string, options?: Parameters<typeof connectClient>[2]): Promise<TestClient> => {
  const client = await connectClient(server, username, options);
  clients.push(client);
  return client;
};
beforeAll(async () => {
  server = await startApp();
});
afterAll(async () => {
  for (const client of clients) client.close();
  await server.close();
});

test('the main job over the wire: request, convene, grade, dispatch, confirm, on scene, all in the log in order', async () => {
  const officer = await connect('officer1', { surface: 'field' });
  const dispatcher = await connect('dispatcher');
  const commander = await connect('commander');
  for (const client of [officer, dispatcher, commander]) expect(await client.resume()).toBe('snapshot');

  const request = await officer.call('conference:request', {
    reason: '5 名船员发热 / five crew with fever',
    position: { lat: 29.985, lon: 121.77 },
  });
  await expect.poll(() => dispatcher.rows('conference-request').get(request.id)?.['state']).toBe('REQUESTED');
  const incident = dispatcher.rows('incident').get(request.incidentId);
  expect(incident).toMatchObject({ state: 'REPORTED', kind: 'unclassified', position: { lat: 29.985, lon: 121.77 } });

  const accepted = await dispatcher.call('conference:accept', { requestId: request.id });
  expect(accepted.request.state).toBe('ACCEPTED');
  await expect(commander.call('conference:accept', { requestId: request.id })).rejects.toMatchObject({
    code: 'conflict',
    reason: 'conference.already-answered',
  });
  await expect
    .poll(() => commander.rows('conference-request').get(request.id)?.['answeredByName'])
    .toMatchObject({
      en: 'Dispatcher 01',
    });

  const acknowledged = await commander.call('incident:acknowledge', {
    id: request.incidentId,
    revision: Number(commander.rows('incident').get(request.incidentId)?.['revision']),
  });
  const graded = await commander.call('incident:grade', {
    id: acknowledged.id,
    revision: acknowledged.revision,
    kind: 'influenza-outbreak',
    eventLevel: 'III',
    reason: 'cluster of fever',
  });
  expect(graded.state).toBe('GRADED');
  const { officers } = await commander.call('dispatch:officers', {});
  const officer1 = officers.find((one) => one.name.en === 'Officer 01');
  const order = await commander.call('dispatch:issue', {
    incidentId: graded.id,
    revision: graded.revision,
    officerIds: [officer1!.id],
    task: 'board and sample',
    ppeLevel: 'P2',
    rendezvous: 'AN1',
  });
  await expect.poll(() => officer.rows('dispatch').has(order.id)).toBe(true);
  await officer.call('dispatch:confirm', { id: order.id });
  await officer.call('dispatch:report-on-scene', { id: order.id, position: { lat: 29.985, lon: 121.77 } });
  const { entries } = await commander.call('incident:log', { id: graded.id });
  const kinds = entries.map((entry) => entry.textKey.replace('log.', ''));
  const expected = [
    'reported',
    'conference-requested',
    'conference-convened',
    'acknowledged',
    'graded',
    'dispatched',
    'dispatch-confirmed',
    'on-scene',
  ];
  expect(kinds.filter((kind) => expected.includes(kind))).toEqual(expected);
  entries.forEach((entry, at) => {
    if (at > 0) expect(entry.prevHash).toBe(entries[at - 1]?.hash);
  });
});

test('a mutation sent twice with one requestId happens once; the same id with another body is refused', async () => {
  const officer = await connect('officer2', { surface: 'field' });
  const requestId = crypto.randomUUID();
  const body = { kind: 'injury' as const, summary: 'fall from a ladder' };
  const first = await officer.call('incident:report', body, requestId);
  const again = await officer.call('incident:report', body, requestId);
  expect(again.id).toBe(first.id);
  await expect(officer.call('incident:report', { ...body, summary: 'other' }, requestId)).rejects.toMatchObject({
    code: 'conflict',
    reason: 'request.reused',
  });
});

test('REST: incidents need a session, take an idempotency key and list what was reported', async () => {
  expect((await https(server, 'GET', '/api/incidents')).status).toBe(401);
  const cookie = await signIn(server, 'dispatcher');
  const headers = { 'Idempotency-Key': crypto.randomUUID() };
  const body = { kind: 'radiation', summary: 'gate alarm at lane 8' };
  const first = await https(server, 'POST', '/api/incidents', { cookie, body, headers });
  const again = await https(server, 'POST', '/api/incidents', { cookie, body, headers });
  expect(first.body).toMatchObject({ state: 'REPORTED', kind: 'radiation', locationUnknown: true });
  expect((again.body as { id: string }).id).toBe((first.body as { id: string }).id);
  const list = await https(server, 'GET', '/api/incidents', { cookie });
  expect(JSON.stringify(list.body)).toContain((first.body as { id: string }).id);
  const hiv = await https(server, 'POST', '/api/incidents', {
    cookie,
    body: { kind: 'hiv-finding', summary: 'x' },
    headers: { 'Idempotency-Key': crypto.randomUUID() },
  });
  expect(hiv.body).toMatchObject({ error: { reason: 'incident.kind-unavailable' } });
});

test('a foreign origin may not change anything, and every answer carries the security headers', async () => {
  const cookie = await signIn(server, 'dispatcher');
  const refused = await https(server, 'POST', '/api/incidents', {
    cookie,
    body: { kind: 'injury', summary: 'x' },
    headers: { origin: 'https://evil.example' },
  });
  expect(refused.status).toBe(403);
  expect(refused.headers['content-security-policy']).toContain("default-src 'self'");
  expect(refused.headers['content-security-policy']).not.toContain('unsafe-inline');
  await expect(connect('dispatcher', { cookie: 'nothing=1' })).rejects.toThrow();
});

test('a page may prepare for a call before there is a room: the room then carries exactly what was said', async () => {
  const officer = await connect('officer2', { surface: 'field' });
  const dispatcher = await connect('dispatcher');
  const { rtpCapabilities } = await officer.call('conference:capabilities', {});
  const request = await officer.call('conference:request', { reason: 'prepare' });
  const { conference } = await dispatcher.call('conference:accept', { requestId: request.id });
  const joined = await officer.call('conference:join', { conferenceId: conference.id, seatId: randomUUID() });
  expect(rtpCapabilities).toEqual(joined.rtpCapabilities);
  await dispatcher.call('conference:end', { conferenceId: conference.id });
});

test('pages learn the address under which others reach the centre, so that an invitation opens elsewhere', async () => {
  const site = async (): Promise<unknown> => (await (await connect('auditor')).call('identity:me', {})).site.publicUrl;
  expect(await site()).toBeNull();
  const other = await startApp({ config: { publicUrl: 'https://centre.example/haigang/' } });
  const client = await connectClient(other, 'auditor');
  expect((await client.call('identity:me', {})).site.publicUrl).toBe('https://centre.example');
  client.close();
  await other.close();
});
