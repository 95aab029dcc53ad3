import { AppError } from '../../kernel/errors.js';
import { shanghaiDay, type Instant } from '../../kernel/time.js';
import { hasRole, type Principal, type Role } from '../identity/identity.model.js';
import { IncidentKind, type Incident, type IncidentAbilities, type IncidentState } from './incident.model.js';

/** [INC2] The allowed edges of domain.md §2.1; everything else is refused. */
export const INCIDENT_EDGES: Readonly<Record<IncidentState, readonly IncidentState[]>> = {
  REPORTED: ['ACKNOWLEDGED', 'MERGED'],
  ACKNOWLEDGED: ['VERIFYING', 'GRADED', 'FALSE_ALARM', 'MERGED', 'DISPATCHED'],
  VERIFYING: ['GRADED', 'FALSE_ALARM', 'MERGED'],
  GRADED: ['DISPATCHED', 'CONTROLLED', 'MERGED'],
  DISPATCHED: ['ON_SCENE', 'GRADED'],
  ON_SCENE: ['CONTROLLED'],
  CONTROLLED: ['AFTERCARE', 'CLOSED', 'ON_SCENE'],
  AFTERCARE: ['CLOSED', 'ON_SCENE'],
  CLOSED: ['REOPENED'],
  REOPENED: ['GRADED'],
  FALSE_ALARM: [],
  MERGED: [],
};

/** Kinds a screen offers; an HIV finding goes to the laboratory's clinician and is never entered here (domain.md T04). */
export const REPORTABLE_KINDS: readonly IncidentKind[] = IncidentKind.options.filter((kind) => kind !== 'hiv-finding');

/** States in which an incident is over; nothing live may start on it. */
export const FINAL_STATES: readonly IncidentState[] = ['FALSE_ALARM', 'MERGED', 'CLOSED'];

/** Refuses what may not begin on an incident that is over. */
export function requireNotOver(incident: Pick<Incident, 'state'>): void {
  if (FINAL_STATES.includes(incident.state)) throw new AppError('conflict', 'incident.over', 'this incident is closed');
}

/** Grading from these moves the incident to GRADED. */
const GRADED_FROM: readonly IncidentState[] = ['ACKNOWLEDGED', 'VERIFYING', 'REOPENED'];
/** Grading in these sets the level and leaves the state: the level may change at any state that runs. */
const GRADED_LATER: readonly IncidentState[] = ['GRADED', 'DISPATCHED', 'ON_SCENE', 'CONTROLLED', 'AFTERCARE'];

/** [INC9] A team sent before grading is graded within this time (domain.md §2.1, 15 min [CDV]). */
export const GRADE_AFTER_LIFE_SAVING_MS = 15 * 60_000;

/** [INC9] When the grading of a life-saving dispatch is due, milliseconds since 1970; null when nothing is due. */
export function gradingDueAt(incident: Pick<Incident, 'lifeSaving' | 'eventLevel' | 'stamps'>): number | null {
  if (!incident.lifeSaving || incident.eventLevel !== null || incident.stamps.tDispatch === null) return null;
  return Date.parse(incident.stamps.tDispatch) + GRADE_AFTER_LIFE_SAVING_MS;
}

/** [INC8] The incident with its level and kind; moves to GRADED only where grading is the next step. */
export function gradeIncident(incident: Incident, grade: Pick<Incident, 'kind' | 'eventLevel'>, at: Instant): Incident {
  const change = { ...grade, stamps: { ...incident.stamps, tGrade: incident.stamps.tGrade ?? at } };
  return GRADED_FROM.includes(incident.state)
    ? moveIncident(incident, 'GRADED', change)
    : { ...incident, ...change, revision: incident.revision + 1 };
}

/** [INC2] [INC3] Whether the edge exists; DISPATCHED straight from ACKNOWLEDGED needs `lifeSaving`. */
export function canMove(incident: Pick<Incident, 'state' | 'lifeSaving'>, to: IncidentState): boolean {
  if (!INCIDENT_EDGES[incident.state].includes(to)) return false;
  return !(incident.state === 'ACKNOWLEDGED' && to === 'DISPATCHED' && !incident.lifeSaving);
}

