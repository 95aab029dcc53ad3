import type { Kysely } from 'kysely';
import type { Scope } from '@haigang/shared/kernel/scope';
import type { Clock } from '@haigang/shared/kernel/time';
import {
  IDENTITY_FIELDS,
  IdentityChange,
  VesselStatic,
  type Vessel,
} from '@haigang/shared/features/vessel/vessel.model';
import type { Logger } from '../../platform/logger.js';
import { repeat } from '../../platform/repeat.js';
import type { HaigangDatabase } from '../../platform/storage/database.js';
import type { Database } from '../../platform/storage/schema.js';
import type { UnitOfWork } from '../../platform/storage/unit-of-work.js';
import { stationKey, stationOf } from './station-key.js';
import type { StaticMemory } from './vessel-registry.js';

/** What is learnt is written together this often, ms. */
const FLUSH_EVERY_MS = 5000;
/** A station that goes on saying the same is written again only after this time, ms: for its age alone. */
const REFRESH_MS = 3_600_000;
/** Stations remembered, those heard last; and changes of one station that are kept and told. */
const MOST_STATIONS = 50_000;
const MOST_CHANGES = 50;

export interface VesselMemoryDeps {
  readonly database: HaigangDatabase;
  readonly unitOfWork: UnitOfWork;
  readonly scope: Scope;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The site's setting, asked at each start. */
  readonly keepMs: () => number;
  readonly flushEveryMs?: number;
  /** Hears each change of who a station says it is. */
  readonly onChange?: (change: IdentityChange, after: Vessel) => void;
}

interface Remembered extends VesselStatic {
  readonly staticAt: number;
}

type Change = IdentityChange & { readonly mmsi: string; readonly simulated: boolean };

/**
 * [AIS27] [AIS28] What vessels said of themselves, over silence and restarts, and how it changed. Simulated stations are
 * remembered apart. Losing the last seconds in a crash costs nothing: a ship says it again after six minutes.
 */
export class VesselMemory implements StaticMemory {
  readonly #deps: VesselMemoryDeps;
  readonly #known = new Map<string, Remembered>();
  /** When what is written of a station was said, ms. */
  readonly #writtenAt = new Map<string, number>();
  readonly #unwritten = new Set<string>();
  #changes: Change[] = [];
  /** Changes on their way into the database. */
  #writing: readonly Change[] = [];

  private constructor(deps: VesselMemoryDeps) {
    this.#deps = deps;
  }

  /** Reads what is remembered; what is older than the site keeps is thrown away. */
  static async open(deps: VesselMemoryDeps): Promise<VesselMemory> {
    const memory = new VesselMemory(deps);
    await memory.#load();
    const failed = (failure: unknown): void => deps.logger.error({ err: failure }, 'vessels could not be remembered');
    repeat(deps.scope, deps.flushEveryMs ?? FLUSH_EVERY_MS, () => memory.flush(), failed);
    deps.scope.defer(() => memory.flush().catch(failed));
    return memory;
  }

  recall(mmsi: string, simulated: boolean): Remembered | undefined {
    return this.#known.get(stationKey({ mmsi, simulated }));
  }

