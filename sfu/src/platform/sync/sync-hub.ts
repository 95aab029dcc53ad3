import type { Kysely } from 'kysely';
import type { Principal } from '@haigang/shared/features/identity/identity.model';
import type { Change, ResumeReply } from '@haigang/shared/kernel/sync';
import type { EntityName } from '@haigang/shared/protocol';
import { digestOf } from '../audit/chain.js';
import type { HaigangDatabase } from '../storage/database.js';
import type { Database } from '../storage/schema.js';
import type { StoredChange, UnitOfWork } from '../storage/unit-of-work.js';
import { isInAudience, type Audience } from './audience.js';

/** Turns a stored row into what one principal may read of it, abilities included. */
export type Presenter = (value: unknown, principal: Principal) => unknown;

export interface SnapshotRow {
  readonly id: string;
  readonly value: unknown;
  readonly audience: Audience;
}

/** How the hub serves one entity: its presenter, and every current row for a first visit. */
export interface SyncedEntity {
  readonly present: Presenter;
  readonly snapshot: (db: Kysely<Database>) => Promise<readonly SnapshotRow[]>;
}

/** A reader that has resumed and now hears changes as they commit. */
export interface Subscriber {
  readonly principal: Principal;
  deliver(changes: readonly Change[]): void;
}

export interface SyncHubOptions {
  readonly database: HaigangDatabase;
  readonly unitOfWork: UnitOfWork;
  readonly epoch: string;
  readonly entities: Readonly<Record<EntityName, SyncedEntity>>;
  /** More missed rows than this and a snapshot is cheaper. Default 2,000. */
  readonly maxReplay?: number;
}

/**
 * Resume and live delivery of durable changes (design.md §2, resume). [SYNC1] no gap: the resume reply is read under the
 * writer lock and live delivery starts before the lock is released. [SYNC2] order: batches arrive in commit order.
 * [SYNC3] no leak: every row is filtered by its stored audience and presented per principal. [SYNC4] a row that left a
 * principal's audience is delivered as `null`.
 */
export class SyncHub {
  readonly #options: SyncHubOptions;
  readonly #subscribers = new Set<Subscriber>();

  constructor(options: SyncHubOptions) {
    this.#options = options;
  }

  get subscriberCount(): number {
    return this.#subscribers.size;
  }

  /** Answers a resume and subscribes in the same step; returns the reply and the unsubscribe. */
  resume(subscriber: Subscriber, epoch: string | null, seq: number): Promise<{ reply: ResumeReply; stop: () => void }> {
    const { unitOfWork } = this.#options;
    return unitOfWork.exclusive(async () => {
      const reply =
        (await this.#missed(subscriber.principal, epoch, seq)) ?? (await this.#snapshot(subscriber.principal));
      this.#subscribers.add(subscriber);
      return { reply, stop: () => void this.#subscribers.delete(subscriber) };
    });
  }

  /** Delivers a committed batch to everybody who may see part of it. */
  announce(changes: readonly StoredChange[]): void {
    for (const subscriber of this.#subscribers) {
      const visible = changes.flatMap((change) => this.#present(change, subscriber.principal) ?? []);
      if (visible.length > 0) subscriber.deliver(visible);
    }
  }

  async #missed(principal: Principal, epoch: string | null, seq: number): Promise<ResumeReply | undefined> {
    const { database, unitOfWork, maxReplay = 2000 } = this.#options;
    const last = unitOfWork.lastSeq;
    if (epoch !== this.#epochOf(principal) || seq > last || last - seq > maxReplay) return undefined;
    const rows = await database.writer
      .selectFrom('changes')
      .selectAll()
      .where('seq', '>', seq)
      .orderBy('seq')
      .execute();
    if (rows.length !== last - seq) return undefined;
    const changes = rows.flatMap((row) => {
      const change: StoredChange = {
        seq: row.seq,
        entity: row.entity as EntityName,
        entityId: row.entity_id,
        audience: JSON.parse(row.audience) as Audience,
        previousAudience: row.previous_audience === null ? null : (JSON.parse(row.previous_audience) as Audience),
        value: row.value === null ? null : (JSON.parse(row.value) as unknown),
      };
      return this.#present(change, principal) ?? [];
    });
    return { kind: 'changes', epoch: this.#epochOf(principal), seq: last, changes };
  }

  async #snapshot(principal: Principal): Promise<ResumeReply> {
    const { database, unitOfWork, entities } = this.#options;
    const reply: Record<string, { id: string; value: unknown }[]> = {};
    for (const [name, entity] of Object.entries(entities)) {
      const rows = await entity.snapshot(database.writer);
      reply[name] = rows
        .filter((row) => isInAudience(row.audience, principal))
        .map((row) => ({ id: row.id, value: entity.present(row.value, principal) }));
    }
    return { kind: 'snapshot', epoch: this.#epochOf(principal), seq: unitOfWork.lastSeq, entities: reply };
  }

  /** [SYNC6] Who has other roles, or another carrier, than at his last visit may see other old rows: another history. */
  #epochOf({ roles, carriedById }: Principal): string {
    const seesAs = [...roles.toSorted(), ...(carriedById === undefined ? [] : [carriedById])];
    return `${this.#options.epoch}/${digestOf(seesAs).slice(0, 16)}`;
  }

  #present(change: StoredChange, principal: Principal): Change | undefined {
    const { seq, entity, entityId: id } = change;
    if (change.value !== null && isInAudience(change.audience, principal)) {
      return { seq, entity, id, value: this.#options.entities[entity].present(change.value, principal) };
    }
    const sawIt = isInAudience(change.previousAudience ?? change.audience, principal);
    return sawIt ? { seq, entity, id, value: null } : undefined;
  }
}
