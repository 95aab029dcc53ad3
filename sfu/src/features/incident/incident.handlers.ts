import type { Kysely } from 'kysely';
import { AppError } from '@haigang/shared/kernel/errors';
import type { Principal } from '@haigang/shared/features/identity/identity.model';
import type { Incident, IncidentView } from '@haigang/shared/features/incident/incident.model';
import type { incidentCalls } from '@haigang/shared/features/incident/incident.protocol';
import type { Handlers } from '../../platform/signaling/call-context.js';
import type { Database } from '../../platform/storage/schema.js';
import { isInAudience } from '../../platform/sync/audience.js';
import { readLog } from './incident-log.js';
import { presentIncident, presentLogEntry } from './incident.presenter.js';
import type { IncidentService } from './incident.service.js';
import { incidents } from './incident.store.js';

export interface IncidentHandlerDeps {
  readonly service: IncidentService;
  readonly reader: Kysely<Database>;
}

/** [INC6] An incident that this principal may not see does not exist for him. */
export async function visibleIncident(db: Kysely<Database>, id: string, principal: Principal): Promise<Incident> {
  const incident = await incidents.find(db, id);
  if (!incident || !isInAudience(incidents.audienceOf(incident), principal)) {
    throw new AppError('not_found', 'incident.unknown', `no incident ${id}`);
  }
  return incident;
}

export function createIncidentHandlers({ service, reader }: IncidentHandlerDeps): Handlers<typeof incidentCalls> {
  const view = async (incident: Promise<Incident>, principal: Principal): Promise<IncidentView> =>
    presentIncident(await incident, principal);
  return {
    'incident:report': (unit, draft) => view(service.report(unit, draft), unit.actor),
    'incident:acknowledge': (unit, target) => view(service.acknowledge(unit, target), unit.actor),
    'incident:verify': (unit, { plan, ...target }) => view(service.verify(unit, target, plan), unit.actor),
    'incident:grade': (unit, { id, revision, ...grade }) =>
      view(service.grade(unit, { id, revision }, grade), unit.actor),
    'incident:declare-false-alarm': (unit, { reason, ...target }) =>
      view(service.declareFalseAlarm(unit, target, reason), unit.actor),
    'incident:add-note': async (unit, { id, note }) => {
      await visibleIncident(unit.tx, id, unit.actor);
      return service.addNote(unit, id, note);
    },
    'incident:get': async ({ principal }, { id }) =>
      presentIncident(await visibleIncident(reader, id, principal), principal),
    'incident:list': async ({ principal }) => {
      const visible = (await incidents.list(reader)).filter((incident) =>
        isInAudience(incidents.audienceOf(incident), principal),
      );
      return { incidents: visible.map((incident) => presentIncident(incident, principal)) };
    },
    'incident:log': async ({ principal }, { id }) => {
      await visibleIncident(reader, id, principal);
      return { entries: (await readLog(reader, id)).map((entry) => presentLogEntry(entry, principal)) };
    },
  };
}
