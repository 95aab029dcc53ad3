import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../storage/schema.js';
import { chainHash, digestOf, GENESIS_HASH } from './chain.js';

export interface AuditEntry {
  readonly at: string;
  readonly orgId: string;
  readonly actorId: string;
  readonly actorRole: string | null;
  readonly action: string;
  readonly entity: string;
  readonly entityId: string;
  /** Address or surface the action came from; never a token. */
  readonly client: string | null;
  readonly payload: unknown;
}

/** What a row of the global chain covers; verification recomputes exactly this. */
export interface AuditCore {
  readonly seq: number;
  readonly at: string;
  readonly orgId: string;
  readonly actorId: string;
  readonly actorRole: string | null;
  readonly action: string;
  readonly entity: string;
  readonly entityId: string;
  readonly client: string | null;
  readonly payloadDigest: string;
}

/** [AUD1] Appends rows to the global audit chain inside the caller's transaction; the caller holds the writer lock. */
export async function appendAudit(tx: Transaction<Database>, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return;
  let last = await lastAudit(tx);
  for (const { payload, ...entry } of entries) {
    const payloadDigest = digestOf(payload ?? null);
    const core: AuditCore = { seq: last.seq + 1, ...entry, payloadDigest };
    const hash = chainHash(last.hash, digestOf(core));
    await tx
      .insertInto('audit_payloads')
      .values({ digest: payloadDigest, payload: JSON.stringify(payload ?? null) })
      .onConflict((conflict) => conflict.column('digest').doNothing())
      .execute();
    await tx
      .insertInto('audit')
      .values({
        seq: core.seq,
        at: core.at,
        org_id: core.orgId,
        actor_id: core.actorId,
        actor_role: core.actorRole,
        action: core.action,
        entity: core.entity,
        entity_id: core.entityId,
        client: core.client,
        payload_digest: payloadDigest,
        prev_hash: last.hash,
        hash,
      })
      .execute();
    last = { seq: core.seq, hash };
  }
}

/** Last row of the chain, or its beginning. */
export async function lastAudit(db: Kysely<Database>): Promise<{ seq: number; hash: string }> {
  const row = await db.selectFrom('audit').select(['seq', 'hash']).orderBy('seq', 'desc').limit(1).executeTakeFirst();
  return row ?? { seq: 0, hash: GENESIS_HASH };
}
