import SqliteDatabase from 'better-sqlite3';
import { Kysely, Migrator, sql } from 'kysely';
import { AppError } from '@haigang/shared/kernel/errors';
import { KNOWN_MIGRATIONS, migrationProvider } from './migrations.js';
import type { Database } from './schema.js';
import { SteadySqliteDialect } from './sqlite-dialect.js';

/** `haigang.db`: one writing connection (every change goes through it, in order) and one for reading beside it. */
export interface HaigangDatabase {
  readonly writer: Kysely<Database>;
  readonly reader: Kysely<Database>;
  close(): Promise<void>;
}

/** What every connection must report; a database that silently fell back to less is refused. */
const REQUIRED_PRAGMAS = { journal_mode: 'wal', foreign_keys: 1 } as const;

function openConnection(path: string, readonly: boolean): SqliteDatabase.Database {
  const connection = new SqliteDatabase(path, { readonly });
  if (!readonly) connection.pragma('journal_mode = WAL');
  connection.pragma('synchronous = FULL');
  connection.pragma('foreign_keys = ON');
  connection.pragma('busy_timeout = 5000');
  for (const [name, wanted] of Object.entries({ ...REQUIRED_PRAGMAS, synchronous: 2 })) {
    const seen: unknown = connection.pragma(name, { simple: true });
    if (seen !== wanted) {
      connection.close();
      throw new AppError('internal', 'storage.pragma-refused', `${name} is ${String(seen)}, wanted ${String(wanted)}`);
    }
  }
  return connection;
}

function openSqlite(path: string, readonly: boolean): SqliteDatabase.Database {
  try {
    return openConnection(path, readonly);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('internal', 'storage.open-failed', `cannot open the database ${path}: ${message}`, { cause });
  }
}

async function migrate(db: Kysely<Database>, path: string): Promise<void> {
  const migrator = new Migrator({ db, provider: migrationProvider });
  const applied = await migrator.getMigrations().catch((cause: unknown) => refuseNewer(cause, path));
  const known = new Set(KNOWN_MIGRATIONS);
  if (applied.some((migration) => !known.has(migration.name))) refuseNewer(undefined, path);
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  if (error instanceof Error && /previously executed migration .* is missing/u.test(error.message)) {
    refuseNewer(error, path);
  }
  throw new AppError('internal', 'storage.migration-failed', `migrating ${path} failed`, { cause: error });
}

function refuseNewer(cause: unknown, path: string): never {
  throw new AppError(
    'conflict',
    'storage.newer-version',
    `${path} was written by a newer version of Haigang. Start that version, or restore a backup into another data directory. Nothing was changed.`,
    { cause },
  );
}

/** A connection with its Kysely. Kysely closes only what it has used once, so the connection is closed by itself too. */
function connect(path: string, readonly: boolean): { db: Kysely<Database>; close: () => Promise<void> } {
  const connection = openSqlite(path, readonly);
  const db = new Kysely<Database>({ dialect: new SteadySqliteDialect(connection) });
  const close = async (): Promise<void> => {
    await db.destroy();
    connection.close();
  };
  return { db, close };
}

/**
 * Opens an existing database for reading only, beside a running server or without one; migrates nothing. Throws
 * `storage.open-failed` or `storage.newer-version`.
 */
export async function openDatabaseForReading(
  path: string,
): Promise<{ reader: Kysely<Database>; close: () => Promise<void> }> {
  const { db, close } = connect(path, true);
  try {
    await refuseUnknownMigrations(db, path);
    return { reader: db, close };
  } catch (failure) {
    await close();
    throw failure;
  }
}

async function refuseUnknownMigrations(db: Kysely<Database>, path: string): Promise<void> {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  const known = new Set(KNOWN_MIGRATIONS);
  if (rows.some((row) => !known.has(row.name))) refuseNewer(undefined, path);
}

/**
 * Opens the database at `path`, applies missing migrations and reads the PRAGMAs back.
 * Throws `storage.open-failed`, `storage.newer-version` (nothing is changed then) or `storage.pragma-refused`.
 */
export async function openDatabase(path: string): Promise<HaigangDatabase> {
  const writer = connect(path, false);
  try {
    await migrate(writer.db, path);
    const reader = connect(path, true);
    return {
      writer: writer.db,
      reader: reader.db,
      close: async () => {
        await reader.close();
        await writer.close();
      },
    };
  } catch (failure) {
    await writer.close();
    throw failure;
  }
}
