import { randomUUID } from 'node:crypto';
import { AppError } from '@haigang/shared/kernel/errors';
import { elapsed } from '@haigang/shared/kernel/time';
import type { Account } from '@haigang/shared/features/identity/identity.model';
import type { Dispatch, PpeLevel } from '@haigang/shared/features/dispatch/dispatch.model';
import { arrive, changeMember, type Arrival } from '@haigang/shared/features/dispatch/dispatch.rules';
import type { Unit } from '../../platform/storage/unit-of-work.js';
import { accounts, requireRole } from '../identity/index.js';
import { nameParams, type IncidentService } from '../incident/index.js';
import { dispatches } from './dispatch.store.js';

export interface IssueDispatch {
  readonly incidentId: string;
  readonly revision: number;
  readonly officerIds: readonly string[];
  readonly task: string;
  readonly ppeLevel: PpeLevel;
  readonly rendezvous: string;
  readonly lifeSaving: boolean;
}

/** Sends teams and hears from them (domain.md §2.1, DISPATCHED and ON_SCENE). */
export class DispatchService {
  readonly #incidents: IncidentService;

  constructor(incidents: IncidentService) {
    this.#incidents = incidents;
  }

  /** [DSP1] A team of at least one officer, with task, PPE level and rendezvous. */
  async issue(unit: Unit, order: IssueDispatch): Promise<Dispatch> {
    requireRole(unit.actor, 'commander', 'dispatcher');
    const officers = await this.#officers(unit, order.officerIds);
    const incident = await this.#incidents.dispatched(
      unit,
      { id: order.incidentId, revision: order.revision },
      {
        ids: officers.map((officer) => officer.id),
        lifeSaving: order.lifeSaving,
        names: {
          zh: officers.map((officer) => officer.name.zh).join('、'),
          en: officers.map((officer) => officer.name.en).join(', '),
        },
        task: order.task,
      },
    );
    return dispatches.insert(unit, {
      id: randomUUID(),
      orgId: incident.orgId,
      simulated: incident.simulated,
      drill: incident.drill,
      incidentId: incident.id,
      incidentNumber: incident.number,
      task: order.task,
      ppeLevel: order.ppeLevel,
      rendezvous: order.rendezvous,
      members: officers.map((officer) => ({
        principalId: officer.id,
        name: officer.name,
        confirmedAt: null,
        onSceneAt: null,
        onScenePosition: null,
        onScenePositionAt: null,
        onSceneReason: null,
      })),
      issuedById: unit.actor.id,
      issuedByName: unit.actor.name,
      issuedAt: unit.at,
      revision: 0,
    });
  }

  /** [DSP2] Each officer confirms on his own device; a second press changes nothing. */
  async confirm(unit: Unit, id: string): Promise<Dispatch> {
    const dispatch = await dispatches.get(unit.tx, id);
    const next = changeMember(dispatch, unit.actor.id, (member) => ({
      ...member,
      confirmedAt: member.confirmedAt ?? unit.at,
    }));
    const mine = dispatch.members.find((member) => member.principalId === unit.actor.id);
    if (mine?.confirmedAt) return dispatch;
    unit.audit('dispatch:confirmed', 'dispatch', id);
    await this.#incidents.log(unit, dispatch.incidentId, {
      kind: 'order',
      textKey: 'log.dispatch-confirmed',
      params: nameParams(unit.actor.name),
    });
    return dispatches.update(unit, dispatch, next);
  }

  /** [DSP4] On scene, with a position and its age, or the reason why there is none. */
  async reportOnScene(unit: Unit, id: string, arrival: Arrival): Promise<Dispatch> {
    const dispatch = await dispatches.get(unit.tx, id);
    const next = changeMember(dispatch, unit.actor.id, (member) => arrive(member, unit.at, arrival));
    unit.audit('dispatch:on-scene', 'dispatch', id, { ...arrival });
    await this.#incidents.arrived(unit, dispatch.incidentId, lineOf(arrival));
    return dispatches.update(unit, dispatch, next);
  }

  async #officers(unit: Unit, ids: readonly string[]): Promise<Account[]> {
    const found = await Promise.all([...new Set(ids)].map((id) => accounts.find(unit.tx, id)));
    const officers = found.filter(
      (account): account is Account => account !== undefined && !account.disabled && account.roles.includes('officer'),
    );
    if (officers.length !== new Set(ids).size) {
      throw new AppError(
        'invalid_input',
        'dispatch.not-an-officer',
        'one of the people named is not an officer on duty',
      );
    }
    return officers;
  }
}

/** [DSP4] The row of an arrival: how old and how exact the position is, where its device said so. */
function lineOf({ position, positionAgeMs, reason }: Arrival) {
  const note = reason ? { note: reason } : {};
  if (!position || positionAgeMs === undefined) return { textKey: 'log.on-scene', ...note };
  const { accuracyMetres } = position;
  const accuracy = accuracyMetres === undefined ? '' : ` ±${Math.round(accuracyMetres)} m`;
  return { textKey: 'log.on-scene-located', params: { age: elapsed(positionAgeMs), accuracy }, ...note };
}
