import { expect, test } from 'vitest';
import type { AppError } from '../../kernel/errors.js';
import type { Principal, Role } from '../identity/identity.model.js';
import { decisionAbilities, decisionAudience, viewDecision } from './decision.access.js';
import { DecisionState, type Decision, type DecisionPerson, type Stance } from './decision.model.js';
import {
  acknowledgeOrder,
  approveDecision,
  askPeople,
  canDecide,
  countOpinions,
  giveOpinion,
  MAX_OPINION_ENTRIES,
  moveDecision,
  requireSeen,
  reviseText,
  voiceOf,
  type Voice,
} from './decision.rules.js';

const AT = '2026-05-10T01:00:00.000Z';
const LATER = '2026-05-10T01:05:00.000Z';
const BY = { byId: 'account:commander', byName: { zh: '指挥长', en: 'Commander' }, at: AT };
const HASH = 'a'.repeat(64);

const person = (principalId: string, role: Role): DecisionPerson => ({
  ...{ principalId, role },
  name: { zh: principalId, en: principalId },
});
const EXPERT = { ...person('guest:e', 'external-expert'), voice: 'stance' as Voice };
const OFFICER = { ...person('account:o', 'officer'), voice: 'text' as Voice };

function sheet(patch: Partial<Decision> = {}): Decision {
  return {
    ...{ id: '0d1f6f7a-12b4-4f8a-9a55-7f3f2a6f0c11', orgId: 'beilun', simulated: false, drill: false },
    ...{ incidentId: '6f2c1c1e-4a52-4e0e-9d0e-0a3f3a1b2c3d', incidentNumber: 'BL-20260510-001' },
    ...{ conferenceId: null, number: 1, state: 'PROPOSED', text: 'isolate all', version: 1 },
    proposed: { ...BY, byId: 'account:dispatcher' },
    ...{ voices: [], approval: null, deployment: null, addressees: [] },
    ...{ supersedes: null, supersededBy: null, closure: null, revision: 3 },
    ...patch,
  };
}

const principal = (id: string, ...roles: Role[]): Principal => ({
  ...{ id, kind: 'account', name: { zh: id, en: id }, roles, orgId: 'beilun', conferenceId: null },
});

/** The edges as the domain's law writes them, apart from the code's own table. */
const LAW = `
PROPOSED OPINIONS REJECTED SUPERSEDED
OPINIONS APPROVED REJECTED SUPERSEDED
APPROVED DEPLOYED REJECTED SUPERSEDED
DEPLOYED ACKED SUPERSEDED
ACKED DONE SUPERSEDED`;
const LAWFUL = new Set(
  LAW.trim()
    .split('\n')
    .flatMap((row) => row.split(' ').flatMap((to, at, all) => (at === 0 ? [] : [`${all[0] ?? ''} ${to}`]))),
);

test('[DEC1] every lawful edge exists and no other', () => {
  for (const from of DecisionState.options) {
    for (const to of DecisionState.options) {
      const lawful = LAWFUL.has(`${from} ${to}`);
      expect([from, to, canDecide({ state: from }, to)]).toEqual([from, to, lawful]);
      const move = (): Decision => moveDecision(sheet({ state: from }), to);
      if (lawful) expect(move()).toMatchObject({ state: to, revision: 4 });
      else expect(move).toThrow(expect.objectContaining({ reason: 'decision.edge-refused' }));
    }
  }
});

test('[DEC2] asking opens the opinions, later it adds people; who was asked stays as he is', () => {
  const opened = askPeople(sheet(), [EXPERT], AT);
  expect(opened).toMatchObject({ state: 'OPINIONS', voices: [{ principalId: 'guest:e', askedAt: AT }] });
  const more = askPeople(opened, [EXPERT, OFFICER], LATER);
  expect(more.voices.map((one) => one.askedAt)).toEqual([AT, LATER]);
  expect(askPeople(sheet(), [], AT).state).toBe('OPINIONS');
  expect(() => askPeople(sheet({ state: 'APPROVED' }), [EXPERT], AT)).toThrow(
    expect.objectContaining({ reason: 'decision.edge-refused' }),
  );
});

const opened = askPeople(sheet(), [EXPERT, OFFICER], AT);
const say = (
  decision: Decision,
  who: typeof EXPERT,
  stance: Stance | undefined,
  text?: string,
  version = 1,
): Decision => giveOpinion(decision, who, { version, stance, text, at: AT });

