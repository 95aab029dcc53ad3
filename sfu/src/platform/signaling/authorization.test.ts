import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ReplyEnvelope } from '@haigang/shared/kernel/contract';
import { calls, type AppCalls } from '@haigang/shared/protocol';
import { ACCOUNTS, CAST, convene, enterAsExpert, openCast, type Cast, type Who } from '../../testing/cast.js';
import { handIn } from '../../testing/stills.js';
import { startApp, type TestServer } from '../../testing/start-app.js';
import { connectClient } from '../../testing/test-client.js';

const EVERYBODY: readonly Who[] = CAST;
const DESKS: readonly Who[] = ['commander', 'dispatcher'];
const PAIRED = CAST.filter((who) => who !== 'unpaired');
/** Only the page that took the seat; nobody of the cast has one. */
const SEATED: readonly Who[] = [];

/**
 * Who may do what (domain.md §5), written down apart from the code. A call without a row is a type error; a handler that
 * forgets its check fails the test. `officer1` is the reporter, requester and team member; `officer2` is not involved.
 */
const MAY: Readonly<Record<keyof AppCalls, readonly Who[]>> = {
  'sync:resume': EVERYBODY,
  'identity:me': EVERYBODY,
  'identity:report-presence': PAIRED,
  'identity:change-password': ACCOUNTS,
  'identity:sign-out-everywhere': ACCOUNTS,
  'identity:create-account': ['admin'],
  'identity:update-account': ['admin'],
  'identity:approve-display': ['dispatcher', 'admin'],
  'identity:revoke-display': ['dispatcher', 'admin'],
  'identity:add-device': ['admin'],
  'identity:issue-device-code': ['admin'],
  'identity:update-device': ['admin'],
  'identity:revoke-device': ['admin'],
  'incident:report': ['commander', 'dispatcher', 'officer1', 'officer2', 'lab', 'registrar', 'unit'],
  'incident:acknowledge': DESKS,
  'incident:verify': DESKS,
  'incident:grade': ['commander'],
  'incident:declare-false-alarm': ['commander'],
  'incident:add-note': [...DESKS, 'officer1'],
  'incident:get': [...DESKS, 'officer1', 'auditor', 'display'],
  'incident:log': [...DESKS, 'officer1', 'auditor', 'display'],
  'incident:list': EVERYBODY,
  'dispatch:officers': DESKS,
  'dispatch:issue': DESKS,
  'dispatch:confirm': ['officer1'],
  'dispatch:report-on-scene': ['officer1'],
  'decision:people': DESKS,
  'decision:propose': DESKS,
  'decision:revise': DESKS,
  'decision:ask': DESKS,
  'decision:give-opinion': ['commander', 'officer1', 'expert'],
  'decision:approve': ['commander'],
  'decision:reject': ['commander'],
  'decision:deploy': DESKS,
  'decision:acknowledge': ['officer1'],
  'decision:complete': DESKS,
  'annotation:open': [...DESKS, 'officer1'],
  'annotation:enter': [...DESKS, 'officer1', 'auditor'],
  'annotation:strokes': [...DESKS, 'officer1', 'auditor'],
  'annotation:draw': [...DESKS, 'officer1'],
  'annotation:commit': [...DESKS, 'officer1'],
  'annotation:undo': [...DESKS, 'officer1'],
  'annotation:clear': [...DESKS, 'officer1'],
  'annotation:close': [...DESKS, 'officer1'],
  'conference:request': ['officer1', 'officer2', 'lab', 'unit'],
  'conference:accept': DESKS,
  'conference:decline': DESKS,
  'conference:cancel': ['officer1'],
  'conference:callable': DESKS,
  'conference:call': DESKS,
  'conference:decline-call': ['dispatcher', 'officer1', 'guest'],
  'conference:end': DESKS,
  'conference:leave': ['dispatcher', 'officer1', 'guest'],
  'conference:invite-expert': DESKS,
  'conference:revoke-link': [...DESKS, 'admin'],
  'conference:admit': DESKS,
  'conference:remove': DESKS,
  'conference:refuse': DESKS,
  // The dispatcher is the host of the conference, the commander may do whatever a host may.
  'conference:hand-over': DESKS,
  'conference:set-lobby': DESKS,
  'conference:set-lock': DESKS,
  'conference:mute': DESKS,
  'conference:mute-all': DESKS,
  'conference:spotlight': DESKS,
  'conference:lower-hand': DESKS,
  'conference:raise-hand': ['dispatcher', 'officer1', 'guest'],
  // The codecs of the server, the same for everybody and no secret.
  'conference:capabilities': EVERYBODY,
  'conference:join': [...DESKS, 'officer1'],
  'conference:connect-transport': SEATED,
  'conference:restart-ice': SEATED,
  'conference:produce': SEATED,
  'conference:close-producer': SEATED,
  'conference:pause-producer': SEATED,
  'conference:consume': SEATED,
  'conference:resume-consumer': SEATED,
  'conference:set-consumers': SEATED,
  // Everybody but the screens; nobody of the cast has a test running.
  'conference:probe-open': CAST.filter((who) => who !== 'display' && who !== 'unpaired'),
  'conference:probe-connect': SEATED,
  'conference:probe-produce': SEATED,
  'conference:probe-consume': SEATED,
  'conference:probe-close': CAST.filter((who) => who !== 'display' && who !== 'unpaired'),
  'evidence:list': [...DESKS, 'officer1', 'auditor'],
  'expert:accounts': [...DESKS, 'admin'],
  'expert:save': ['dispatcher', 'admin'],
  'expert:set-availability': ['expert'],
  'expert:invite': DESKS,
  'exchange:post': [...DESKS, 'officer1'],
  'exchange:mark': [...DESKS, 'officer1'],
  // The guest of the cast waits in the lobby.
  'exchange:list': [...DESKS, 'officer1', 'auditor'],
  'conference:report-quality': SEATED,
  'conference:send-still': SEATED,
  'camera:list': EVERYBODY,
  'vessel:list': PAIRED.filter((who) => who !== 'agent' && who !== 'guest'),
  'audit:list': ['auditor', 'admin'],
  'settings:list': ['commander', 'auditor', 'admin'],
  'settings:set': ['admin'],
  'settings:propose': ['admin'],
  'settings:approve': ['commander'],
  'settings:refuse': ['commander', 'admin'],
};
/** Answers that come after the rights were checked. */
const PAST_THE_CHECK = ['display.code-unknown', 'display.unknown', 'device.unknown'];