  learn(before: Vessel, after: Vessel): void {
    const key = stationKey(after);
    const at = after.staticAt ?? after.lastReportAt;
    const said = { ...VesselStatic.parse(after), staticAt: at };
    const known = this.#known.get(key);
    // Insertion order is order of hearing, so the first one is the one to give way.
    this.#known.delete(key);
    this.#known.set(key, said);
    if (!known || !isSame(known, said) || at - (this.#writtenAt.get(key) ?? 0) > REFRESH_MS) this.#unwritten.add(key);
    for (const field of IDENTITY_FIELDS) this.#note(field, before, after, at);
    if (this.#known.size > MOST_STATIONS) this.#forgetOldest();
  }

  /** Writes what was learnt. Rejects when the database refuses; then it is tried again with what comes. */
  async flush(): Promise<void> {
    const { database, unitOfWork } = this.#deps;
    const keys = [...this.#unwritten];
    const changes = this.#changes;
    if (keys.length === 0 && changes.length === 0) return;
    this.#unwritten.clear();
    this.#writing = changes;
    this.#changes = [];
    try {
      await unitOfWork.exclusive(() =>
        database.writer.transaction().execute(async (tx) => {
          for (const key of keys) await this.#writeStatic(tx, key);
          for (const change of changes) await writeChange(tx, change);
        }),
      );
    } catch (failure) {
      for (const key of keys) this.#unwritten.add(key);
      this.#changes = [...changes, ...this.#changes].slice(-MOST_STATIONS);
      throw failure;
    } finally {
      this.#writing = [];
    }
  }

  /** How a station changed what it says it is, newest first. */
  async changes(mmsi: string, simulated: boolean): Promise<IdentityChange[]> {
    const pending = [...this.#writing, ...this.#changes].filter(
      (change) => change.mmsi === mmsi && change.simulated === simulated,
    );
    const rows = await this.#deps.database.reader
      .selectFrom('vessel_identity_changes')
      .select(['field', 'before', 'after', 'at', 'source'])
      .where('mmsi', '=', mmsi)
      .where('simulated', '=', simulated ? 1 : 0)
      .orderBy('id', 'desc')
      .limit(MOST_CHANGES)
      .execute();
    const written = rows.map((row) => IdentityChange.parse(row));
    const learnt = new Set(written.map(({ at, field, after }) => `${at} ${field} ${after}`));
    const fresh = pending.filter(({ at, field, after }) => !learnt.has(`${at} ${field} ${after}`));
    return [...fresh.toReversed().map((change) => IdentityChange.parse(change)), ...written].slice(0, MOST_CHANGES);
  }

  async #load(): Promise<void> {
    const { database, unitOfWork, clock, keepMs, logger } = this.#deps;
    const oldest = clock() - keepMs();
    await unitOfWork.exclusive(async () => {
      await database.writer.deleteFrom('vessel_static').where('heard_at', '<', oldest).execute();
      await database.writer.deleteFrom('vessel_identity_changes').where('at', '<', oldest).execute();
    });
    const rows = await database.reader
      .selectFrom('vessel_static')
      .selectAll()
      .orderBy('heard_at', 'desc')
      .limit(MOST_STATIONS)
      .execute();
    for (const { mmsi, simulated, data, heard_at: staticAt } of rows.toReversed()) {
      const said = VesselStatic.safeParse(JSON.parse(data));
      const key = stationKey({ mmsi, simulated: simulated === 1 });
      if (said.success) {
        this.#known.set(key, { ...said.data, staticAt });
        this.#writtenAt.set(key, staticAt);
      } else logger.warn({ mmsi }, 'what was remembered of a vessel does not parse; it is left out');
    }
  }

  #note(field: (typeof IDENTITY_FIELDS)[number], before: Vessel, after: Vessel, at: number): void {
    const was = before[field];
    const is = after[field];
    if (was === null || is === null || was === is) return;
    const { mmsi, simulated, source } = after;
    const change = { field, before: String(was), after: String(is), at, source };
    this.#changes.push({ mmsi, simulated, ...change });
    this.#deps.onChange?.(change, after);
  }

  #forgetOldest(): void {
    const oldest = this.#known.keys().next();
    if (oldest.done) return;
    for (const kept of [this.#known, this.#writtenAt, this.#unwritten]) kept.delete(oldest.value);
  }

  async #writeStatic(tx: Kysely<Database>, key: string): Promise<void> {
    const said = this.#known.get(key);
    const { mmsi, simulated } = stationOf(key);
    if (!said) return;
    const { staticAt, ...data } = said;
    const row = { data: JSON.stringify(data), heard_at: staticAt };
    await tx
      .insertInto('vessel_static')
      .values({ mmsi, simulated: simulated ? 1 : 0, ...row })
      .onConflict((conflict) => conflict.columns(['mmsi', 'simulated']).doUpdateSet(row))
      .execute();
    this.#writtenAt.set(key, staticAt);
  }
}

/** Keeps the newest changes of each station, real and simulated apart: a sender that changes its name with every message fills nothing. */
async function writeChange(tx: Kysely<Database>, { simulated, ...change }: Change): Promise<void> {
  const made = simulated ? 1 : 0;
  await tx
    .insertInto('vessel_identity_changes')
    .values({ ...change, simulated: made })
    .execute();
  const last = tx
    .selectFrom('vessel_identity_changes')
    .select('id')
    .where('mmsi', '=', change.mmsi)
    .where('simulated', '=', made)
    .orderBy('id', 'desc')
    .limit(1)
    .offset(MOST_CHANGES);
  await tx
    .deleteFrom('vessel_identity_changes')
    .where('mmsi', '=', change.mmsi)
    .where('simulated', '=', made)
    .where('id', '<=', last)
    .execute();
}

function isSame({ staticAt: _, ...one }: Remembered, { staticAt: __, ...other }: Remembered): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
