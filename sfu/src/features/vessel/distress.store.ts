import { DistressAlarm } from '@haigang/shared/features/vessel/distress.model';
import { TRAFFIC_ROLES } from '@haigang/shared/features/vessel/vessel.rules';
import { Documents } from '../../platform/storage/documents.js';
import type { SyncedEntity } from '../../platform/sync/sync-hub.js';

export const distressAlarms = new Documents<DistressAlarm>({
  entity: 'distress-alarm',
  schema: DistressAlarm,
  // [AIS17]
  audience: () => ({ roles: TRAFFIC_ROLES, principals: [] }),
  incidentId: () => null,
  state: (alarm) => alarm.state,
  createdAt: (alarm) => alarm.raisedAt,
});

/** A page is given the alarms that are open; those that ended it has seen end, or has no use for. */
export const distressAlarmEntity: SyncedEntity = {
  present: (value) => value,
  snapshot: async (db) =>
    (await distressAlarms.list(db, { states: ['ACTIVE', 'NOTED'] })).map((value) => ({
      id: value.id,
      value,
      audience: distressAlarms.audienceOf(value),
    })),
};