test.each([
  [['commander'], 'stance'],
  [['internal-expert'], 'stance'],
  [['external-expert'], 'stance'],
  [['lab'], 'stance'],
  [['officer', 'lab'], 'stance'],
  [['officer'], 'text'],
  [['officer', 'internal-expert'], 'stance'],
  [['dispatcher'], 'none'],
  [['auditor', 'administrator', 'display', 'registrar', 'clerk', 'declarant'], 'none'],
] as [Role[], Voice][])('[DEC3] %s: %s', (roles, voice) => {
  expect(voiceOf(roles).voice).toBe(voice);
});

test('[DEC3] what must stand in an opinion', () => {
  const refused = (work: () => unknown, reason: string): void =>
    expect(work).toThrow(expect.objectContaining({ reason }));
  refused(() => say(opened, OFFICER, 'agree', 'yes'), 'decision.text-only');
  refused(() => say(opened, OFFICER, undefined), 'decision.text-needed');
  refused(() => say(opened, EXPERT, undefined, 'hm'), 'decision.stance-needed');
  refused(() => say(opened, EXPERT, 'object'), 'decision.text-needed');
  refused(() => say(opened, EXPERT, 'reserve'), 'decision.text-needed');
  refused(() => say(opened, { ...EXPERT, voice: 'none' }, 'agree'), 'decision.no-voice');
  refused(() => say(opened, { ...EXPERT, principalId: 'guest:other' }, 'agree'), 'decision.not-asked');
  refused(() => say(sheet(), EXPERT, 'agree'), 'decision.no-opinions-now');
  const commander = { ...person('account:c', 'commander'), voice: 'stance' as Voice };
  expect(say(opened, commander, 'agree').voices.at(-1)).toMatchObject({ principalId: 'account:c', askedAt: null });
});

test('[DEC4] an opinion changes until approval and the earlier words stay, in order', () => {
  const changed = say(say(opened, EXPERT, 'object', 'too late'), EXPERT, 'agree');
  expect(changed.voices[0]?.entries.map((entry) => entry.stance)).toEqual(['object', 'agree']);
  expect(countOpinions(changed)).toEqual({ agree: 1, object: 0, reserve: 0, textOnly: 0, silent: 1 });
  let often = opened;
  for (let at = 0; at < MAX_OPINION_ENTRIES; at += 1) often = say(often, EXPERT, 'agree');
  expect(() => say(often, EXPERT, 'agree')).toThrow(expect.objectContaining({ reason: 'decision.changed-too-often' }));
});

test('[DEC4] a revised text asks everybody anew, and words for the old one are refused', () => {
  const revised = reviseText(say(opened, EXPERT, 'agree'), 'isolate five');
  expect(revised).toMatchObject({ text: 'isolate five', version: 2 });
  expect(countOpinions(revised)).toMatchObject({ agree: 0, silent: 2 });
  expect(() => say(revised, EXPERT, 'agree')).toThrow(expect.objectContaining({ reason: 'decision.text-changed' }));
  expect(countOpinions(say(revised, EXPERT, 'agree', undefined, 2)).agree).toBe(1);
});

function reasonOf(work: () => unknown): string | null {
  try {
    work();
  } catch (failure) {
    return (failure as AppError).reason;
  }
  return null;
}

test('[DEC5] an objection blocks nobody but owes a reason, and so does silence; a change meanwhile is stale', () => {
  const approve = (decision: Decision, reason?: string): Decision =>
    approveDecision(decision, BY, { textHash: HASH, reason });
  const agreed = say(opened, EXPERT, 'agree');
  expect(approve(agreed).approval).toMatchObject({ agree: 1, object: 0, reason: null });
  const objected = say(agreed, EXPERT, 'object', 'too few masks');
  expect(reasonOf(() => approve(objected))).toBe('decision.reason-needed');
  expect(approve(objected, 'masks are on the way').approval).toMatchObject({ object: 1, agree: 0 });
  expect(reasonOf(() => approve(opened))).toBe('decision.reason-needed');
  expect(approve(say(opened, OFFICER as never, undefined, 'five ill')).state).toBe('APPROVED');
  expect(() => requireSeen(objected, agreed.revision)).toThrow(expect.objectContaining({ reason: 'decision.stale' }));
});

