import type { Bilingual } from '@haigang/shared/kernel/bilingual';
import { AppError } from '@haigang/shared/kernel/errors';
import type { SettingsReader } from '@haigang/shared/kernel/settings';
import type { EventLevel, Incident, IncidentKind, LogEntry } from '@haigang/shared/features/incident/incident.model';
import type { ReportIncident } from '@haigang/shared/features/incident/incident.protocol';
import {
  FINAL_STATES,
  gradeIncident,
  mayReportIncidents,
  moveIncident,
  requireAbility,
  requireRevision,
} from '@haigang/shared/features/incident/incident.rules';
import type { Unit } from '../../platform/storage/unit-of-work.js';
import { appendLog, nameParams, type LogDraft } from './incident-log.js';
import { incidents } from './incident.store.js';
import { newIncident } from './new-incident.js';

/** `reason` is why the incident was closed, for those who are told. */
type WhenOver = (unit: Unit, incidentId: string, reason: string) => Promise<void>;

/** Refuses by throwing. */
type BeforeOver = (unit: Unit, incidentId: string) => Promise<void>;

interface Target {
  readonly id: string;
  readonly revision: number;
}

/** The incident's life (domain.md §2.1). Every method runs inside the caller's unit and writes the incident's log. */
export class IncidentService {
  readonly #simulated: boolean;
  readonly #settings: SettingsReader;
  readonly #whenOver: WhenOver[] = [];
  readonly #beforeOver: BeforeOver[] = [];

  constructor(options: { simulated: boolean; settings: SettingsReader }) {
    this.#simulated = options.simulated;
    this.#settings = options.settings;
  }

  /** What other features end with an incident, in the same transaction. */
  whenOver(work: WhenOver): void {
    this.#whenOver.push(work);
  }

  /** [INC11] What keeps an incident from being over, whichever final state it is to reach. */
  beforeOver(check: BeforeOver): void {
    this.#beforeOver.push(check);
  }

  /** [INC1] Creates a REPORTED incident. A report is never refused for lack of a place: it is marked instead. */
  async report(unit: Unit, draft: ReportIncident): Promise<Incident> {
    if (!mayReportIncidents(unit.actor)) {
      throw new AppError('forbidden', 'incident.report-not-allowed', 'this role does not report incidents');
    }
    if (draft.kind === 'hiv-finding') {
      throw new AppError(
        'forbidden',
        'incident.kind-unavailable',
        'HIV findings go to the laboratory clinician directly; they are not entered here',
      );
    }
    const incident = await incidents.insert(
      unit,
      await newIncident(unit, draft, { simulated: this.#simulated, settings: this.#settings }),
    );
    unit.audit('incident:reported', 'incident', incident.id, { number: incident.number, kind: incident.kind });
    await appendLog(unit, incident, {
      kind: 'report',
      textKey: 'log.reported',
      params: { number: incident.number },
      note: incident.summary,
      occurredAt: incident.occurredAt,
    });
    return incident;
  }

  async acknowledge(unit: Unit, target: Target): Promise<Incident> {
    const incident = await this.#load(unit, target);
    requireAbility(incident, unit.actor, 'acknowledge');
    return this.#acknowledged(unit, incident);
  }

  async verify(unit: Unit, target: Target, plan: string): Promise<Incident> {
    const incident = await this.#load(unit, target);
    requireAbility(incident, unit.actor, 'verify');
    const next = moveIncident(incident, 'VERIFYING', { stamps: { ...incident.stamps, tVerify: unit.at } });
    return this.#save(unit, incident, next, { kind: 'system', textKey: 'log.verifying', note: plan });
  }

  /** [INC8] Grades, or raises and lowers the level later; every change is logged with both levels. */
  async grade(
    unit: Unit,
    target: Target,
    grade: { kind: IncidentKind; eventLevel: EventLevel; reason: string },
  ): Promise<Incident> {
    const incident = await this.#load(unit, target);
    requireAbility(incident, unit.actor, 'grade');
    if (grade.kind === 'unclassified') {
      throw new AppError('invalid_input', 'incident.kind-needed', 'a graded incident needs a kind');
    }
    if (grade.kind === 'hiv-finding') {
      throw new AppError('forbidden', 'incident.kind-unavailable', 'HIV findings are not entered here');
    }
    const first = incident.eventLevel === null;
    const next = gradeIncident(incident, { kind: grade.kind, eventLevel: grade.eventLevel }, unit.at);
    return this.#save(unit, incident, next, {
      kind: 'decision',
      textKey: first ? 'log.graded' : 'log.level-changed',
      params: { kind: grade.kind, level: grade.eventLevel, previousLevel: incident.eventLevel ?? '' },
      note: grade.reason,
    });
  }