let server: TestServer;
let cast: Cast;
beforeAll(async () => {
  server = await startApp();
  cast = await openCast(server);
  await cast.as('officer1').resume();
}, 60_000);
afterAll(async () => {
  cast.close();
  await server.close();
});

/** Everything the calls name, new, so that one person's success never changes what the next one meets. */
async function situation() {
  const { as } = cast;
  const officer = as('officer1');
  const dispatcher = as('dispatcher');
  const commander = as('commander');
  const report = () => officer.call('incident:report', { kind: 'unclassified', summary: 'smoke' });
  const acknowledged = async () => {
    const { id, revision } = await report();
    return dispatcher.call('incident:acknowledge', { id, revision });
  };
  const graded = async () => {
    const { id, revision } = await acknowledged();
    return commander.call('incident:grade', { id, revision, kind: 'injury', eventLevel: 'IV', reason: 'fall' });
  };
  const { officers } = await dispatcher.call('dispatch:officers', {});
  const officerId = officers.find((one) => one.name.en === 'Officer 01')?.id;
  const order = { officerIds: [officerId!], task: 'board', ppeLevel: 'P2' as const, rendezvous: 'B3-1' };
  const sent = await graded();
  const dispatch = await dispatcher.call('dispatch:issue', {
    ...order,
    incidentId: sent.id,
    revision: sent.revision,
  });
  await withdrawOpenRequest();
  const conference = await convene(officer, dispatcher);
  const expert = await enterAsExpert(server, dispatcher, conference.id);
  expert.client.close();
  const request = await officer.call('conference:request', { reason: 'again' });
  const fresh = await report();
  const target = ({ id, revision }: { id: string; revision: number }) => ({ id, revision });
  return { order, conference, expert, request, dispatch, fresh, acknowledged, graded, target, officerId: officerId! };
}

