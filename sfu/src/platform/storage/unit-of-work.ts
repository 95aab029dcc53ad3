import type { Transaction } from 'kysely';
import type { EntityName } from '@haigang/shared/protocol';
import { AppError } from '@haigang/shared/kernel/errors';
import type { Principal } from '@haigang/shared/features/identity/identity.model';
import { toInstant, type Clock, type Instant } from '@haigang/shared/kernel/time';
import { appendAudit, type AuditEntry } from '../audit/audit-log.js';
import { digestOf } from '../audit/chain.js';
import type { Audience } from '../sync/audience.js';
import type { HaigangDatabase } from './database.js';
import type { Database } from './schema.js';
import { SerialQueue } from './serial-queue.js';
import { naming } from './storage-failure.js';

/** A durable change as stored: the full row; what each reader gets of it is decided when it is delivered. */
export interface StoredChange {
  readonly seq: number;
  readonly entity: EntityName;
  readonly entityId: string;
  readonly audience: Audience;
  readonly previousAudience: Audience | null;
  /** The stored entity, null when it is gone. */
  readonly value: unknown;
}

/** One transaction's work: rows by `tx`, and what must be recorded and announced with them. */
export interface Unit {
  readonly tx: Transaction<Database>;
  readonly actor: Principal;
  readonly now: number;
  readonly at: Instant;
  /** Adds a row to the global audit chain. */
  audit(action: string, entity: string, entityId: string, payload?: unknown): void;
  /** Records a change with its audience; it gets the next `seq` and is announced after the commit. */
  change(entity: EntityName, entityId: string, value: unknown, audience: Audience, previous?: Audience | null): void;
  /** Runs after the commit, before the acknowledgement. For live effects: closing sockets, opening rooms. */
  afterCommit(effect: () => void): void;
  /** [STO10] The answer holds a secret that leaves once: it is not kept for a repeated `requestId`. */
  withholdReply(): void;
}

/** The request a unit answers, for idempotency and the audit row's client column. */
export interface UnitRequest {
  readonly call: string;
  readonly requestId: string | undefined;
  readonly body: unknown;
  readonly client: string | null;
}

export interface UnitOfWorkOptions {
  readonly database: HaigangDatabase;
  readonly clock: Clock;
  /** Hears every committed batch, in commit order, before the acknowledgement leaves. */
  readonly onCommitted: (changes: readonly StoredChange[]) => void;
}

/**
 * Runs changes one at a time under the single writer lock, so that commit order is `seq` order (design.md §2, resume).
 * A transaction awaits nothing but the database. Nothing is acknowledged before the commit returned.
 */
export class UnitOfWork {
  readonly #options: UnitOfWorkOptions;
  readonly #queue = new SerialQueue();
  readonly #auditListeners = new Set<(rows: number) => void>();
  #lastSeq = 0;

  constructor(options: UnitOfWorkOptions) {
    this.#options = options;
  }

  /** Reads the last `seq`; call once before use. */
  async open(): Promise<void> {
    const row = await this.#options.database.writer
      .selectFrom('changes')
      .select((e) => e.fn.max('seq').as('seq'))
      .executeTakeFirst();
    this.#lastSeq = row?.seq ?? 0;
  }

  get lastSeq(): number {
    return this.#lastSeq;
  }

  /** Changes waiting for the writer; a metric. */
  get backlog(): number {
    return this.#queue.length;
  }

  /** Hears after each commit how many audit rows it added; returns its withdrawal. */
  onAudited(listener: (rows: number) => void): () => void {
    this.#auditListeners.add(listener);
    return () => void this.#auditListeners.delete(listener);
  }

  /** Runs a read under the writer lock: nothing commits meanwhile, so it sees exactly the state at `lastSeq`. */
  exclusive<T>(read: () => Promise<T>): Promise<T> {
    return this.#queue.run(read);
  }

