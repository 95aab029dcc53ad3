import { VesselAlert } from '@haigang/shared/features/vessel/vessel-alert.model';
import { TRAFFIC_ROLES } from '@haigang/shared/features/vessel/vessel.rules';
import { Documents } from '../../platform/storage/documents.js';
import type { Database } from '../../platform/storage/schema.js';
import type { SyncedEntity } from '../../platform/sync/sync-hub.js';
import type { Kysely } from 'kysely';

export const vesselAlerts = new Documents<VesselAlert>({
  entity: 'vessel-alert',
  schema: VesselAlert,
  // [AIS17]
  audience: () => ({ roles: TRAFFIC_ROLES, principals: [] }),
  incidentId: () => null,
  state: (alert) => alert.state,
  createdAt: (alert) => alert.raisedAt,
});

/** More than all rules together may have open. */
const MOST_OPEN = 2000;

export function openAlertsOf(db: Kysely<Database>): Promise<VesselAlert[]> {
  return vesselAlerts.list(db, { states: ['RAISED', 'ACKNOWLEDGED'], limit: MOST_OPEN });
}

/** A page is given the alerts that are open; those that clear it has seen clear, or has no use for. */
export const vesselAlertEntity: SyncedEntity = {
  present: (value) => value,
  snapshot: async (db) =>
    (await openAlertsOf(db)).map((value) => ({ id: value.id, value, audience: vesselAlerts.audienceOf(value) })),
};
