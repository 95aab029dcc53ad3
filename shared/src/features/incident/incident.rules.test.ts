import { expect, test } from 'vitest';
import type { Principal, Role } from '../identity/identity.model.js';
import { IncidentState, type Incident, type IncidentAbilities } from './incident.model.js';
import {
  canMove,
  gradeIncident,
  gradingDueAt,
  incidentAbilities,
  incidentAudience,
  incidentNumber,
  moveIncident,
  REPORTABLE_KINDS,
  requireAbility,
  requireRevision,
} from './incident.rules.js';

const AT = '2026-05-10T01:00:00.000Z';
const REPORTER = 'account:reporter';
const MEMBER = 'account:member';

function incident(patch: Partial<Incident> = {}): Incident {
  return {
    id: '6f2c1c1e-4a52-4e0e-9d0e-0a3f3a1b2c3d',
    ...{ orgId: 'beilun', simulated: false, drill: false, number: 'BL-20260510-001' },
    ...{ kind: 'illness', state: 'REPORTED', eventLevel: null, lifeSaving: false, summary: 'fever', source: 'phone' },
    ...{ position: null, vesselMmsi: null, locationUnknown: true },
    ...{ reporterId: REPORTER, reporterName: { zh: '检疫员01', en: 'Officer 01' }, occurredAt: AT },
    stamps: {
      ...{ tAlarm: AT, tAck: null, tVerify: null, tGrade: null },
      ...{ tDispatch: null, tOnScene: null, tClosed: null },
    },
    teamIds: [MEMBER],
    expertIds: [],
    revision: 4,
    ...patch,
  };
}

function principal(role: Role, id = `account:${role}`): Principal {
  return { id, kind: 'account', name: { zh: role, en: role }, roles: [role], orgId: 'beilun', conferenceId: null };
}

/** The edges as the domain's law writes them, apart from the code's own table. */
const LAW = `
REPORTED ACKNOWLEDGED MERGED
ACKNOWLEDGED VERIFYING GRADED FALSE_ALARM MERGED
VERIFYING GRADED FALSE_ALARM MERGED
GRADED DISPATCHED CONTROLLED MERGED
DISPATCHED ON_SCENE GRADED
ON_SCENE CONTROLLED
CONTROLLED AFTERCARE CLOSED ON_SCENE
AFTERCARE CLOSED ON_SCENE
CLOSED REOPENED
REOPENED GRADED`;
const LAWFUL = new Set(
  LAW.trim()
    .split('\n')
    .flatMap((row) => {
      const [from = '', ...to] = row.split(' ');
      return to.map((state) => `${from} ${state}`);
    }),
);

test('[INC1] a number has the Shanghai day and at least three digits', () => {
  expect(incidentNumber(Date.parse('2026-05-10T15:59:59.999Z'), 7)).toBe('BL-20260510-007');
  expect(incidentNumber(Date.parse('2026-05-10T16:00:00.000Z'), 1)).toBe('BL-20260511-001');
  expect(incidentNumber(Date.parse('2026-05-10T00:00:00.000Z'), 1234)).toBe('BL-20260510-1234');
});

test('[INC2] of all pairs of states exactly the lawful ones are edges', () => {
  for (const from of IncidentState.options) {
    for (const to of IncidentState.options) {
      expect(canMove({ state: from, lifeSaving: false }, to), `${from} → ${to}`).toBe(LAWFUL.has(`${from} ${to}`));
    }
  }
});

test('[INC2] a move counts the revision and leaves its input alone; a refused one says why', () => {
  const before = incident();
  const after = moveIncident(before, 'ACKNOWLEDGED', { stamps: { ...before.stamps, tAck: AT } });
  expect(after).toMatchObject({ state: 'ACKNOWLEDGED', revision: 5, stamps: { tAck: AT } });
  expect(before).toEqual(incident());
  expect(() => moveIncident(before, 'CLOSED', {})).toThrow(
    expect.objectContaining({ code: 'conflict', reason: 'incident.edge-refused' }),
  );
});

test('[INC3] ungraded, only life-saving may be dispatched, and nothing skips the acknowledgement', () => {
  expect(canMove({ state: 'ACKNOWLEDGED', lifeSaving: true }, 'DISPATCHED')).toBe(true);
  expect(canMove({ state: 'ACKNOWLEDGED', lifeSaving: false }, 'DISPATCHED')).toBe(false);
  expect(canMove({ state: 'REPORTED', lifeSaving: true }, 'DISPATCHED')).toBe(false);
  expect(canMove({ state: 'VERIFYING', lifeSaving: true }, 'DISPATCHED')).toBe(false);
});

test('[INC4] a change against another revision is refused', () => {
  expect(() => requireRevision({ revision: 4 }, 4)).not.toThrow();
  for (const wrong of [3, 5]) {
    expect(() => requireRevision({ revision: 4 }, wrong)).toThrow(
      expect.objectContaining({ code: 'conflict', reason: 'incident.stale' }),
    );
  }
});