test('[DEC6] after approval nothing is revised, asked or said', () => {
  const approved = approveDecision(say(opened, EXPERT, 'agree'), BY, { textHash: HASH, reason: undefined });
  expect(approved.approval?.textHash).toBe(HASH);
  expect(() => reviseText(approved, 'other')).toThrow(expect.objectContaining({ reason: 'decision.frozen' }));
  expect(() => askPeople(approved, [EXPERT], AT)).toThrow(expect.objectContaining({ reason: 'decision.edge-refused' }));
  expect(() => say(approved, EXPERT, 'agree')).toThrow(expect.objectContaining({ reason: 'decision.no-opinions-now' }));
});

const addressed = (principalId: string) => ({ ...person(principalId, 'officer'), ackedAt: null, pressedAt: null });
const order = sheet({
  state: 'DEPLOYED',
  deployment: { ...BY, byId: 'account:dispatcher', dueAt: null },
  addressees: [addressed('account:o'), addressed('account:p')],
  voices: opened.voices,
});

test('[DEC8] each signs once for himself, the last makes it ACKED, a device time is never later than ours', () => {
  const one = acknowledgeOrder(order, 'account:o', LATER, AT);
  expect(one).toMatchObject({ state: 'DEPLOYED', revision: 4 });
  expect(one.addressees[0]).toMatchObject({ ackedAt: LATER, pressedAt: AT });
  expect(acknowledgeOrder(one, 'account:o', LATER, undefined)).toBe(one);
  const all = acknowledgeOrder(one, 'account:p', AT, LATER);
  expect(all).toMatchObject({ state: 'ACKED' });
  expect(all.addressees[1]).toMatchObject({ ackedAt: AT, pressedAt: AT });
  expect(() => acknowledgeOrder(order, 'account:x', AT, undefined)).toThrow(
    expect.objectContaining({ reason: 'decision.not-addressed' }),
  );
});

test('[DEC10] a replaced order is signed no more', () => {
  const replaced = moveDecision(order, 'SUPERSEDED');
  expect(() => acknowledgeOrder(replaced, 'account:o', AT, undefined)).toThrow(
    expect.objectContaining({ reason: 'decision.superseded' }),
  );
});

test('[DEC5] [DEC7] [DEC9] abilities: the commander decides, the desk deploys, who deployed it closes it', () => {
  const can = (patch: Partial<Decision>, who: Principal) =>
    Object.entries(decisionAbilities(sheet(patch), who))
      .filter(([, allowed]) => allowed)
      .map(([ability]) => ability);
  const dispatcher = principal('account:dispatcher', 'dispatcher');
  const commander = principal('account:commander', 'commander');
  expect(can(opened, dispatcher)).toEqual(['revise', 'ask']);
  expect(can(opened, commander)).toEqual(['revise', 'ask', 'giveStance', 'approve', 'reject']);
  expect(can({ state: 'APPROVED' }, dispatcher)).toEqual(['deploy']);
  expect(can(order, principal('account:o', 'officer'))).toEqual(['acknowledge']);
  expect(can({ ...order, state: 'ACKED' }, dispatcher)).toEqual(['complete']);
  expect(can({ ...order, state: 'ACKED' }, principal('account:d2', 'dispatcher'))).toEqual([]);
  expect(can(opened, principal('account:o', 'officer'))).toEqual(['giveText']);
  expect(can(opened, principal('account:q', 'officer'))).toEqual([]);
});

test('[DEC11] seen by the desks, the proposer, those asked and addressed; by walls from deployment, without words', () => {
  expect(decisionAudience(opened)).toEqual({
    roles: ['commander', 'dispatcher', 'auditor'],
    principals: ['account:dispatcher', 'guest:e', 'account:o'],
  });
  expect(decisionAudience(order).roles).toContain('display');
  const spoken = { ...order, voices: say(opened, EXPERT, 'object', 'Mr X is ill').voices };
  const wall = viewDecision(spoken, principal('wall:1', 'display'));
  expect(JSON.stringify(wall)).not.toContain('Mr X');
  expect(wall).toMatchObject({ text: 'isolate all', acks: { done: 0, all: 2 } });
  const outside = viewDecision(spoken, principal('guest:e', 'external-expert'));
  expect(outside).toMatchObject({ addressees: [], acks: { done: 0, all: 2 } });
  expect(JSON.stringify(outside)).not.toContain('account:p');
});
