import type { Kysely } from 'kysely';
import { viewDecision } from '@haigang/shared/features/decision/decision.access';
import type { Decision, DecisionView } from '@haigang/shared/features/decision/decision.model';
import type { decisionCalls } from '@haigang/shared/features/decision/decision.protocol';
import type { Handlers } from '../../platform/signaling/call-context.js';
import type { Database } from '../../platform/storage/schema.js';
import type { Unit } from '../../platform/storage/unit-of-work.js';
import { requireRole } from '../identity/index.js';
import { visibleIncident } from '../incident/index.js';
import { candidatesOf } from './decision-people.js';
import type { DecisionService } from './decision.service.js';
import type { OrderService } from './order.service.js';

export function createDecisionHandlers(deps: {
  decisions: DecisionService;
  orders: OrderService;
  reader: Kysely<Database>;
}): Handlers<typeof decisionCalls> {
  const { decisions, orders, reader } = deps;
  const view = async (unit: Unit, work: Promise<Decision>): Promise<DecisionView> =>
    viewDecision(await work, unit.actor);
  return {
    'decision:people': async ({ principal }, { incidentId }) => {
      requireRole(principal, 'commander', 'dispatcher');
      await visibleIncident(reader, incidentId, principal);
      return { people: await candidatesOf(reader, incidentId, principal.orgId) };
    },
    'decision:propose': (unit, proposal) => view(unit, decisions.propose(unit, proposal)),
    'decision:revise': (unit, { text, ...seen }) => view(unit, decisions.revise(unit, seen, text)),
    'decision:ask': (unit, { id, principalIds }) => view(unit, decisions.ask(unit, id, principalIds)),
    'decision:give-opinion': (unit, { id, ...said }) => view(unit, decisions.giveOpinion(unit, id, said)),
    'decision:approve': (unit, { reason, ...seen }) => view(unit, orders.approve(unit, seen, reason)),
    'decision:reject': (unit, { reason, ...seen }) => view(unit, orders.reject(unit, seen, reason)),
    'decision:deploy': (unit, { addresseeIds, dueAt, ...seen }) =>
      view(unit, orders.deploy(unit, seen, { ids: addresseeIds, dueAt })),
    'decision:acknowledge': (unit, { id, pressedAt }) => view(unit, orders.acknowledge(unit, id, pressedAt)),
    'decision:complete': (unit, { note, ...seen }) => view(unit, orders.complete(unit, seen, note)),
  };
}