type Situation = Awaited<ReturnType<typeof situation>>;

async function withdrawOpenRequest(): Promise<void> {
  for (const request of cast.as('officer1').rows('conference-request').values()) {
    if (request['state'] !== 'REQUESTED') continue;
    await cast.as('officer1').call('conference:cancel', { requestId: String(request['id']) });
  }
}

const expertId = async () => (await cast.as('expert').call('identity:me', {})).principal.id;

async function settingTarget(key: string, proposed: boolean) {
  const find = async () => (await cast.as('admin').call('settings:list', {})).settings.find((one) => one.id === key)!;
  const row = await find();
  const target = { key, revision: row.revision };
  if (!proposed || row.proposal) return target;
  const change = { ...target, value: row.value === 60 ? 90 : 60, reason: 'drill' };
  return { key, revision: (await cast.as('admin').call('settings:propose', change)).revision };
}

/** The open board of the situation's conference, on a still the officer handed in. */
async function boardOf({ conference: { id: conferenceId } }: Situation): Promise<string> {
  const officer = cast.as('officer1');
  const known = (await officer.call('annotation:enter', { conferenceId })).boards.find((one) => one.state === 'OPEN');
  if (known) return known.id;
  const fileId = await handIn(server, officer, { conferenceId, kind: 'snapshot' });
  return (await officer.call('annotation:open', { conferenceId, fileId })).id;
}

/** A decision sheet that asks the officer and the expert, as far on its way as wanted; the officer is addressed. */
async function sheet(now: Situation, until: 'OPINIONS' | 'APPROVED' | 'DEPLOYED' | 'ACKED' = 'OPINIONS') {
  const { as } = cast;
  const { people } = await as('dispatcher').call('decision:people', { incidentId: now.fresh.id });
  const askIds = people.filter((one) => /^(?:Officer 01|.*Expert.*)$/u.test(one.name.en)).map((one) => one.principalId);
  const proposal = { incidentId: now.fresh.id, text: 'isolate', askIds };
  let one = await as('dispatcher').call('decision:propose', proposal);
  const seen = () => now.target(one);
  if (until !== 'OPINIONS') one = await as('commander').call('decision:approve', { ...seen(), reason: 'time' });
  if (until === 'DEPLOYED' || until === 'ACKED') {
    one = await as('dispatcher').call('decision:deploy', { ...seen(), addresseeIds: [now.officerId] });
  }
  if (until === 'ACKED') one = await as('officer1').call('decision:acknowledge', { id: one.id });
  return seen();
}
const LINE = { rung: 'full', kbps: 1, lossPercent: 0, roundTripMs: null, jitterMs: 0, freezes: 0 };

