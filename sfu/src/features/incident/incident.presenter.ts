import type { Principal } from '@haigang/shared/features/identity/identity.model';
import { hasRole } from '@haigang/shared/features/identity/identity.model';
import type { Incident, IncidentView, LogEntry } from '@haigang/shared/features/incident/incident.model';
import { incidentAbilities } from '@haigang/shared/features/incident/incident.rules';

const NOT_SHOWN = { zh: '（不显示）', en: '(not shown)' };

/** [INC6] What one principal may read of an incident; a wall display gets no reporter identity. */
export function presentIncident(incident: Incident, principal: Principal): IncidentView {
  const can = incidentAbilities(incident, principal);
  const redacted = hasRole(principal, 'display') && principal.roles.length === 1;
  const reporter = redacted ? { reporterId: '', reporterName: NOT_SHOWN } : {};
  return { ...incident, ...reporter, can, redacted };
}

/** Free notes may name people: a wall shows that a note was written, not what it says. */
export function presentLogEntry(entry: LogEntry, principal: Principal): LogEntry {
  const onlyDisplay = principal.roles.length === 1 && hasRole(principal, 'display');
  return onlyDisplay && entry.kind === 'note' ? { ...entry, note: null } : entry;
}
