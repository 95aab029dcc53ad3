import type { Kysely, Transaction } from 'kysely';
import type { z } from 'zod';
import { AppError } from '@haigang/shared/kernel/errors';
import type { EntityName } from '@haigang/shared/protocol';
import type { Audience } from '../sync/audience.js';
import type { Database } from './schema.js';
import type { Unit } from './unit-of-work.js';

/** What every durable row carries from the first migration on. */
export interface Scoped {
  readonly id: string;
  readonly orgId: string;
  readonly simulated: boolean;
  readonly drill: boolean;
  readonly revision: number;
}

export interface DocumentKind<T extends Scoped> {
  readonly entity: EntityName;
  readonly schema: z.ZodType<T>;
  readonly audience: (value: T) => { roles: readonly string[]; principals: readonly string[] };
  readonly incidentId: (value: T) => string | null;
  readonly state: (value: T) => string;
  readonly createdAt: (value: T) => string;
}

/** The store of one entity: rows are parsed on the way out, and every write is a change with its audience. */
export class Documents<T extends Scoped> {
  readonly #kind: DocumentKind<T>;

  constructor(kind: DocumentKind<T>) {
    this.#kind = kind;
  }

  audienceOf(value: T): Audience {
    const { roles, principals } = this.#kind.audience(value);
    return { orgId: value.orgId, roles, principals };
  }

  async find(db: Kysely<Database>, id: string): Promise<T | undefined> {
    const row = await db
      .selectFrom('documents')
      .select('data')
      .where('entity', '=', this.#kind.entity)
      .where('id', '=', id)
      .executeTakeFirst();
    return row ? this.#parse(row.data) : undefined;
  }

  /** The row, or `not_found <entity>.unknown`. */
  async get(db: Kysely<Database>, id: string): Promise<T> {
    const value = await this.find(db, id);
    if (!value) throw new AppError('not_found', `${this.#kind.entity}.unknown`, `no ${this.#kind.entity} ${id}`);
    return value;
  }

  async list(
    db: Kysely<Database>,
    filter: { incidentId?: string; states?: readonly string[]; limit?: number; until?: string } = {},
  ): Promise<T[]> {
    let select = db
      .selectFrom('documents')
      .select('data')
      .where('entity', '=', this.#kind.entity)
      .orderBy('created_at', 'desc')
      .limit(filter.limit ?? 1000);
    if (filter.incidentId !== undefined) select = select.where('incident_id', '=', filter.incidentId);
    if (filter.until !== undefined) select = select.where('created_at', '<=', filter.until);
    if (filter.states) select = select.where('state', 'in', [...filter.states]);
    const rows = await select.execute();
    return rows.map((row) => this.#parse(row.data));
  }

  /** Number of rows whose `createdAt` lies in [from, to). */
  async countCreated(tx: Transaction<Database>, from: string, to: string): Promise<number> {
    const row = await tx
      .selectFrom('documents')
      .select((e) => e.fn.countAll().as('n'))
      .where('entity', '=', this.#kind.entity)
      .where('created_at', '>=', from)
      .where('created_at', '<', to)
      .executeTakeFirst();
    return Number(row?.n ?? 0);
  }

  async insert(unit: Unit, value: T): Promise<T> {
    const audience = this.audienceOf(value);
    await unit.tx
      .insertInto('documents')
      .values({ entity: this.#kind.entity, id: value.id, ...this.#columns(value, audience) })
      .execute();
    unit.change(this.#kind.entity, value.id, value, audience);
    return value;
  }

  /** Writes the next revision; the previous audience hears of it too, so a row that leaves a view is dropped there. */
  async update(unit: Unit, previous: T, next: T): Promise<T> {
    const audience = this.audienceOf(next);
    const result = await unit.tx
      .updateTable('documents')
      .set(this.#columns(next, audience))
      .where('entity', '=', this.#kind.entity)
      .where('id', '=', next.id)
      .where('revision', '=', previous.revision)
      .executeTakeFirst();
    if (Number(result.numUpdatedRows) !== 1) {
      throw new AppError('conflict', `${this.#kind.entity}.stale`, 'changed by someone else');
    }
    unit.change(this.#kind.entity, next.id, next, audience, this.audienceOf(previous));
    return next;
  }

  #columns(value: T, audience: Audience) {
    return {
      org_id: value.orgId,
      simulated: value.simulated ? 1 : 0,
      drill: value.drill ? 1 : 0,
      incident_id: this.#kind.incidentId(value),
      state: this.#kind.state(value),
      created_at: this.#kind.createdAt(value),
      revision: value.revision,
      audience: JSON.stringify(audience),
      data: JSON.stringify(value),
    };
  }

  #parse(data: string): T {
    return this.#kind.schema.parse(JSON.parse(data));
  }
}