/** A body the call accepts from somebody who may make it. */
function bodyOf(call: keyof AppCalls, who: Who, now: Situation): unknown {
  const conferenceId = who === 'guest' ? cast.conference.id : now.conference.id;
  const seat = { conferenceId, transportId: 't', producerId: 'p', consumerId: 'c', paused: true };
  const order = async () => {
    const { id, revision } = await now.graded();
    return { ...now.order, incidentId: id, revision };
  };
  const page = { surface: 'desk', foreground: true, onDuty: true, soundBlocked: false, position: null };
  const probe = { probeId: randomUUID() };
  const bodies: Record<keyof AppCalls, () => unknown> = {
    'sync:resume': () => ({ epoch: null, seq: 0 }),
    'identity:me': () => ({}),
    'identity:report-presence': () => ({ ...page, positionAt: null, batteryPercent: null, network: null }),
    'identity:change-password': () => ({ current: 'haigang-demo', next: 'haigang-demo' }),
    'identity:sign-out-everywhere': () => ({}),
    'identity:create-account': () => ({
      username: `u${randomUUID()}`,
      name: { zh: '甲', en: 'A' },
      roles: ['clerk'],
      password: 'haigang-demo',
    }),
    'identity:update-account': () => ({ id: now.officerId, revision: 99, disabled: true }),
    'identity:approve-display': () => ({ pairingCode: '000000', name: 'x' }),
    'identity:add-device': () => ({ label: '单兵09', kind: 'body-worn' }),
    'identity:issue-device-code': () => ({ id: `device:${randomUUID()}` }),
    'identity:update-device': () => ({ id: `device:${randomUUID()}`, revision: 0 }),
    'identity:revoke-device': () => ({ id: `device:${randomUUID()}` }),
    'identity:revoke-display': () => ({ id: `wall:${randomUUID()}` }),
    'incident:report': () => ({ kind: 'injury', summary: 'fall' }),
    'incident:acknowledge': () => now.target(now.fresh),
    'incident:verify': async () => ({ ...now.target(await now.acknowledged()), plan: 'call the ship' }),
    'incident:grade': async () => ({
      ...now.target(await now.acknowledged()),
      ...{ kind: 'injury', eventLevel: 'IV', reason: 'fall' },
    }),
    'incident:declare-false-alarm': async () => ({ ...now.target(await now.acknowledged()), reason: 'test call' }),
    'incident:add-note': () => ({ id: now.fresh.id, note: 'seen' }),
    'incident:get': () => ({ id: now.fresh.id }),
    'incident:log': () => ({ id: now.fresh.id }),
    'incident:list': () => ({}),
    'dispatch:officers': () => ({}),
    'dispatch:issue': order,
    'dispatch:confirm': () => ({ id: now.dispatch.id }),
    'dispatch:report-on-scene': () => ({ id: now.dispatch.id, reason: 'no GPS' }),
    'decision:people': () => ({ incidentId: now.fresh.id }),
    'decision:propose': () => ({ incidentId: now.fresh.id, text: 'isolate' }),
    'decision:revise': async () => ({ ...(await sheet(now)), text: 'isolate all' }),
    'decision:ask': async () => ({ id: (await sheet(now)).id, principalIds: [now.officerId] }),
    'decision:give-opinion': async () => ({
      ...{ id: (await sheet(now)).id, version: 1, text: 'agreed on board' },
      ...(who === 'officer1' ? {} : { stance: 'agree' }),
    }),
    'decision:approve': async () => ({ ...(await sheet(now)), reason: 'time' }),
    'decision:reject': async () => ({ ...(await sheet(now)), reason: 'no' }),
    'decision:deploy': async () => ({ ...(await sheet(now, 'APPROVED')), addresseeIds: [now.officerId] }),
    'decision:acknowledge': async () => ({ id: (await sheet(now, 'DEPLOYED')).id }),
    'decision:complete': () => sheet(now, 'ACKED'),
    'annotation:open': () => ({ conferenceId: now.conference.id, fileId: randomUUID() }),
    'annotation:enter': () => ({ conferenceId }),
    'annotation:strokes': async () => ({ boardId: await boardOf(now) }),
    'annotation:draw': async () => ({
      ...{ boardId: await boardOf(now), strokeId: randomUUID(), tool: 'pen', from: 0, points: [0.5, 0.5] },
    }),
    'annotation:commit': async () => ({
      ...{ boardId: await boardOf(now), stroke: { id: randomUUID(), tool: 'pen', points: [0.5, 0.5], text: null } },
    }),
    'annotation:undo': async () => ({ boardId: await boardOf(now) }),
    'annotation:clear': async () => ({ boardId: await boardOf(now), whose: 'own' }),
    'annotation:close': async () => ({ boardId: await boardOf(now), lastOrder: 0, composedFileId: null }),
    'conference:request': () => ({ reason: 'fever' }),
    'conference:accept': () => ({ requestId: now.request.id }),
    'conference:decline': () => ({ requestId: now.request.id, reason: 'busy' }),
    'conference:cancel': () => ({ requestId: now.request.id }),
    'conference:callable': () => ({ incidentId: now.conference.incidentId }),
    'conference:call': () => ({
      incidentId: now.conference.incidentId,
      who: { kind: 'chosen', principalIds: [now.officerId] },
    }),
    'conference:decline-call': () => ({ conferenceId, reason: 'busy' }),
    'conference:end': () => ({ conferenceId }),
    'conference:leave': () => ({ conferenceId }),
    'conference:invite-expert': () => ({ conferenceId, expertName: 'E2' }),
    'conference:revoke-link': () => ({ linkId: now.expert.linkId }),
    'conference:admit': () => ({ conferenceId, principalId: now.expert.guestId }),
    'conference:remove': () => ({ conferenceId, principalId: now.expert.guestId }),
    'conference:refuse': () => ({ conferenceId, principalId: now.expert.guestId }),
    'conference:hand-over': () => ({ conferenceId, principalId: now.officerId }),
    'conference:set-lobby': () => ({ conferenceId, on: false }),
    'conference:set-lock': () => ({ conferenceId, locked: true }),
    'conference:mute': () => ({ conferenceId, principalId: now.officerId, source: 'microphone', muted: true }),
    'conference:mute-all': () => ({ conferenceId, muted: true }),
    'conference:spotlight': () => ({ conferenceId, principalId: null }),
    'conference:lower-hand': () => ({ conferenceId, principalId: now.officerId }),
    'conference:raise-hand': () => ({ conferenceId, raised: true }),
    'conference:capabilities': () => ({}),
    'conference:join': () => ({ conferenceId, seatId: randomUUID() }),
    'conference:connect-transport': () => ({ ...seat, dtlsParameters: {} }),
    'conference:restart-ice': () => seat,
    'conference:produce': () => ({ ...seat, kind: 'audio', source: 'microphone', rtpParameters: {} }),
    'conference:close-producer': () => seat,
    'conference:pause-producer': () => seat,
    'conference:consume': () => ({ ...seat, rtpCapabilities: {} }),
    'conference:resume-consumer': () => seat,
    'conference:report-quality': () => ({ conferenceId, up: LINE, down: LINE }),
    'conference:send-still': () => ({ conferenceId, jpeg: '/9j/2Q==' }),
    'conference:set-consumers': () => ({
      conferenceId,
      wishes: [{ consumerId: 'c', paused: true, spatialLayer: 0, priority: 1 }],
    }),
    'conference:probe-open': () => ({ way: 'udp' }),
    'conference:probe-connect': () => ({ ...probe, transportId: 't', dtlsParameters: {} }),
    'conference:probe-produce': () => ({ ...probe, source: 'microphone', rtpParameters: {} }),
    'conference:probe-consume': () => ({ ...probe, producerId: 'p', rtpCapabilities: {} }),
    'conference:probe-close': () => probe,
    'evidence:list': () => ({ incidentId: now.fresh.id }),
    'expert:accounts': () => ({}),
    'expert:save': async () => ({
      ...{ id: await expertId(), revision: null, specialities: ['radiation'] },
      ...{ organisation: 'bureau', phone: '0574' },
    }),
    'expert:set-availability': () => ({ availability: 'available', until: null }),
    'expert:invite': async () => ({ conferenceId, id: await expertId() }),
    'exchange:post': () => ({ id: randomUUID(), conferenceId, text: 'seen' }),
    'exchange:mark': () => ({ conferenceId, delivered: 0, read: 0 }),
    'exchange:list': () => ({ conferenceId }),
    'camera:list': () => ({}),
    'vessel:list': () => ({}),
    'audit:list': () => ({}),
    'settings:list': () => ({}),
    'settings:set': async () => ({
      ...(await settingTarget('camera.max-pullers', false)),
      ...{ value: 30, reason: 'drill' },
    }),
    'settings:propose': async () => ({
      ...(await settingTarget('vessel.forget-minutes', false)),
      ...{ value: 90, reason: 'drill' },
    }),
    'settings:approve': () => settingTarget('conference.seat-grace-seconds', true),
    'settings:refuse': async () => ({
      ...(await settingTarget('conference.seat-grace-seconds', true)),
      reason: 'no',
    }),
  };
  return bodies[call]();
}

