import { createWriteStream, existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import SqliteDatabase from 'better-sqlite3';
import { AppError } from '@haigang/shared/kernel/errors';
import { syncFolder } from '../platform/storage/durable-file.js';
import { pack, type SourceFile } from './archive.js';
import type { Manifest } from './manifest.js';
import { seal } from './sealed-stream.js';

export interface BackupOptions {
  readonly dataDir: string;
  readonly demo: boolean;
  readonly orgId: string;
  readonly file: string;
  readonly passphrase: string;
  readonly logN?: number;
}

/**
 * [BAK1] [BAK2] Writes an encrypted copy of database, evidence, checkpoints and keys while the server may run. The file
 * is there whole or not at all. Throws `backup.file-exists`, `backup.nothing-to-do`.
 */
export async function backup(options: BackupOptions): Promise<{ bytes: number }> {
  const { dataDir, file } = options;
  if (existsSync(file)) {
    throw new AppError('conflict', 'backup.file-exists', `文件已存在 / the file exists already: ${file}`);
  }
  if (!existsSync(join(dataDir, 'haigang.db'))) {
    throw new AppError('not_found', 'backup.nothing-to-do', `没有数据 / there is no data in ${dataDir}`);
  }
  const work = mkdtempSync(join(dataDir, 'backup-'));
  const partial = `${file}.partial`;
  try {
    const sealed = seal(pack(filesOf(options, work)), options.passphrase, options.logN);
    await pipeline(Readable.from(sealed), createWriteStream(partial, { mode: 0o600 }));
    const handle = await open(partial, 'r+');
    await handle.sync();
    const { size } = await handle.stat();
    await handle.close();
    renameSync(partial, file);
    syncFolder(dirname(file));
    return { bytes: size };
  } finally {
    rmSync(partial, { force: true });
    rmSync(work, { recursive: true, force: true });
  }
}

/**
 * NOTE: the order matters beside a running server. Checkpoints first: they must not speak of rows the copy has not yet.
 * The tombstones after the database: each is written before its payload goes. Evidence last: files come before rows.
 */
async function* filesOf(options: BackupOptions, work: string): AsyncGenerator<SourceFile> {
  const { dataDir, demo, orgId } = options;
  const createdAt = new Date().toISOString();
  const manifest: Manifest = { format: 'haigang-backup', demo, orgId, createdAt };
  yield { path: 'manifest.json', from: Buffer.from(JSON.stringify(manifest)) };
  const audit = [...filesBelow(dataDir, 'audit')];
  const late = (path: string): boolean => path.endsWith('/tombstones.jsonl');
  for (const path of audit.filter((path) => !late(path))) yield { path, from: join(dataDir, path) };
  yield { path: 'haigang.db', from: await copyDatabase(join(dataDir, 'haigang.db'), join(work, 'haigang.db')) };
  const after = [...filesBelow(dataDir, 'audit')].filter(late);
  for (const path of [...after, ...filesBelow(dataDir, 'tls'), ...filesBelow(dataDir, 'evidence')]) {
    yield { path, from: join(dataDir, path) };
  }
}

/** SQLite's online backup inside one read transaction, so that the server's writes neither disturb it nor start it anew. */
async function copyDatabase(source: string, target: string): Promise<string> {
  const database = new SqliteDatabase(source, { readonly: true });
  try {
    database.exec('begin');
    database.prepare('select count(*) from meta').get();
    await database.backup(target);
  } finally {
    database.close();
  }
  return target;
}

/** Files below a folder of the data directory, as archive paths; files still being written are left out. */
function* filesBelow(dataDir: string, folder: string): Generator<string> {
  if (!existsSync(join(dataDir, folder))) return;
  for (const entry of readdirSync(join(dataDir, folder), { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || /\.(new|part|tmp)$/u.test(entry.name)) continue;
    yield relative(dataDir, join(entry.parentPath, entry.name));
  }
}
