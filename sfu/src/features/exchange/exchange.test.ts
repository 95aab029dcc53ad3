import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EvidenceFile } from '@haigang/shared/features/evidence/evidence.model';
import { readingsOf } from '@haigang/shared/features/exchange/exchange.rules';
import { convene, enterAsExpert, openCast, type Cast } from '../../testing/cast.js';
import { startApp, type TestServer } from '../../testing/start-app.js';
import { connectClient } from '../../testing/test-client.js';
import { picture, upload } from '../../testing/uploads.js';

let server: TestServer;
let cast: Cast;
let conferenceId: string;
let incidentId: string;
beforeAll(async () => {
  server = await startApp();
  cast = await openCast(server);
  ({ id: conferenceId, incidentId } = cast.conference);
  for (const who of ['dispatcher', 'commander', 'auditor', 'officer1', 'officer2', 'guest', 'display'] as const) {
    await cast.as(who).resume();
  }
}, 60_000);
afterAll(async () => {
  cast.close();
  await server.close();
});

const say = (
  text: string,
  who: Parameters<Cast['as']>[0] = 'officer1',
  more: { attachments?: string[]; id?: string } = {},
) => cast.as(who).call('exchange:post', { id: randomUUID(), conferenceId, text, ...more });
const photo = async (
  who: 'officer1' | 'dispatcher' = 'officer1',
  into: { conferenceId?: string; incidentId?: string } = { conferenceId },
) => EvidenceFile.parse((await upload(server, cast.as(who).cookie, picture(), into)).body);
const heard = (who: Parameters<Cast['as']>[0], id: string) => cast.as(who).rows('exchange-message').has(id);

test('[EXC1] [EXC3] [EXC5] words and a picture reach those in the conference, and the log has both with the hash', async () => {
  const file = await photo();
  const text = '<b onclick="x">3 人发热</b>\n体温 39.2';
  const message = await say(text, 'officer1', { attachments: [file.id] });
  expect(message).toMatchObject({ text, attachments: [{ id: file.id, sha256: file.sha256, hasPreview: true }] });
  for (const who of ['dispatcher', 'commander', 'auditor', 'officer1'] as const) {
    await expect.poll(() => heard(who, message.id), { message: who }).toBe(true);
  }
  for (const who of ['officer2', 'guest', 'display'] as const) {
    expect([who, heard(who, message.id)]).toEqual([who, false]);
  }
  const log = async (who: 'dispatcher' | 'display') => {
    const { entries } = await cast.as(who).call('incident:log', { id: incidentId });
    return entries.find((entry) => entry.params['sha256'] === file.sha256);
  };
  expect(await log('dispatcher')).toMatchObject({ textKey: 'log.message-files', note: text, params: { count: '1' } });
  expect(await log('display')).toMatchObject({ textKey: 'log.message-files', note: null });
  // [EVD9] The message is its row: it gets no second one.
  expect(file.logDue).toBe(true);
  await expect.poll(() => cast.as('dispatcher').rows('evidence-file').get(file.id)?.['logDue']).toBe(false);
});

test('[EXC1] what is no message is refused: nothing said, too long, control characters, another conference’s file', async () => {
  for (const text of ['', '   ', 'x'.repeat(2001), 'a\u0000b', 'a\u001bb']) {
    await expect(say(text)).rejects.toMatchObject({ reason: 'exchange:post.invalid' });
  }
  const ofIncident = await photo('dispatcher', { incidentId });
  const elsewhere = await convene(cast.as('officer2'), cast.as('dispatcher'));
  const other = await photo('dispatcher', { conferenceId: elsewhere.id });
  for (const id of [ofIncident.id, other.id, randomUUID()]) {
    await expect(say('see', 'officer1', { attachments: [id] })).rejects.toMatchObject({ reason: 'evidence.unknown' });
  }
});

test('[EXC2] sent again after a lost link it is the same message; order and numbers are the server’s', async () => {
  const id = randomUUID();
  const body = { id, conferenceId, text: 'once' };
  const requestId = randomUUID();
  const first = await cast.as('officer1').call('exchange:post', body, requestId);
  expect(await cast.as('officer1').call('exchange:post', body, requestId)).toEqual(first);
  await expect(cast.as('dispatcher').call('exchange:post', body)).rejects.toMatchObject({
    reason: 'exchange.id-taken',
  });
  const [second, third] = await Promise.all([say('a'), say('b', 'dispatcher')]);
  expect([second.position, third.position].sort((a, b) => a - b)).toEqual([first.position + 1, first.position + 2]);
});