async function may(call: keyof AppCalls, who: Who, now: Situation): Promise<boolean> {
  const body = await bodyOf(call, who, now);
  const reply = ReplyEnvelope.parse(await cast.as(who).raw(call, { requestId: randomUUID(), body }));
  if (reply.ok) return true;
  const { code, reason } = reply.error;
  // Wrong bodies and failures of our own would read as "got past the check".
  expect.soft([call, who, code, reason]).not.toContain('internal');
  expect.soft([call, who, reply.error.message, reason]).not.toContain(`${call}.invalid`);
  if (PAST_THE_CHECK.includes(reason)) return true;
  return !['forbidden', 'not_found', 'unauthenticated'].includes(code) && reason !== 'conference.no-seat';
}

const ENDS_THE_SOCKET = 'identity:sign-out-everywhere';
const CHECKED = (Object.keys(calls) as (keyof AppCalls)[]).filter((call) => call !== ENDS_THE_SOCKET);

test.each(CHECKED)(
  '[EDGE3] %s: exactly those who may, may',
  async (call) => {
    const allowed: Who[] = [];
    let now = await situation();
    for (const who of CAST) {
      if (!(await may(call, who, now))) continue;
      allowed.push(who);
      now = await situation();
    }
    expect(allowed).toEqual(CAST.filter((who) => MAY[call].includes(who)));
  },
  60_000,
);

