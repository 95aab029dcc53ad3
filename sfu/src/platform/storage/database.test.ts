import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase, openDatabaseForReading } from './database.js';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'haigang-database-'));
  path = join(folder, 'haigang.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('[STO7] each connection reports WAL, full sync and foreign keys, and a reader cannot write', async () => {
  const database = await openDatabase(path);
  for (const db of [database.writer, database.reader]) {
    const read = async (name: string): Promise<unknown> =>
      Object.values((await sql<Record<string, unknown>>`pragma ${sql.raw(name)}`.execute(db)).rows[0] ?? {})[0];
    expect(await read('journal_mode')).toBe('wal');
    expect(await read('synchronous')).toBe(2);
    expect(await read('foreign_keys')).toBe(1);
    expect(await read('busy_timeout')).toBe(5000);
  }
  await expect(sql`delete from meta`.execute(database.reader)).rejects.toThrow('readonly');
  await database.close();
});

test('[STO8] a database of a newer version is refused, byte for byte unchanged, for reading too', async () => {
  await (await openDatabase(path)).close();
  const raw = new SqliteDatabase(path);
  raw.prepare("insert into kysely_migration values ('9999_from_the_future', '2030-01-01')").run();
  raw.pragma('wal_checkpoint(TRUNCATE)');
  raw.close();
  const before = readFileSync(path);
  await expect(openDatabase(path)).rejects.toMatchObject({ reason: 'storage.newer-version' });
  await expect(openDatabaseForReading(path)).rejects.toMatchObject({ reason: 'storage.newer-version' });
  expect(readFileSync(path).equals(before)).toBe(true);
});

test('[STO7] what is no database, or is not there, is refused with its path', async () => {
  await expect(openDatabaseForReading(path)).rejects.toMatchObject({ reason: 'storage.open-failed' });
  await expect(openDatabase(join(folder, 'none', 'haigang.db'))).rejects.toThrow(join(folder, 'none'));
});
