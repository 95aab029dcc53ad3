import type { Kysely } from 'kysely';
import { PortCall } from '@haigang/shared/features/vessel/port-call.model';
import type { PortCallQuery } from '@haigang/shared/features/vessel/port-call.protocol';
import { TRAFFIC_ROLES } from '@haigang/shared/features/vessel/vessel.rules';
import { Documents } from '../../platform/storage/documents.js';
import type { Database } from '../../platform/storage/schema.js';
import type { Unit } from '../../platform/storage/unit-of-work.js';

export const portCalls = new Documents<PortCall>({
  entity: 'port-call',
  schema: PortCall,
  // [AIS17]
  audience: () => ({ roles: TRAFFIC_ROLES, principals: [] }),
  incidentId: () => null,
  state: (call) => call.state,
  createdAt: (call) => call.openedAt,
});

/** Writes a call and what it is found by; `before` is null for a new one. */
export async function writePortCall(unit: Unit, before: PortCall | null, call: PortCall): Promise<PortCall> {
  if (before) await portCalls.update(unit, before, call);
  else await portCalls.insert(unit, call);
  const { id, orgId, mmsi, simulated, state, openedAt, closedAt } = call;
  const row = { state, opened_at: openedAt, closed_at: closedAt };
  await unit.tx
    .insertInto('port_calls')
    .values({ id, org_id: orgId, mmsi, simulated: simulated ? 1 : 0, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
  return call;
}

/** Calls that are open, and those that ended after `since`: what a watch has to know at its start. */
export async function recentPortCalls(db: Kysely<Database>, orgId: string, since: string): Promise<PortCall[]> {
  const rows = await db
    .selectFrom('port_calls')
    .innerJoin('documents', (join) =>
      join.onRef('documents.id', '=', 'port_calls.id').on('documents.entity', '=', 'port-call'),
    )
    .select('documents.data')
    .where('port_calls.org_id', '=', orgId)
    .where((e) => e.or([e('closed_at', 'is', null), e('closed_at', '>=', since)]))
    .orderBy('opened_at')
    .execute();
  return rows.map(({ data }) => PortCall.parse(JSON.parse(data)));
}

/** Newest first. Throws `port-call.unknown` for a page after a call that is none. */
export async function findPortCalls(db: Kysely<Database>, orgId: string, query: PortCallQuery): Promise<PortCall[]> {
  let select = db
    .selectFrom('port_calls')
    .innerJoin('documents', (join) =>
      join.onRef('documents.id', '=', 'port_calls.id').on('documents.entity', '=', 'port-call'),
    )
    .select('documents.data')
    .where('port_calls.org_id', '=', orgId)
    .orderBy('port_calls.opened_at', 'desc')
    .orderBy('port_calls.id', 'desc')
    .limit(query.limit);
  const { from, to, state, mmsi, before } = query;
  if (to !== undefined) select = select.where('opened_at', '<', new Date(to).toISOString());
  if (from !== undefined) {
    const since = new Date(from).toISOString();
    select = select.where((e) => e.or([e('closed_at', 'is', null), e('closed_at', '>=', since)]));
  }
  if (state !== undefined) select = select.where('port_calls.state', '=', state);
  if (mmsi !== undefined) select = select.where('port_calls.mmsi', '=', mmsi);
  if (before !== undefined) {
    const { openedAt, id } = await portCalls.get(db, before);
    select = select.where((e) =>
      e.or([e('opened_at', '<', openedAt), e.and([e('opened_at', '=', openedAt), e('port_calls.id', '<', id)])]),
    );
  }
  return (await select.execute()).map(({ data }) => PortCall.parse(JSON.parse(data)));
}