test('[EDGE3] a list that everybody may ask for holds nothing for those who may see nothing', async () => {
  const { fresh } = await situation();
  for (const who of ['officer2', 'agent', 'unpaired', 'guest', 'clerk', 'expert'] as const) {
    const { incidents } = await cast.as(who).call('incident:list', {});
    expect([who, incidents.map((one) => one.id)]).not.toContainEqual([who, expect.arrayContaining([fresh.id])]);
  }
});

test('[EDGE9] a refused change leaves an audit row, once a minute for the same person and call; a refused read none', async () => {
  const rows = () =>
    server.app.database.reader
      .selectFrom('audit')
      .select(['actor_id', 'entity_id'])
      .where('action', '=', 'call:refused')
      .where('actor_role', '=', 'declarant')
      .where('entity_id', 'in', ['identity:create-account', 'dispatch:officers'])
      .execute();
  const refused = { username: 'x1', name: { zh: '甲', en: 'A' }, roles: ['administrator' as const] };
  const before = (await rows()).length;
  for (let at = 0; at < 3; at += 1) {
    await expect(
      cast.as('agent').call('identity:create-account', { ...refused, password: 'haigang-demo' }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    await expect(cast.as('agent').call('dispatch:officers', {})).rejects.toMatchObject({ code: 'forbidden' });
  }
  // The agent was refused earlier in this run: within a minute that one row counts for these refusals too.
  const after = await rows();
  expect(after.length - before).toBeLessThanOrEqual(1);
  expect(new Set(after.map((row) => row.entity_id))).toEqual(new Set(['identity:create-account']));
});

test('[EDGE2] without a session there is no socket, and with an ended one no answer', async () => {
  await expect(connectClient(server, '', { cookie: 'none=1' })).rejects.toThrow('unauthenticated');
  for (const who of CAST) {
    const client = cast.as(who);
    if (!MAY[ENDS_THE_SOCKET].includes(who)) {
      await expect(client.call(ENDS_THE_SOCKET, {})).rejects.toMatchObject({ code: 'forbidden' });
      continue;
    }
    const ended = client.next('identity:session-ended');
    client.socket.emit(ENDS_THE_SOCKET, { requestId: randomUUID(), body: {} }, () => undefined);
    expect(await ended).toEqual({ reason: 'signed-out-everywhere' });
    await expect(connectClient(server, '', { cookie: client.cookie })).rejects.toThrow('unauthenticated');
  }
});
