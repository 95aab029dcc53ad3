import SqliteDatabase from 'better-sqlite3';
import { HOUR_MS, mergedBlock, readBlock, type BlockBounds, type TrackBlock } from './track-block.js';

/** Version of the file's tables; a file of a newer one is refused. */
const VERSION = 1;
/** A key is the hour and the station in it as one number, so that an hour's blocks lie beside one another. */
const STATIONS = 2 ** 31;
/** What the write-ahead log may keep of the disk after a burst, bytes. */
const MOST_LOG_BYTES = 16 << 20;
/** Free pages that are left for what comes next; more than that go back to the disk. */
const SPARE_PAGES = 256;

const TABLES = `
  CREATE TABLE blocks (
    id INTEGER PRIMARY KEY,
    south INTEGER NOT NULL, west INTEGER NOT NULL, north INTEGER NOT NULL, east INTEGER NOT NULL,
    points BLOB NOT NULL
  );
  CREATE TABLE journal (id INTEGER PRIMARY KEY, newest INTEGER NOT NULL, fixes BLOB NOT NULL);
`;

interface Row {
  readonly id: number;
  readonly points: Uint8Array;
}

/** A block as it stands in the file. */
export interface StoredBlock {
  readonly hour: number;
  readonly station: number;
  readonly points: Uint8Array;
}

/**
 * `tracks.db`: blocks of an hour of one station, by hour and station, and the journal of what was heard since the last
 * whole hour. One query of a vessel is one step down the tree for each hour, whoever else is in the file; a time window is
 * a run of neighbours.
 */
export class TrackFile {
  readonly #db: SqliteDatabase.Database;
  readonly #statements: ReturnType<typeof prepare>;

  /** Throws what SQLite says, and an Error for a file of a newer version. */
  constructor(path: string) {
    this.#db = new SqliteDatabase(path);
    try {
      this.#open(path);
      this.#statements = prepare(this.#db);
    } catch (failure) {
      this.#db.close();
      throw failure;
    }
  }

