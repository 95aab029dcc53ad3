import type { Principal } from '@haigang/shared/features/identity/identity.model';
import { hasRole } from '@haigang/shared/features/identity/identity.model';
import type { Incident, IncidentView, LogEntry } from '@haigang/shared/features/incident/incident.model';
import { incidentAbilities } from '@haigang/shared/features/incident/incident.rules';

/** What a wall shows instead of a person (domain.md §8, 脱敏/Masked). */
export const MASKED = { zh: '脱敏', en: 'Masked' } as const;

/** [INC6] What one principal may read of an incident; a wall display gets no reporter identity. */
export function presentIncident(incident: Incident, principal: Principal): IncidentView {
  const can = incidentAbilities(incident, principal);
  if (!isWall(principal)) return { ...incident, can, redacted: false };
  return { ...incident, reporterId: '', reporterName: MASKED, teamIds: [], expertIds: [], can, redacted: true };
}

/** [INC10] Free text of whatever kind may name people: a wall shows that something was written, not what it says. */
export function presentLogEntry(entry: LogEntry, principal: Principal): LogEntry {
  return isWall(principal) ? { ...entry, note: null } : entry;
}

export function isWall(principal: Principal): boolean {
  return principal.roles.length === 1 && hasRole(principal, 'display');
}