test('[EXC3] who is let in late reads what was said, page by page; who waits or is out has no conversation', async () => {
  const { dispatcher, officer } = { dispatcher: cast.as('dispatcher'), officer: cast.as('officer2') };
  const meeting = await convene(officer, dispatcher);
  await officer.call('conference:join', { conferenceId: meeting.id, seatId: randomUUID() });
  const { settings } = await cast.as('admin').call('settings:list', {});
  for (const one of settings.filter((setting) => setting.group === 'exchange')) {
    const change = { key: one.id, value: one.max ?? 1, revision: one.revision, reason: 'test' };
    await cast.as('admin').call('settings:set', change);
  }
  for (let at = 1; at <= 130; at += 1) {
    await officer.call('exchange:post', { id: randomUUID(), conferenceId: meeting.id, text: String(at) });
  }
  const expert = await enterAsExpert(server, dispatcher, meeting.id);
  const list = (until?: string) =>
    expert.client.call('exchange:list', { conferenceId: meeting.id, ...(until ? { until } : {}) });
  await expect(list()).rejects.toMatchObject({ reason: 'conference.unknown' });
  await dispatcher.call('conference:admit', { conferenceId: meeting.id, principalId: expert.guestId });
  const newest = await list();
  expect([newest.messages.length, newest.more, newest.messages[0]?.text]).toEqual([100, true, '130']);
  const older = await list(newest.messages.at(-1)?.at);
  const all = new Set([...newest.messages, ...older.messages].map((message) => message.position));
  expect([all.size, older.more]).toEqual([130, false]);
  await expect(expert.client.call('exchange:list', { conferenceId })).rejects.toMatchObject({
    reason: 'conference.unknown',
  });
  const told = expert.client.next('identity:session-ended');
  await dispatcher.call('conference:remove', { conferenceId: meeting.id, principalId: expert.guestId });
  expect(await told).toEqual({ reason: 'expert-link.removed' });
  expert.client.close();
  await dispatcher.call('conference:end', { conferenceId: meeting.id });
  const after = { id: randomUUID(), conferenceId: meeting.id, text: 'late' };
  await expect(officer.call('exchange:post', after)).rejects.toMatchObject({ reason: 'conference.ended' });
  expect((await officer.call('exchange:list', { conferenceId: meeting.id })).messages).toHaveLength(100);
}, 60_000);

test('[EXC4] delivered and read are told to the others, only grow, and end at the last message', async () => {
  const message = await say('read me');
  const mark = (read: number, delivered = read) =>
    cast.as('dispatcher').call('exchange:mark', { conferenceId, delivered, read });
  const readings = () => {
    const marks = [...cast.as('officer1').rows('exchange-mark').values()] as never[];
    return readingsOf(message, cast.conference.participants, marks).map(({ name, state }) => [name.en, state]);
  };
  await mark(0, message.position);
  await expect.poll(readings).toEqual([['Dispatcher 01', 'delivered']]);
  expect(await mark(9_999_999)).toMatchObject({ read: message.position, delivered: message.position });
  await expect.poll(readings).toEqual([['Dispatcher 01', 'read']]);
  expect((await mark(1)).read).toBe(message.position);
  await expect(cast.as('auditor').call('exchange:mark', { conferenceId, delivered: 1, read: 1 })).rejects.toMatchObject(
    { reason: 'exchange.not-allowed' },
  );
  expect((await cast.as('auditor').call('exchange:list', { conferenceId })).messages.length).toBeGreaterThan(0);
});

test('[EXC6] a flood is refused with its reason and counted, and another person is not kept from speaking', async () => {
  const { settings } = await cast.as('admin').call('settings:list', {});
  for (const one of settings.filter((setting) => setting.group === 'exchange')) {
    const change = { key: one.id, value: one.min ?? 1, revision: one.revision, reason: 'test' };
    await cast.as('admin').call('settings:set', change);
  }
  const officer = await connectClient(server, 'officer1');
  const sent = await Promise.allSettled(
    Array.from({ length: 8 }, () => officer.call('exchange:post', { id: randomUUID(), conferenceId, text: 'flood' })),
  );
  const refused = sent
    .filter((one) => one.status === 'rejected')
    .map((one) => one.reason as { reason: string; code: string });
  expect(refused.length).toBeGreaterThanOrEqual(6);
  expect(new Set(refused.map(({ code, reason }) => `${code} ${reason}`))).toEqual(
    new Set(['over_capacity exchange.too-fast']),
  );
  expect((await say('calm', 'dispatcher')).text).toBe('calm');
  officer.close();
});