const NOTHING: IncidentAbilities = {
  ...{ acknowledge: false, verify: false, grade: false, dispatch: false, dispatchLifeSaving: false },
  ...{ reportOnScene: false, declareFalseAlarm: false, writeLog: false },
};

test.each<[Role, Incident['state'], Partial<IncidentAbilities>]>([
  ['commander', 'REPORTED', { acknowledge: true, writeLog: true }],
  ['dispatcher', 'REPORTED', { acknowledge: true, writeLog: true }],
  [
    'commander',
    'ACKNOWLEDGED',
    { verify: true, grade: true, dispatchLifeSaving: true, declareFalseAlarm: true, writeLog: true },
  ],
  ['dispatcher', 'ACKNOWLEDGED', { verify: true, dispatchLifeSaving: true, writeLog: true }],
  ['commander', 'GRADED', { grade: true, dispatch: true, writeLog: true }],
  ['dispatcher', 'GRADED', { dispatch: true, writeLog: true }],
  ['lab', 'GRADED', { writeLog: true }],
  ['auditor', 'GRADED', {}],
  ['administrator', 'REPORTED', {}],
  ['display', 'REPORTED', {}],
  ['external-expert', 'ON_SCENE', {}],
  ['commander', 'FALSE_ALARM', {}],
  ['commander', 'MERGED', {}],
  ['lab', 'CLOSED', {}],
])('[INC5] a %s in %s', (role, state, expected) => {
  expect(incidentAbilities(incident({ state }), principal(role))).toEqual({ ...NOTHING, ...expected });
});

test('[INC5] being on scene is reported by the team alone, the log is written by team and reporter', () => {
  const dispatched = incident({ state: 'DISPATCHED', eventLevel: 'III' });
  expect(incidentAbilities(dispatched, principal('officer', MEMBER))).toEqual({
    ...NOTHING,
    ...{ reportOnScene: true, writeLog: true },
  });
  expect(incidentAbilities(dispatched, principal('officer', REPORTER))).toEqual({ ...NOTHING, writeLog: true });
  expect(incidentAbilities(dispatched, principal('officer', 'account:stranger'))).toEqual(NOTHING);
  expect(incidentAbilities(dispatched, principal('commander')).reportOnScene).toBe(false);
});

test('[INC5] a missing ability is refused as forbidden', () => {
  expect(() => requireAbility(incident(), principal('dispatcher'), 'acknowledge')).not.toThrow();
  expect(() => requireAbility(incident(), principal('officer'), 'acknowledge')).toThrow(
    expect.objectContaining({ code: 'forbidden', reason: 'incident.not-allowed' }),
  );
});

test('[INC5] [INC8] the commander alone changes the level of a graded incident while it runs', () => {
  const running = incident({ state: 'ON_SCENE', eventLevel: 'IV' });
  expect(incidentAbilities(running, principal('commander')).grade).toBe(true);
  expect(incidentAbilities(running, principal('dispatcher')).grade).toBe(false);
  expect(incidentAbilities({ ...running, state: 'FALSE_ALARM' }, principal('commander')).grade).toBe(false);
});

test('[INC6] desks, auditor and walls see every incident, the laboratory those of health, people their own', () => {
  const illness = incidentAudience(incident());
  expect([...illness.roles].sort()).toEqual(['auditor', 'commander', 'dispatcher', 'display', 'lab']);
  expect(illness.principals).toEqual([REPORTER, MEMBER]);
  expect(incidentAudience(incident({ kind: 'radiation' })).roles).not.toContain('lab');
  expect(incidentAudience(incident({ teamIds: [REPORTER] })).principals).toEqual([REPORTER]);
});

test('[INC8] [INC9] a life-saving dispatch is graded where it stands, and the time due is said until then', () => {
  const at = '2026-05-10T01:15:00.000Z';
  const sent = incident({ state: 'DISPATCHED', lifeSaving: true, eventLevel: null });
  const waiting = { ...sent, stamps: { ...sent.stamps, tDispatch: '2026-05-10T01:00:00.000Z' } };
  expect(gradingDueAt(waiting)).toBe(Date.parse(at));
  expect(incidentAbilities(waiting, principal('commander')).grade).toBe(true);
  const graded = gradeIncident(waiting, { kind: 'injury', eventLevel: 'IV' }, at);
  expect(graded).toMatchObject({ state: 'DISPATCHED', eventLevel: 'IV', kind: 'injury' });
  expect(graded.stamps.tGrade).toBe(at);
  expect(gradingDueAt(graded)).toBeNull();
  expect(gradeIncident(incident({ state: 'VERIFYING' }), { kind: 'vector', eventLevel: 'IV' }, at).state).toBe(
    'GRADED',
  );
});

test('[INC1] no screen offers the kind that is refused', () => {
  expect(REPORTABLE_KINDS).not.toContain('hiv-finding');
  expect(REPORTABLE_KINDS).toContain('unclassified');
});
