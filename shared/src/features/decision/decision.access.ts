import { hasRole, personIds, type Principal, type Role } from '../identity/identity.model.js';
import type { Addressee, Decision, DecisionAbilities, DecisionView } from './decision.model.js';
import { canDecide, speaksStill, voiceOf } from './decision.rules.js';

const DESK: readonly Role[] = ['commander', 'dispatcher'];
/** [DEC7] Who can receive an order; an external expert reads and is never addressed. */
const ADDRESSABLE: readonly Role[] = ['officer', 'lab', 'internal-expert', 'dispatcher', 'commander'];

export function addressableRole(roles: readonly Role[]): Role | undefined {
  return ADDRESSABLE.find((role) => roles.includes(role));
}

/** [DEC11] Who sees a sheet; walls from its deployment on. */
export function decisionAudience(decision: Decision): { roles: readonly Role[]; principals: readonly string[] } {
  const people = [...decision.voices.filter(speaksStill), ...decision.addressees].map((person) => person.principalId);
  return {
    roles: [...DESK, 'auditor', ...(decision.deployment ? (['display'] as const) : [])],
    principals: [...new Set([decision.proposed.byId, ...people])],
  };
}

/** [DEC16] As whom this principal is addressed: himself, or for a unit the officer who carries it. */
export function addressedAs(decision: Pick<Decision, 'addressees'>, principal: Principal): Addressee | undefined {
  const ids = personIds(principal);
  return decision.addressees.find((one) => ids.includes(one.principalId));
}

/** What this principal may do with the sheet now. */
export function decisionAbilities(decision: Decision, principal: Principal): DecisionAbilities {
  const commander = hasRole(principal, 'commander');
  const desk = commander || hasRole(principal, 'dispatcher');
  const early = decision.state === 'PROPOSED' || decision.state === 'OPINIONS';
  const asked = decision.voices.some((voice) => voice.principalId === principal.id && speaksStill(voice));
  const { voice, role } = voiceOf(principal.roles);
  const speaks = decision.state === 'OPINIONS' && (asked || role === 'commander');
  const mine = addressedAs(decision, principal);
  return {
    revise: desk && early,
    ask: desk && early,
    giveStance: speaks && voice === 'stance',
    giveText: speaks && voice === 'text',
    approve: commander && canDecide(decision, 'APPROVED'),
    reject: commander && canDecide(decision, 'REJECTED'),
    deploy: desk && canDecide(decision, 'DEPLOYED'),
    acknowledge: decision.state === 'DEPLOYED' && mine?.ackedAt === null,
    complete: canDecide(decision, 'DONE') && (commander || decision.deployment?.byId === principal.id),
  };
}

/** [DEC11] What one principal may read of a sheet. */
export function viewDecision(decision: Decision, principal: Principal): DecisionView {
  const acks = {
    done: decision.addressees.filter((one) => one.ackedAt !== null).length,
    all: decision.addressees.length,
  };
  const view = { ...decision, can: decisionAbilities(decision, principal), acks };
  if (hasRole(principal, 'external-expert')) return { ...view, addressees: [] };
  if (principal.roles.length === 1 && hasRole(principal, 'display')) return withoutWords(view);
  return view;
}

/** What single people wrote may name others; a wall shows the order and the count of stances. */
function withoutWords(view: DecisionView): DecisionView {
  return {
    ...view,
    voices: view.voices.map((voice) => ({
      ...voice,
      entries: voice.entries.map((entry) => ({ ...entry, text: null })),
    })),
    approval: view.approval && { ...view.approval, reason: null },
    closure: view.closure && { ...view.closure, note: null },
  };
}
