import { randomUUID } from 'node:crypto';
import type { Bilingual } from '@haigang/shared/kernel/bilingual';
import { AppError } from '@haigang/shared/kernel/errors';
import type { Decision, Stance } from '@haigang/shared/features/decision/decision.model';
import {
  askPeople,
  giveOpinion,
  requireSeen,
  reviseText,
  voiceOf,
  withdrawVoice,
} from '@haigang/shared/features/decision/decision.rules';
import { requireNotOver } from '@haigang/shared/features/incident/incident.rules';
import type { Incident } from '@haigang/shared/features/incident/incident.model';
import type { Unit } from '../../platform/storage/unit-of-work.js';
import { isInAudience } from '../../platform/sync/audience.js';
import { requireRole } from '../identity/index.js';
import { nameParams, visibleIncident, type IncidentService } from '../incident/index.js';
import { conferences } from '../conference/index.js';
import { namesOf, opinionLine, type Line } from './decision-log.js';
import { candidatesOf, peopleToAsk } from './decision-people.js';
import { decisions } from './decision.store.js';

export interface Proposal {
  readonly incidentId: string;
  readonly text: string;
  readonly askIds: readonly string[];
  readonly supersedesId?: string | undefined;
}

/** A sheet as its reader may see it; one he may not see does not exist for him. */
export async function visibleDecision(unit: Unit, id: string): Promise<Decision> {
  const decision = await decisions.get(unit.tx, id);
  if (!isInAudience(decisions.audienceOf(decision), unit.actor)) {
    throw new AppError('not_found', 'decision.unknown', `no decision ${id}`);
  }
  return decision;
}

/** A step on a running incident; a closed one decides nothing new. */
export async function openIncident(unit: Unit, incidentId: string): Promise<Incident> {
  const incident = await visibleIncident(unit.tx, incidentId, unit.actor);
  requireNotOver(incident);
  return incident;
}

/** Sheets and opinions up to the decision (domain.md §2.2); what follows it is `OrderService`. */
export class DecisionService {
  readonly #incidents: IncidentService;

  constructor(incidentService: IncidentService) {
    this.#incidents = incidentService;
  }

  /** [DEC2] A new sheet; with somebody to ask it goes out for opinions in the same step. */
  async propose(unit: Unit, proposal: Proposal): Promise<Decision> {
    requireRole(unit.actor, 'commander', 'dispatcher');
    const incident = await openIncident(unit, proposal.incidentId);
    const siblings = await decisions.list(unit.tx, { incidentId: incident.id });
    const running = (await conferences.list(unit.tx, { incidentId: incident.id })).find((one) => one.state !== 'ENDED');
    const older = siblings.find((one) => one.id === proposal.supersedesId);
    if (proposal.supersedesId && !older) {
      throw new AppError('not_found', 'decision.unknown', 'no such sheet of this incident');
    }
    const draft: Decision = {
      ...{ id: randomUUID(), orgId: incident.orgId, simulated: incident.simulated, drill: incident.drill },
      ...{ incidentId: incident.id, incidentNumber: incident.number, conferenceId: running?.id ?? null },
      ...{ number: siblings.length + 1, state: 'PROPOSED', text: proposal.text, version: 1 },
      proposed: { byId: unit.actor.id, byName: unit.actor.name, at: unit.at },
      ...{ voices: [], approval: null, deployment: null, addressees: [] },
      supersedes: older ? { id: older.id, number: older.number } : null,
      ...{ supersededBy: null, closure: null, revision: 0 },
    };
    const sheet = await decisions.insert(unit, draft);
    await this.#record(unit, sheet, 'proposed', {
      kind: 'decision',
      textKey: 'log.decision-proposed',
      params: { number: String(sheet.number) },
      note: sheet.text,
    });
    return proposal.askIds.length > 0 ? this.ask(unit, sheet.id, proposal.askIds) : sheet;
  }

  /** [DEC4] Another text before approval. */
  async revise(unit: Unit, target: { id: string; revision: number }, text: string): Promise<Decision> {
    requireRole(unit.actor, 'commander', 'dispatcher');
    const decision = await visibleDecision(unit, target.id);
    requireSeen(decision, target.revision);
    const next = await decisions.update(unit, decision, reviseText(decision, text));
    await this.#record(unit, next, 'revised', {
      kind: 'decision',
      textKey: 'log.decision-revised',
      params: { number: String(next.number), version: String(next.version) },
      note: text,
    });
    return next;
  }

  /** [DEC2] Opens the opinions, or asks more people. */
  async ask(unit: Unit, id: string, principalIds: readonly string[]): Promise<Decision> {
    requireRole(unit.actor, 'commander', 'dispatcher');
    const decision = await visibleDecision(unit, id);
    const incident = await openIncident(unit, decision.incidentId);
    const people = peopleToAsk(await candidatesOf(unit.tx, incident.id, incident.orgId), principalIds);
    const next = await decisions.update(unit, decision, askPeople(decision, people, unit.at));
    await this.#record(unit, next, 'asked', {
      kind: 'decision',
      textKey: people.length > 0 ? 'log.decision-asked' : 'log.decision-opened',
      params: { number: String(next.number), ...namesOf(people) },
    });
    return next;
  }

  /** [DEC3] [DEC4] What one person says of the text he read. */
  async giveOpinion(
    unit: Unit,
    id: string,
    said: { version: number; stance?: Stance | undefined; text?: string | undefined },
  ): Promise<Decision> {
    const decision = await visibleDecision(unit, id);
    const { voice, role } = voiceOf(unit.actor.roles);
    const { id: principalId, name } = unit.actor;
    const next = giveOpinion(
      decision,
      { principalId, name, role: role ?? 'display', voice },
      { version: said.version, stance: said.stance, text: said.text, at: unit.at },
    );
    const entry = next.voices.find((one) => one.principalId === principalId)?.entries.at(-1);
    const saved = await decisions.update(unit, decision, next);
    if (entry) await this.#record(unit, saved, 'opinion', opinionLine(unit, saved.number, entry));
    return saved;
  }

  /** [DEC15] An expert was put out of the incident's conference: its sheets close to him. */
  async withdraw(unit: Unit, incidentId: string, person: { principalId: string; name: Bilingual }): Promise<void> {
    for (const decision of await decisions.list(unit.tx, { incidentId })) {
      const next = withdrawVoice(decision, person.principalId, unit.at);
      if (!next) continue;
      const saved = await decisions.update(unit, decision, next);
      await this.#record(unit, saved, 'voice-withdrawn', {
        kind: 'decision',
        textKey: 'log.decision-voice-withdrawn',
        params: { number: String(saved.number), ...nameParams(person.name) },
      });
    }
  }

  async #record(unit: Unit, decision: Decision, step: string, line: Line): Promise<void> {
    unit.audit(`decision:${step}`, 'decision', decision.id, { ...line.params, note: line.note });
    await this.#incidents.log(unit, decision.incidentId, line);
  }
}
