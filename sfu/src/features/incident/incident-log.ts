import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Bilingual } from '@haigang/shared/kernel/bilingual';
import { LogEntry, type Incident } from '@haigang/shared/features/incident/incident.model';
import { chainHash, digestOf, GENESIS_HASH, LOG_ANCHOR_ACTION, logAnchor } from '../../platform/audit/chain.js';
import type { Database, IncidentLogTable } from '../../platform/storage/schema.js';
import type { Unit } from '../../platform/storage/unit-of-work.js';
import type { SnapshotRow } from '../../platform/sync/sync-hub.js';
import { incidents } from './incident.store.js';

export interface LogDraft {
  readonly kind: LogEntry['kind'];
  readonly textKey: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly note?: string;
  readonly occurredAt?: string;
}

/** A name as a log row carries it: `name` in Chinese, `nameEn` in English; the reader's page picks. */
export function nameParams(name: Bilingual, key = 'name'): Record<string, string> {
  return { [key]: name.zh, [`${key}En`]: name.en };
}

/** Rows kept in a first-visit snapshot, newest first; older ones are read by `incident:log`. */
const SNAPSHOT_ROWS = 500;

/** [INC7] Appends a row to the incident's own chain; it and the audit row stand or fall with the transaction. */
export async function appendLog(unit: Unit, incident: Incident, draft: LogDraft): Promise<LogEntry> {
  const last = await unit.tx
    .selectFrom('incident_log')
    .select(['position', 'hash'])
    .where('incident_id', '=', incident.id)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  const core = {
    id: randomUUID(),
    incidentId: incident.id,
    position: (last?.position ?? 0) + 1,
    at: unit.at,
    occurredAt: draft.occurredAt ?? unit.at,
    kind: draft.kind,
    actorId: unit.actor.id,
    actorName: unit.actor.name,
    actorRole: unit.actor.roles[0] ?? null,
    textKey: draft.textKey,
    params: { ...draft.params },
    note: draft.note ?? null,
  };
  const digest = digestOf(core);
  const prevHash = last?.hash ?? GENESIS_HASH;
  const entry: LogEntry = { ...core, digest, prevHash, hash: chainHash(prevHash, digest) };
  const row = toRow(entry, incident);
  await unit.tx.insertInto('incident_log').values(row).execute();
  unit.audit(LOG_ANCHOR_ACTION, 'incident-log', entry.id, logAnchor(row));
  unit.change('incident-log', entry.id, entry, incidents.audienceOf(incident));
  return entry;
}

export async function readLog(db: Kysely<Database>, incidentId: string): Promise<LogEntry[]> {
  const rows = await db
    .selectFrom('incident_log')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .orderBy('position')
    .execute();
  return rows.map(fromRow);
}

/** The newest rows over all incidents, with the audience of their incident. */
export async function logSnapshot(db: Kysely<Database>): Promise<SnapshotRow[]> {
  const rows = await db
    .selectFrom('incident_log')
    .selectAll()
    .orderBy('at', 'desc')
    .orderBy('position', 'desc')
    .limit(SNAPSHOT_ROWS)
    .execute();
  const audiences = new Map(
    (await incidents.list(db)).map((incident) => [incident.id, incidents.audienceOf(incident)]),
  );
  return rows.flatMap((row) => {
    const audience = audiences.get(row.incident_id);
    return audience ? [{ id: row.id, value: fromRow(row), audience }] : [];
  });
}

/** What the row's digest covers; the verifier recomputes exactly this. */
export function logCore({
  digest: _digest,
  prevHash: _prevHash,
  hash: _hash,
  ...core
}: LogEntry): Omit<LogEntry, 'digest' | 'prevHash' | 'hash'> {
  return core;
}

function toRow(entry: LogEntry, incident: Incident): IncidentLogTable {
  return {
    id: entry.id,
    org_id: incident.orgId,
    simulated: incident.simulated ? 1 : 0,
    drill: incident.drill ? 1 : 0,
    incident_id: entry.incidentId,
    position: entry.position,
    at: entry.at,
    occurred_at: entry.occurredAt,
    kind: entry.kind,
    actor_id: entry.actorId,
    actor_name: JSON.stringify(entry.actorName),
    actor_role: entry.actorRole,
    text_key: entry.textKey,
    params: JSON.stringify(entry.params),
    note: entry.note,
    digest: entry.digest,
    prev_hash: entry.prevHash,
    hash: entry.hash,
  };
}

export function fromRow(row: IncidentLogTable): LogEntry {
  return LogEntry.parse({
    id: row.id,
    incidentId: row.incident_id,
    position: row.position,
    at: row.at,
    occurredAt: row.occurred_at,
    kind: row.kind,
    actorId: row.actor_id,
    actorName: JSON.parse(row.actor_name) as unknown,
    actorRole: row.actor_role,
    textKey: row.text_key,
    params: JSON.parse(row.params) as unknown,
    note: row.note,
    digest: row.digest,
    prevHash: row.prev_hash,
    hash: row.hash,
  });
}