/** [INC2] Moves an incident along an allowed edge, or refuses; never mutates its input. */
export function moveIncident(incident: Incident, to: IncidentState, patch: Partial<Incident>): Incident {
  if (!canMove(incident, to)) {
    throw new AppError('conflict', 'incident.edge-refused', `${incident.state} cannot become ${to}`);
  }
  return { ...incident, ...patch, state: to, revision: incident.revision + 1 };
}

/** [INC4] Refuses a change made against an older revision. */
export function requireRevision(incident: Pick<Incident, 'revision'>, revision: number): void {
  if (incident.revision !== revision) throw new AppError('conflict', 'incident.stale', 'changed by someone else');
}

/** [INC1] Number of the n-th incident of a Shanghai day: `BL-YYYYMMDD-NNN`, at least three digits. */
export function incidentNumber(epochMs: number, ordinal: number): string {
  return `BL-${shanghaiDay(epochMs)}-${String(ordinal).padStart(3, '0')}`;
}

/** Roles that see every incident (domain.md §5, first row). */
export const INCIDENT_LIST_ROLES: readonly Role[] = ['commander', 'dispatcher', 'auditor'];
const REPORTERS: readonly Role[] = ['officer', 'dispatcher', 'commander', 'lab', 'registrar'];

/** [INC6] Whose lists are of every incident; everybody else's are of some. */
export function seesEveryIncident(principal: Pick<Principal, 'roles'>): boolean {
  return hasRole(principal, ...INCIDENT_LIST_ROLES, 'display');
}

/** [INC1] Who reports an incident (domain.md §5). */
export function mayReportIncidents(principal: Pick<Principal, 'roles'>): boolean {
  return hasRole(principal, ...REPORTERS);
}

const HEALTH_KINDS: readonly Incident['kind'][] = [
  'influenza-outbreak',
  'pulmonary-tuberculosis',
  'varicella',
  'illness',
  'injury',
  'death',
  'unknown-group-illness',
  'food-poisoning',
];

/** [INC6] Who may see the incident: roles beside named people (reporter, team, invited experts). */
export function incidentAudience(incident: Pick<Incident, 'kind' | 'reporterId' | 'teamIds' | 'expertIds'>): {
  roles: readonly Role[];
  principals: readonly string[];
} {
  const roles: Role[] = [...INCIDENT_LIST_ROLES, 'display'];
  if (HEALTH_KINDS.includes(incident.kind)) roles.push('lab');
  return { roles, principals: [...new Set([incident.reporterId, ...incident.teamIds, ...incident.expertIds])] };
}

/** [INC5] What this principal may do now (domain.md §5: grade DC only; acknowledge, verify, dispatch DP or DC). */
export function incidentAbilities(incident: Incident, principal: Principal): IncidentAbilities {
  const commander = hasRole(principal, 'commander');
  const desk = commander || hasRole(principal, 'dispatcher');
  const inTeam = incident.teamIds.includes(principal.id);
  const over = FINAL_STATES.includes(incident.state);
  return {
    acknowledge: desk && canMove(incident, 'ACKNOWLEDGED'),
    verify: desk && canMove(incident, 'VERIFYING'),
    grade: commander && (GRADED_FROM.includes(incident.state) || GRADED_LATER.includes(incident.state)),
    dispatch:
      desk && (canMove(incident, 'DISPATCHED') || incident.state === 'DISPATCHED' || incident.state === 'ON_SCENE'),
    dispatchLifeSaving: desk && incident.state === 'ACKNOWLEDGED',
    reportOnScene: inTeam && (incident.state === 'DISPATCHED' || incident.state === 'ON_SCENE'),
    declareFalseAlarm: commander && canMove(incident, 'FALSE_ALARM'),
    writeLog: !over && (desk || inTeam || incident.reporterId === principal.id || hasRole(principal, 'lab')),
  };
}

/** [INC5] Refuses with `forbidden` when the ability is missing. */
export function requireAbility(incident: Incident, principal: Principal, ability: keyof IncidentAbilities): void {
  if (incidentAbilities(incident, principal)[ability]) return;
  throw new AppError(
    'forbidden',
    'incident.not-allowed',
    `${ability} is not allowed for ${principal.id} in ${incident.state}`,
  );
}