  async declareFalseAlarm(unit: Unit, target: Target, reason: string): Promise<Incident> {
    const incident = await this.#load(unit, target);
    requireAbility(incident, unit.actor, 'declareFalseAlarm');
    const next = moveIncident(incident, 'FALSE_ALARM', { stamps: { ...incident.stamps, tClosed: unit.at } });
    return this.#save(unit, incident, next, { kind: 'decision', textKey: 'log.false-alarm', note: reason });
  }

  async addNote(unit: Unit, id: string, note: string): Promise<LogEntry> {
    const incident = await incidents.get(unit.tx, id);
    requireAbility(incident, unit.actor, 'writeLog');
    unit.audit('incident:noted', 'incident', id, { note });
    return appendLog(unit, incident, { kind: 'note', textKey: 'log.note', note });
  }

  /** [INC3] Sends the team; from ACKNOWLEDGED only with `lifeSaving`. */
  async dispatched(
    unit: Unit,
    target: Target,
    team: { ids: readonly string[]; lifeSaving: boolean; names: Bilingual; task: string },
  ): Promise<Incident> {
    const incident = await this.#load(unit, target);
    const urgent: Incident = { ...incident, lifeSaving: incident.lifeSaving || team.lifeSaving };
    requireAbility(urgent, unit.actor, 'dispatch');
    const teamIds = [...new Set([...incident.teamIds, ...team.ids])];
    const again = incident.state === 'DISPATCHED' || incident.state === 'ON_SCENE';
    const next = again
      ? { ...urgent, teamIds, revision: incident.revision + 1 }
      : moveIncident(urgent, 'DISPATCHED', { teamIds, stamps: { ...incident.stamps, tDispatch: unit.at } });
    return this.#save(unit, incident, next, {
      kind: 'order',
      textKey: 'log.dispatched',
      params: nameParams(team.names, 'team'),
      note: team.task,
    });
  }

  /** The first of the team on scene moves the incident; the others only add their row. */
  async arrived(unit: Unit, incidentId: string, line: Omit<LogDraft, 'kind'>): Promise<Incident> {
    const incident = await incidents.get(unit.tx, incidentId);
    requireAbility(incident, unit.actor, 'reportOnScene');
    const draft = { kind: 'on-scene' as const, ...line };
    if (incident.state === 'ON_SCENE') {
      await appendLog(unit, incident, draft);
      return incident;
    }
    const next = moveIncident(incident, 'ON_SCENE', { stamps: { ...incident.stamps, tOnScene: unit.at } });
    return this.#save(unit, incident, next, draft);
  }

  /** [EXPT6] An internal expert who is invited sees the incident from then on. */
  async openToExpert(unit: Unit, incidentId: string, principalId: string): Promise<void> {
    const incident = await incidents.get(unit.tx, incidentId);
    if (incident.expertIds.includes(principalId)) return;
    await this.#setExperts(unit, incident, [...incident.expertIds, principalId]);
  }

  /** [EXPT6] An expert who is removed sees it no more. */
  async closeToExpert(unit: Unit, incidentId: string, principalId: string): Promise<void> {
    const incident = await incidents.get(unit.tx, incidentId);
    if (!incident.expertIds.includes(principalId)) return;
    await this.#setExperts(
      unit,
      incident,
      incident.expertIds.filter((id) => id !== principalId),
    );
  }

  async #setExperts(unit: Unit, incident: Incident, expertIds: string[]): Promise<void> {
    unit.audit('incident:experts-set', 'incident', incident.id, { expertIds });
    await incidents.update(unit, incident, { ...incident, expertIds, revision: incident.revision + 1 });
  }

  /** Lets another feature write into the incident's log inside the same unit. */
  async log(unit: Unit, incidentId: string, draft: Parameters<typeof appendLog>[2]): Promise<LogEntry> {
    return appendLog(unit, await incidents.get(unit.tx, incidentId), draft);
  }

  async #load(unit: Unit, target: Target): Promise<Incident> {
    const incident = await incidents.get(unit.tx, target.id);
    requireRevision(incident, target.revision);
    return incident;
  }

  #acknowledged(unit: Unit, incident: Incident): Promise<Incident> {
    const next = moveIncident(incident, 'ACKNOWLEDGED', { stamps: { ...incident.stamps, tAck: unit.at } });
    return this.#save(unit, incident, next, { kind: 'system', textKey: 'log.acknowledged' });
  }

  async #save(
    unit: Unit,
    previous: Incident,
    next: Incident,
    draft: Parameters<typeof appendLog>[2],
  ): Promise<Incident> {
    const ends = FINAL_STATES.includes(next.state) && !FINAL_STATES.includes(previous.state);
    if (ends) for (const check of this.#beforeOver) await check(unit, next.id);
    const saved = await incidents.update(unit, previous, next);
    unit.audit(`incident:${draft.textKey.replace('log.', '')}`, 'incident', saved.id, {
      from: previous.state,
      to: saved.state,
      ...draft.params,
      note: draft.note,
    });
    await appendLog(unit, saved, draft);
    if (ends) for (const work of this.#whenOver) await work(unit, saved.id, draft.note ?? '');
    return saved;
  }
}