  #open(path: string): void {
    const db = this.#db;
    const version = Number(db.pragma('user_version', { simple: true }));
    if (version > VERSION) throw new Error(`${path} was written by a newer version of Haigang`);
    // Before the first table: afterwards it would need a whole copy of the file.
    if (version === 0) db.pragma('auto_vacuum = INCREMENTAL');
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = NORMAL');
    db.pragma(`journal_size_limit = ${MOST_LOG_BYTES}`);
    db.pragma('busy_timeout = 5000');
    if (version > 0) return;
    db.transaction(() => {
      db.exec(TABLES);
      db.pragma(`user_version = ${VERSION}`);
    })();
  }

  close(): void {
    this.#db.close();
  }

  /** What was heard, before anything else is done with it; `newest` is the time of the last fix. */
  writeJournal(fixes: Uint8Array, newest: number): void {
    this.#statements.journal.run(newest, fixes);
  }

  *readJournal(): Generator<Uint8Array> {
    for (const row of this.#statements.readJournal.iterate()) yield (row as { fixes: Uint8Array }).fixes;
  }

  /** When the last that was written was heard, ms; null for an empty journal. */
  get lastHeard(): number | null {
    return (this.#statements.lastHeard.get() as { newest: number } | undefined)?.newest ?? null;
  }

  /** Removes some of what is only older than that; false when nothing is left to remove. */
  trimJournal(before: number): boolean {
    return this.#statements.trimJournal.run(before).changes > 0;
  }

  /** Writes blocks of a past hour together; what stands there already keeps its points. */
  seal(blocks: readonly { readonly station: number; readonly block: TrackBlock }[]): void {
    this.#db.transaction(() => {
      for (const { station, block } of blocks) {
        const stored = this.block(block.hour, station);
        const whole = stored
          ? mergedBlock(block.hour, readBlock(block.hour, stored), readBlock(block.hour, block.bytes))
          : block;
        const { south, west, north, east } = whole.bounds;
        const id = block.hour * STATIONS + station;
        this.#statements.write.run(id, south, west, north, east, whole.bytes);
      }
    })();
  }

  block(hour: number, station: number): Uint8Array | undefined {
    return (this.#statements.block.get(hour * STATIONS + station) as Row | undefined)?.points;
  }

  /** Blocks of these hours, both included, by hour and station; with bounds those alone that touch them. */
  *blocks(first: number, last: number, bounds?: BlockBounds): Generator<StoredBlock> {
    const range = [first * STATIONS, (last + 1) * STATIONS] as const;
    const { blocks, blocksWithin } = this.#statements;
    const rows = bounds
      ? blocksWithin.iterate(...range, bounds.south, bounds.north, bounds.west, bounds.east)
      : blocks.iterate(...range);
    for (const row of rows) {
      const { id, points } = row as Row;
      const hour = Math.floor(id / STATIONS);
      yield { hour, station: id - hour * STATIONS, points };
    }
  }

  get newestHour(): number | null {
    const { id } = this.#statements.newest.get() as { id: number | null };
    return id === null ? null : Math.floor(id / STATIONS);
  }

  /** One small step of what an hour's end leaves to do: the oldest hour before `before` goes. False when none is left. */
  forgetHour(before: number): boolean {
    const { id } = this.#statements.oldest.get() as { id: number | null };
    if (id === null) return false;
    const hour = Math.floor(id / STATIONS);
    if (hour * HOUR_MS >= before) return false;
    this.#statements.forget.run(hour * STATIONS, (hour + 1) * STATIONS);
    return true;
  }

  /** Gives some free pages back to the disk; false when there are few. */
  shrink(): boolean {
    if (Number(this.#db.pragma('freelist_count', { simple: true })) <= SPARE_PAGES) return false;
    this.#db.pragma('incremental_vacuum(200)');
    return true;
  }

  get bytes(): number {
    const pages = Number(this.#db.pragma('page_count', { simple: true }));
    return pages * Number(this.#db.pragma('page_size', { simple: true }));
  }

  /** How SQLite goes about reading a vessel and a window; for tests. */
  plans(): readonly string[] {
    const { block, blocks, blocksWithin } = this.#statements;
    return [block, blocks, blocksWithin].flatMap(({ source }) =>
      this.#db
        .prepare(`EXPLAIN QUERY PLAN ${source.replaceAll('?', '1')}`)
        .all()
        .map((row) => (row as { detail: string }).detail),
    );
  }
}

function prepare(db: SqliteDatabase.Database) {
  return {
    journal: db.prepare('INSERT INTO journal (newest, fixes) VALUES (?, ?)'),
    readJournal: db.prepare('SELECT fixes FROM journal ORDER BY id'),
    lastHeard: db.prepare('SELECT newest FROM journal ORDER BY id DESC LIMIT 1'),
    trimJournal: db.prepare(
      'DELETE FROM journal WHERE id IN (SELECT id FROM journal WHERE newest < ? ORDER BY id LIMIT 200)',
    ),
    write: db.prepare('INSERT OR REPLACE INTO blocks (id, south, west, north, east, points) VALUES (?, ?, ?, ?, ?, ?)'),
    block: db.prepare('SELECT id, points FROM blocks WHERE id = ?'),
    blocks: db.prepare('SELECT id, points FROM blocks WHERE id >= ? AND id < ? ORDER BY id'),
    blocksWithin: db.prepare(
      `SELECT id, points FROM blocks
       WHERE id >= ? AND id < ? AND north >= ? AND south <= ? AND east >= ? AND west <= ? ORDER BY id`,
    ),
    newest: db.prepare('SELECT max(id) AS id FROM blocks'),
    oldest: db.prepare('SELECT min(id) AS id FROM blocks'),
    forget: db.prepare('DELETE FROM blocks WHERE id >= ? AND id < ?'),
  };
}
