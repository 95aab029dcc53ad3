import type { Scope } from '@haigang/shared/kernel/scope';
import type { Clock } from '@haigang/shared/kernel/time';
import type { Logger } from '../logger.js';
import { repeat } from '../repeat.js';
import type { HaigangDatabase } from './database.js';
import type { UnitOfWork } from './unit-of-work.js';

const DAY_MS = 86_400_000;

/** [STO6] How long what serves the wire alone is kept; domain rows and the audit are not its business. */
export const RETENTION_DEFAULTS = {
  /** Answers to repeated requests (design.md §2, signalling). */
  requestsMs: 30 * DAY_MS,
  /** Changes a client may still catch up with one by one; older ones cost it a snapshot. */
  changesMs: 7 * DAY_MS,
  changesRows: 100_000,
  intervalMs: 3_600_000,
  /** Rows removed under one hold of the writer lock, so that an alarm never waits for tidying. */
  batchRows: 500,
} as const;

export type RetentionLimits = { readonly [K in keyof typeof RETENTION_DEFAULTS]: number };

export interface RetentionOptions {
  readonly database: HaigangDatabase;
  readonly unitOfWork: UnitOfWork;
  readonly scope: Scope;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly limits?: Partial<RetentionLimits>;
}

/** Tidies at the start and each interval until the scope ends. Returns one run, for tests. */
export function openRetention(options: RetentionOptions): {
  run: () => Promise<{ requests: number; changes: number }>;
} {
  const limits: RetentionLimits = { ...RETENTION_DEFAULTS, ...options.limits };
  const { scope, logger } = options;
  const tidier = new Tidier(options, limits);
  const run = async (): Promise<{ requests: number; changes: number }> => {
    const removed = { requests: await tidier.all('requests'), changes: await tidier.all('changes') };
    if (removed.requests + removed.changes > 0) logger.info(removed, 'old rows removed');
    return removed;
  };
  const failed = (failure: unknown): void => {
    if (!scope.closed) logger.error({ err: failure }, 'old rows could not be removed');
  };
  run().catch(failed);
  repeat(scope, limits.intervalMs, run, failed);
  return { run };
}

class Tidier {
  readonly #options: RetentionOptions;
  readonly #limits: RetentionLimits;

  constructor(options: RetentionOptions, limits: RetentionLimits) {
    this.#options = options;
    this.#limits = limits;
  }

  async all(table: 'requests' | 'changes'): Promise<number> {
    const { unitOfWork, scope } = this.#options;
    let total = 0;
    for (;;) {
      if (scope.closed) return total;
      const removed = await unitOfWork.exclusive(() => (table === 'requests' ? this.#requests() : this.#changes()));
      total += removed;
      if (removed < this.#limits.batchRows) return total;
    }
  }

  async #requests(): Promise<number> {
    const { database, clock } = this.#options;
    const old = await database.writer
      .selectFrom('requests')
      .select(['principal_id', 'request_id'])
      .where('at', '<', clock() - this.#limits.requestsMs)
      .limit(this.#limits.batchRows)
      .execute();
    if (old.length === 0) return 0;
    await database.writer.transaction().execute(async (tx) => {
      for (const { principal_id, request_id } of old) {
        await tx
          .deleteFrom('requests')
          .where('principal_id', '=', principal_id)
          .where('request_id', '=', request_id)
          .execute();
      }
    });
    return old.length;
  }

  /** [SYNC5] The newest row always stays: the next `seq` is counted from it. */
  async #changes(): Promise<number> {
    const { database, unitOfWork, clock } = this.#options;
    const oldest = await database.writer
      .selectFrom('changes')
      .select(['seq', 'at'])
      .where('seq', '<', unitOfWork.lastSeq)
      .orderBy('seq')
      .limit(this.#limits.batchRows)
      .execute();
    const bySeq = unitOfWork.lastSeq - this.#limits.changesRows;
    const byAge = clock() - this.#limits.changesMs;
    const stays = oldest.findIndex((row) => row.seq > bySeq && row.at >= byAge);
    const going = stays === -1 ? oldest : oldest.slice(0, stays);
    const last = going.at(-1);
    if (!last) return 0;
    await database.writer.deleteFrom('changes').where('seq', '<=', last.seq).execute();
    return going.length;
  }
}
