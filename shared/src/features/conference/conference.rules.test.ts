import { expect, test } from 'vitest';
import { Role, type Principal } from '../identity/identity.model.js';
import { ParticipantState, RequestState, type Conference, type ConferenceRequest } from './conference.model.js';
import { NEW_ROOM } from './room.model.js';
import {
  conferenceAbilities,
  conferenceAudience,
  isRungFor,
  isWaiting,
  mayJoin,
  mayRequest,
  requestAbilities,
  requestAudience,
  seesEveryConference,
} from './conference.rules.js';

const AT = '2026-05-10T01:00:00.000Z';
const OFFICER = 'account:officer';
const scoped = { orgId: 'beilun', simulated: false, drill: false };
const incident = { incidentId: '6f2c1c1e-4a52-4e0e-9d0e-0a3f3a1b2c3d', incidentNumber: 'BL-20260510-001' };

function principal(role: Role, id = `account:${role}`): Principal {
  return { id, kind: 'account', name: { zh: role, en: role }, roles: [role], orgId: 'beilun', conferenceId: null };
}

const request = (state: RequestState): ConferenceRequest => ({
  ...{ id: '8b1f6f7a-12b4-4f8a-9a55-7f3f2a6f0c11', ...scoped, ...incident, state },
  ...{ requesterId: OFFICER, requesterName: { zh: '检疫员01', en: 'Officer 01' } },
  ...{
    urgency: 'normal',
    reason: 'fever',
    deviceKind: 'phone',
    position: null,
    positionAt: null,
    network: null,
    networkType: null,
    batteryPercent: null,
  },
  ...{ requestedAt: AT, answeredById: null, answeredByName: null, answeredAt: null, declineReason: null },
  ...{ incidentIsNew: true, escalatedAt: null, dutyPhone: null, conferenceId: null, revision: 0 },
});

const conference = (
  state: Conference['state'],
  participants: readonly [id: string, state: ParticipantState][] = [],
): Conference => ({
  ...{ id: '9c1f6f7a-12b4-4f8a-9a55-7f3f2a6f0c11', ...scoped, ...incident, state },
  ...{ hostId: 'account:dispatcher', hostName: { zh: '调度员01', en: 'Dispatcher 01' } },
  participants: participants.map(([principalId, seat]) => ({
    principalId,
    name: { zh: principalId, en: principalId },
    role: 'officer' as const,
    state: seat,
  })),
  ...{ room: NEW_ROOM, convenedAt: AT, endedAt: null, revision: 0 },
});

test('[CONF2] a request waits while it is requested or escalated, and only then is it answered or withdrawn', () => {
  for (const state of RequestState.options) {
    const waiting = state === 'REQUESTED' || state === 'ESCALATED';
    expect(isWaiting({ state }), state).toBe(waiting);
    for (const desk of ['commander', 'dispatcher'] as const) {
      expect(requestAbilities(request(state), principal(desk)), state).toEqual({
        accept: waiting,
        decline: waiting,
        cancel: false,
      });
    }
    expect(requestAbilities(request(state), principal('officer', OFFICER)), state).toEqual({
      accept: false,
      decline: false,
      cancel: waiting || state === 'ACCEPTED',
    });
  }
});

test('[CONF2] nobody else answers or withdraws', () => {
  for (const role of ['officer', 'lab', 'auditor', 'administrator', 'display', 'internal-expert'] as const) {
    expect(requestAbilities(request('REQUESTED'), principal(role, `account:other-${role}`))).toEqual({
      accept: false,
      decline: false,
      cancel: false,
    });
  }
  expect(requestAudience(request('REQUESTED'))).toEqual({
    roles: ['commander', 'dispatcher', 'auditor', 'display'],
    principals: [OFFICER],
  });
});

test('[CONF4] a listed person joins unless removed or waiting in the lobby', () => {
  for (const seat of ParticipantState.options) {
    const allowed = seat !== 'REMOVED' && seat !== 'LOBBY';
    const listed = conference('ACTIVE', [[OFFICER, seat]]);
    expect(mayJoin(listed, principal('officer', OFFICER)), seat).toBe(allowed);
    expect(conferenceAbilities(listed, principal('officer', OFFICER)).join, seat).toBe(allowed);
  }
});

test('[CONF4] unlisted, only the desks join; removed, not even they; ended, nobody', () => {
  expect(mayJoin(conference('OPEN'), principal('commander'))).toBe(true);
  expect(mayJoin(conference('OPEN'), principal('dispatcher'))).toBe(true);
  for (const role of ['officer', 'internal-expert', 'auditor', 'display', 'administrator'] as const) {
    expect(mayJoin(conference('OPEN'), principal(role)), role).toBe(false);
  }
  expect(mayJoin(conference('ACTIVE', [['account:commander', 'REMOVED']]), principal('commander'))).toBe(false);
  expect(mayJoin(conference('ENDED', [[OFFICER, 'JOINED']]), principal('officer', OFFICER))).toBe(false);
});

test('[CONF4] ending, inviting and admitting belong to the desks while the conference runs', () => {
  const desk = { join: true, end: true, invite: true, admit: true };
  expect(conferenceAbilities(conference('ACTIVE'), principal('dispatcher'))).toMatchObject(desk);
  expect(conferenceAbilities(conference('ENDED'), principal('dispatcher'))).toMatchObject({
    join: false,
    end: false,
    invite: false,
    admit: false,
  });
  expect(conferenceAbilities(conference('ACTIVE', [[OFFICER, 'JOINED']]), principal('officer', OFFICER))).toMatchObject(
    {
      join: true,
      end: false,
      invite: false,
      admit: false,
    },
  );
});

test('[CONF6] a conference is seen by desks, auditor, walls and those on its list', () => {
  const both = conference('ACTIVE', [
    [OFFICER, 'JOINED'],
    ['guest:1', 'LOBBY'],
  ]);
  expect(conferenceAudience(both)).toEqual({
    roles: ['commander', 'dispatcher', 'auditor', 'display'],
    principals: [OFFICER, 'guest:1'],
  });
});

test('[REQ10] requests and rooms without the centre ring for desks that answer and for walls; officer and laboratory ask', () => {
  const roles = Role.options;
  expect(roles.filter((role) => isRungFor({ roles: [role] }))).toEqual(['commander', 'dispatcher', 'display']);
  expect(roles.filter((role) => mayRequest({ roles: [role] }))).toEqual(['officer', 'lab']);
  expect(isRungFor({ roles: ['lab', 'dispatcher'] })).toBe(true);
});

test('[CONF6] who is told of every conference is who can know that there is none', () => {
  const all = ['commander', 'dispatcher', 'auditor', 'display'];
  expect(Role.options.filter((role) => seesEveryConference({ roles: [role] }))).toEqual(all);
  expect(conferenceAudience(conference('ACTIVE')).roles.toSorted()).toEqual(all.toSorted());
});
