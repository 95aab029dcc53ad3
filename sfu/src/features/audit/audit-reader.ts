import type { ExpressionBuilder } from 'kysely';
import { AppError } from '@haigang/shared/kernel/errors';
import {
  auditReach,
  AuditRow,
  TECHNICAL_ACTIONS,
  type AuditQuery,
} from '@haigang/shared/features/audit/audit.protocol';
import type { HaigangDatabase } from '../../platform/storage/database.js';
import type { Database } from '../../platform/storage/schema.js';
import type { UnitOfWork } from '../../platform/storage/unit-of-work.js';
import type { CallContext } from '../../platform/signaling/call-context.js';

/** Reads the global chain for those who audit it; each read is a row of the chain. */
export class AuditReader {
  readonly #database: HaigangDatabase;
  readonly #unitOfWork: UnitOfWork;

  constructor(deps: { database: HaigangDatabase; unitOfWork: UnitOfWork }) {
    this.#database = deps.database;
    this.#unitOfWork = deps.unitOfWork;
  }

  /** [AUDR1] [AUDR3] Throws `audit.not-allowed` for everybody who is neither auditor nor administrator. */
  async list({ principal, client }: CallContext, query: AuditQuery): Promise<AuditRow[]> {
    const reach = auditReach(principal);
    if (reach === 'nothing') throw new AppError('forbidden', 'audit.not-allowed', 'this role does not read the audit');
    const rows = await this.#read(principal.orgId, query, reach === 'technical');
    const origin = { call: 'audit:list', requestId: undefined, body: query, client };
    await this.#unitOfWork.run(principal, origin, (unit) => {
      unit.audit('audit:read', 'audit', String(query.after), { ...query, rows: rows.length });
      return Promise.resolve();
    });
    return rows;
  }

  async #read(orgId: string, query: AuditQuery, technicalOnly: boolean): Promise<AuditRow[]> {
    let select = this.#database.reader
      .selectFrom('audit')
      .leftJoin('audit_payloads', 'audit_payloads.digest', 'audit.payload_digest')
      .selectAll('audit')
      .select('audit_payloads.payload')
      .where('org_id', '=', orgId)
      .where('seq', '>', query.after)
      .orderBy('seq')
      .limit(query.limit);
    if (technicalOnly) select = select.where((e) => e.or(TECHNICAL_ACTIONS.map((kind) => ofAction(e, kind))));
    const { action } = query;
    if (action !== undefined) select = select.where((e) => ofAction(e, action));
    if (query.actorId !== undefined) select = select.where('actor_id', '=', query.actorId);
    if (query.entity !== undefined) select = select.where('entity', '=', query.entity);
    if (query.entityId !== undefined) select = select.where('entity_id', '=', query.entityId);
    if (query.from !== undefined) select = select.where('at', '>=', query.from);
    if (query.to !== undefined) select = select.where('at', '<', query.to);
    return (await select.execute()).map((row) =>
      AuditRow.parse({
        ...{ seq: row.seq, at: row.at, actorId: row.actor_id, actorRole: row.actor_role, action: row.action },
        ...{ entity: row.entity, entityId: row.entity_id, client: row.client },
        payload: row.payload === null ? null : (JSON.parse(row.payload) as unknown),
        ...{ payloadDigest: row.payload_digest, prevHash: row.prev_hash, hash: row.hash },
      }),
    );
  }
}

/** A whole action, or all of a kind when it ends in a colon; compared as text, so that no pattern of a peer counts. */
function ofAction(e: ExpressionBuilder<Database, 'audit'>, action: string) {
  if (!action.endsWith(':')) return e('action', '=', action);
  const afterColon = `${action.slice(0, -1)};`;
  return e.and([e('action', '>=', action), e('action', '<', afterColon)]);
}
