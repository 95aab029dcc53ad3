import { randomUUID } from 'node:crypto';
import type { AppCalls } from '@haigang/shared/protocol';
import { SAMPLE_PORT } from '@haigang/shared/features/vessel/sample-port';
import type { Who } from './cast.js';
import { boardOf, expertId, settingTarget, sheet, type Situation } from './situation.js';

const LINE = { rung: 'full', kbps: 1, lossPercent: 0, roundTripMs: null, jitterMs: 0, freezes: 0 };

/** A body the call accepts from somebody who may make it. */
export function bodyOf(call: keyof AppCalls, who: Who, now: Situation): unknown {
  const conferenceId = who === 'guest' ? now.cast.conference.id : now.conference.id;
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
    'identity:report-fault': () => ({ part: 'chart', message: 'SYNTH', stack: '' }),
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
    'conference:admit-all': () => ({ conferenceId }),
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
      ...{ id: await expertId(now), revision: null, specialities: ['radiation'] },
      ...{ organisation: 'bureau', phone: '0574' },
    }),
    'expert:set-availability': () => ({ availability: 'available', until: null }),
    'expert:invite': async () => ({ conferenceId, id: await expertId(now) }),
    'exchange:post': () => ({ id: randomUUID(), conferenceId, text: 'seen' }),
    'exchange:mark': () => ({ conferenceId, delivered: 0, read: 0 }),
    'exchange:list': () => ({ conferenceId }),
    'camera:list': () => ({}),
    'vessel:identity-history': () => ({ mmsi: '563999001' }),
    'vessel:track': () => ({ mmsi: '563999001' }),
    'vessel:note-distress': () => ({ id: randomUUID() }),
    'vessel:acknowledge-alert': () => ({ id: randomUUID() }),
    'vessel:port-calls': () => ({ mmsi: '563999001' }),
    'vessel:replay': () => ({ from: 0, to: 1000, area: { south: 29, north: 30, west: 121, east: 122 } }),
    'vessel:save-port-site': () => ({ revision: null, site: SAMPLE_PORT, reason: 'surveyed anew' }),
    'vessel:correct-port-call': () => ({
      ...{ id: randomUUID(), revision: 1, reason: 'berth record' },
      correction: { kind: 'withdraw', eventId: randomUUID() },
    }),
    'vessel:base-map': () => ({}),
    'vessel:look': () => ({ view: { south: 29.8, north: 30.1, west: 121.7, east: 122.1 } }),
    'vessel:list': () => ({}),
    'audit:list': () => ({}),
    'settings:list': () => ({}),
    'settings:set': async () => ({
      ...(await settingTarget(now, 'camera.max-pullers', false)),
      ...{ value: 30, reason: 'drill' },
    }),
    'settings:propose': async () => ({
      ...(await settingTarget(now, 'vessel.forget-minutes', false)),
      ...{ value: 90, reason: 'drill' },
    }),
    'settings:approve': () => settingTarget(now, 'conference.seat-grace-seconds', true),
    'settings:refuse': async () => ({
      ...(await settingTarget(now, 'conference.seat-grace-seconds', true)),
      reason: 'no',
    }),
  };
  return bodies[call]();
}
