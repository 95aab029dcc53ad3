import { createHash } from 'node:crypto';
import { AppError } from '@haigang/shared/kernel/errors';
import type { Instant } from '@haigang/shared/kernel/time';
import { addressedAs } from '@haigang/shared/features/decision/decision.access';
import type { Decision } from '@haigang/shared/features/decision/decision.model';
import {
  acknowledgeOrder,
  approveDecision,
  canDecide,
  moveDecision,
  requireSeen,
} from '@haigang/shared/features/decision/decision.rules';
import { hasRole } from '@haigang/shared/features/identity/identity.model';
import type { Unit } from '../../platform/storage/unit-of-work.js';
import { requireRole } from '../identity/index.js';
import { nameParams, type IncidentService } from '../incident/index.js';
import { approvalLine, namesOf, shortHash, type Line } from './decision-log.js';
import { candidatesOf, peopleToAddress } from './decision-people.js';
import { openIncident, visibleDecision } from './decision.service.js';
import { decisions } from './decision.store.js';

interface Seen {
  readonly id: string;
  readonly revision: number;
}

/** From the commander's decision to the closed order (domain.md §2.2). */
export class OrderService {
  readonly #incidents: IncidentService;

  constructor(incidentService: IncidentService) {
    this.#incidents = incidentService;
  }

  /** [DEC5] [DEC6] The commander approves what he looked at, and the text is frozen. */
  async approve(unit: Unit, seen: Seen, reason: string | undefined): Promise<Decision> {
    requireRole(unit.actor, 'commander');
    const decision = await this.#seen(unit, seen);
    await openIncident(unit, decision.incidentId);
    const textHash = createHash('sha256').update(decision.text, 'utf8').digest('hex');
    const approved = approveDecision(decision, by(unit), { textHash, reason });
    const saved = await decisions.update(unit, decision, approved);
    await this.#record(unit, saved, 'approved', approvalLine(saved), { textHash });
    return saved;
  }

  /** [DEC5] Ends a sheet that nobody has received. */
  async reject(unit: Unit, seen: Seen, reason: string): Promise<Decision> {
    requireRole(unit.actor, 'commander');
    const decision = await this.#seen(unit, seen);
    const closure = { ...by(unit), note: reason };
    const saved = await decisions.update(unit, decision, moveDecision(decision, 'REJECTED', { closure }));
    await this.#record(unit, saved, 'rejected', {
      kind: 'decision',
      textKey: 'log.decision-rejected',
      params: { number: String(saved.number) },
      note: reason,
    });
    return saved;
  }

  /** [DEC7] [DEC10] The frozen text to everybody named, in one step; an older order it names ends with it. */
  async deploy(unit: Unit, seen: Seen, to: { ids: readonly string[]; dueAt: Instant | undefined }): Promise<Decision> {
    requireRole(unit.actor, 'commander', 'dispatcher');
    const decision = await this.#seen(unit, seen);
    const incident = await openIncident(unit, decision.incidentId);
    if (to.dueAt !== undefined && Date.parse(to.dueAt) <= unit.now) {
      throw new AppError('invalid_input', 'decision.due-past', 'the deadline has passed already');
    }
    const addressees = peopleToAddress(await candidatesOf(unit.tx, incident.id, incident.orgId), to.ids);
    const deployment = { ...by(unit), dueAt: to.dueAt ?? null };
    const next = moveDecision(decision, 'DEPLOYED', { deployment, addressees });
    const saved = await decisions.update(unit, decision, next);
    const textHash = decision.approval?.textHash ?? '';
    await this.#record(
      unit,
      saved,
      'deployed',
      {
        kind: 'order',
        textKey: 'log.order-deployed',
        params: { number: String(saved.number), ...namesOf(addressees), hash: shortHash(textHash) },
        note: saved.text,
      },
      { textHash, addressees: addressees.map((one) => one.principalId), dueAt: to.dueAt },
    );
    await this.#replace(unit, saved);
    return saved;
  }

  /** [DEC8] [DEC16] One addressee's own acknowledgement, or his unit's. */
  async acknowledge(unit: Unit, id: string, pressedAt: Instant | undefined): Promise<Decision> {
    const decision = await visibleDecision(unit, id);
    const { principalId } = addressedAs(decision, unit.actor) ?? { principalId: unit.actor.id };
    const next = acknowledgeOrder(decision, principalId, unit.at, pressedAt);
    if (next === decision) return decision;
    const saved = await decisions.update(unit, decision, next);
    const params = { number: String(saved.number), ...nameParams(unit.actor.name) };
    const mine = saved.addressees.find((one) => one.principalId === principalId);
    await this.#record(unit, saved, 'acknowledged', {
      kind: 'order',
      textKey: 'log.order-acked',
      params,
      ...(mine?.pressedAt ? { occurredAt: mine.pressedAt } : {}),
    });
    if (saved.state === 'ACKED') {
      await this.#record(unit, saved, 'all-acknowledged', {
        kind: 'order',
        textKey: 'log.order-all-acked',
        params: { number: String(saved.number), all: String(saved.addressees.length) },
      });
    }
    return saved;
  }

  /** [DEC9] Closes an order that all have acknowledged. */
  async complete(unit: Unit, seen: Seen, note: string | undefined): Promise<Decision> {
    const decision = await visibleDecision(unit, seen.id);
    if (decision.deployment?.byId !== unit.actor.id && !hasRole(unit.actor, 'commander')) {
      throw new AppError('forbidden', 'decision.not-yours', 'who deployed it or the commander closes it');
    }
    requireSeen(decision, seen.revision);
    if (decision.state === 'DEPLOYED') {
      throw new AppError('conflict', 'decision.not-all-acked', 'not everybody has acknowledged');
    }
    const closure = { ...by(unit), note: note ?? null };
    const saved = await decisions.update(unit, decision, moveDecision(decision, 'DONE', { closure }));
    await this.#record(unit, saved, 'done', {
      kind: 'order',
      textKey: 'log.order-done',
      params: { number: String(saved.number) },
      ...(note ? { note } : {}),
    });
    return saved;
  }

  async #replace(unit: Unit, newer: Decision): Promise<void> {
    const older = newer.supersedes && (await decisions.find(unit.tx, newer.supersedes.id));
    if (!older || !canDecide(older, 'SUPERSEDED')) return;
    const supersededBy = { id: newer.id, number: newer.number };
    const closure = { ...by(unit), note: null };
    const saved = await decisions.update(unit, older, moveDecision(older, 'SUPERSEDED', { supersededBy, closure }));
    await this.#record(unit, saved, 'superseded', {
      kind: 'order',
      textKey: 'log.decision-superseded',
      params: { number: String(saved.number), by: String(newer.number) },
    });
  }

  async #seen(unit: Unit, { id, revision }: Seen): Promise<Decision> {
    const decision = await visibleDecision(unit, id);
    requireSeen(decision, revision);
    return decision;
  }

  async #record(unit: Unit, decision: Decision, step: string, line: Line, more: object = {}): Promise<void> {
    unit.audit(`decision:${step}`, 'decision', decision.id, { ...line.params, note: line.note, ...more });
    await this.#incidents.log(unit, decision.incidentId, line);
  }
}

function by(unit: Unit): { byId: string; byName: Decision['proposed']['byName']; at: Instant } {
  return { byId: unit.actor.id, byName: unit.actor.name, at: unit.at };
}