  /**
   * Runs `work` in a transaction and returns its value after the commit. A repeated `requestId` returns the stored
   * value without running again; the same id with another body is `conflict request.reused`.
   */
  run<T>(actor: Principal, request: UnitRequest, work: (unit: Unit) => Promise<T>): Promise<T> {
    return this.#queue.run(async () => {
      const changes: StoredChange[] = [];
      const audits: AuditEntry[] = [];
      const effects: (() => void)[] = [];
      const reply = { withheld: false };
      const transaction = this.#options.database.writer.transaction();
      const value = await naming(
        transaction.execute(async (tx) => {
          const bodyDigest = digestOf({ call: request.call, body: request.body });
          const stored = request.requestId ? await findReply(tx, actor.id, request.requestId) : undefined;
          if (stored) return replay(stored, bodyDigest) as T;
          const result = await work(this.#unit(tx, actor, request, { changes, audits, effects, reply }));
          await insertChanges(tx, this.#options.clock(), changes);
          await appendAudit(tx, audits);
          if (request.requestId) {
            await tx
              .insertInto('requests')
              .values({
                principal_id: actor.id,
                request_id: request.requestId,
                call: request.call,
                body_digest: bodyDigest,
                response: JSON.stringify(reply.withheld ? WITHHELD : (result ?? null)),
                at: this.#options.clock(),
              })
              .execute();
          }
          return result;
        }),
      );
      this.#lastSeq += changes.length;
      for (const effect of effects) effect();
      if (changes.length > 0) this.#options.onCommitted(changes);
      if (audits.length > 0) for (const listener of this.#auditListeners) listener(audits.length);
      return value;
    });
  }

  #unit(
    tx: Transaction<Database>,
    actor: Principal,
    request: UnitRequest,
    sink: {
      changes: StoredChange[];
      audits: AuditEntry[];
      effects: (() => void)[];
      reply: { withheld: boolean };
    },
  ): Unit {
    const now = this.#options.clock();
    const at = toInstant(now);
    return {
      tx,
      actor,
      now,
      at,
      audit: (action, entity, entityId, payload) =>
        void sink.audits.push({
          at,
          orgId: actor.orgId,
          actorId: actor.id,
          actorRole: actor.roles[0] ?? null,
          action,
          entity,
          entityId,
          client: request.client,
          payload: payload ?? null,
        }),
      change: (entity, entityId, value, audience, previous) =>
        void sink.changes.push({
          seq: this.#lastSeq + sink.changes.length + 1,
          entity,
          entityId,
          audience,
          previousAudience: previous ?? null,
          value,
        }),
      afterCommit: (effect) => void sink.effects.push(effect),
      withholdReply: () => {
        sink.reply.withheld = true;
      },
    };
  }
}

/** Stands in a stored reply's place; no call answers with a text alone. */
const WITHHELD = 'withheld: a secret that leaves once';

interface StoredReply {
  readonly body_digest: string;
  readonly response: string;
}

function findReply(
  tx: Transaction<Database>,
  principalId: string,
  requestId: string,
): Promise<StoredReply | undefined> {
  return tx
    .selectFrom('requests')
    .select(['body_digest', 'response'])
    .where('principal_id', '=', principalId)
    .where('request_id', '=', requestId)
    .executeTakeFirst();
}

function replay(stored: StoredReply, bodyDigest: string): unknown {
  if (stored.body_digest !== bodyDigest) {
    throw new AppError('conflict', 'request.reused', 'this requestId was used for another request');
  }
  const response = JSON.parse(stored.response) as unknown;
  if (response === WITHHELD) {
    throw new AppError('conflict', 'request.secret-shown-once', 'the answer held a secret that is shown once');
  }
  return response;
}

async function insertChanges(tx: Transaction<Database>, now: number, changes: readonly StoredChange[]): Promise<void> {
  for (const change of changes) {
    await tx
      .insertInto('changes')
      .values({
        seq: change.seq,
        at: now,
        entity: change.entity,
        entity_id: change.entityId,
        audience: JSON.stringify(change.audience),
        previous_audience: change.previousAudience ? JSON.stringify(change.previousAudience) : null,
        value: change.value === null ? null : JSON.stringify(change.value),
      })
      .execute();
  }
}
