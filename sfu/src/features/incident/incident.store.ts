import { Incident } from '@haigang/shared/features/incident/incident.model';
import { incidentAudience } from '@haigang/shared/features/incident/incident.rules';
import { Documents } from '../../platform/storage/documents.js';

export const incidents = new Documents<Incident>({
  entity: 'incident',
  schema: Incident,
  audience: incidentAudience,
  incidentId: (incident) => incident.id,
  state: (incident) => incident.state,
  createdAt: (incident) => incident.stamps.tAlarm,
});
