import { createReadStream, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import SqliteDatabase from 'better-sqlite3';
import { AppError } from '@haigang/shared/kernel/errors';
import { Scope } from '@haigang/shared/kernel/scope';
import { systemPrincipal } from '../features/identity/index.js';
import { openCheckpoints } from '../platform/audit/checkpoints.js';
import { createClock } from '../platform/clock.js';
import { silentLogger } from '../platform/logger.js';
import { lockDataDir } from '../platform/data-lock.js';
import { openDatabase } from '../platform/storage/database.js';
import { syncFolder } from '../platform/storage/durable-file.js';
import { renewEpoch } from '../platform/storage/epoch.js';
import { commitRestore, hasData, stagingFolder } from '../platform/storage/restore-journal.js';
import { UnitOfWork } from '../platform/storage/unit-of-work.js';
import { unpack } from './archive.js';
import { Manifest } from './manifest.js';
import { unseal } from './sealed-stream.js';
import { verifyDataDir } from './verify-data-dir.js';

export interface RestoreOptions {
  readonly dataDir: string;
  readonly demo: boolean;
  readonly file: string;
  readonly passphrase: string;
  /** Put the backup in the place of data that is there; that data is kept beside it. */
  readonly replace: boolean;
  /** Restore although the backup's audit does not prove right. */
  readonly acceptBrokenAudit?: boolean;
}

export interface RestoreResult {
  readonly manifest: Manifest;
  /** Where the data that was replaced is kept; null where there was none. */
  readonly keptIn: string | null;
}

/**
 * [BAK3] [BAK4] [BAK5] Proves a backup whole beside the data, then puts it in its place in one committed step. Needs a
 * stopped server. Throws with nothing changed: `data.in-use`, `restore.not-empty`, `restore.demo-mismatch`,
 * `restore.database-damaged`, `restore.audit-broken`, and what `unseal` throws.
 */
export async function restore(options: RestoreOptions): Promise<RestoreResult> {
  const { dataDir } = options;
  const release = lockDataDir(dataDir);
  const staging = stagingFolder(dataDir);
  try {
    const replaces = hasData(dataDir);
    if (replaces && !options.replace) throw notEmpty(dataDir);
    mkdirSync(staging, { mode: 0o700 });
    const manifest = await stage(options, staging);
    await renew(staging, manifest);
    rmSync(join(staging, 'manifest.json'));
    syncTree(staging);
    if (options.demo) writeFileSync(join(dataDir, 'DEMO'), 'simulated data\n');
    const kept = commitRestore(dataDir, new Date().toISOString().replaceAll(/[:.]/gu, '-'));
    return { manifest, keptIn: replaces ? kept : null };
  } finally {
    rmSync(staging, { recursive: true, force: true });
    release();
  }
}

async function stage(options: RestoreOptions, staging: string): Promise<Manifest> {
  await unpack(unseal(createReadStream(options.file) as AsyncIterable<Buffer>, options.passphrase), staging);
  const manifest = Manifest.parse(JSON.parse(readFileSync(join(staging, 'manifest.json'), 'utf8')));
  if (manifest.demo !== options.demo) throw demoMismatch(manifest.demo);
  checkIntegrity(join(staging, 'haigang.db'));
  const { findings } = await verifyDataDir(staging);
  if (findings.length > 0 && options.acceptBrokenAudit !== true) {
    const list = findings.slice(0, 5).map((finding) => `  - ${finding.zh} / ${finding.en}`);
    const text =
      '备份中的审计链不完整；确需恢复请加 --accept-broken-audit / the audit in this backup is broken; add --accept-broken-audit to restore it all the same';
    throw new AppError('conflict', 'restore.audit-broken', [text, ...list].join('\n'));
  }
  return manifest;
}

function checkIntegrity(path: string): void {
  const database = new SqliteDatabase(path);
  try {
    const seen = z.string().safeParse(database.pragma('integrity_check', { simple: true }));
    if (seen.data === 'ok') return;
  } finally {
    database.close();
  }
  throw new AppError(
    'invalid_input',
    'restore.database-damaged',
    '备份中的数据库已损坏 / the database in this backup is damaged',
  );
}

/**
 * [BAK5] A new epoch, so that clients take a snapshot; no session lives on, since one that was ended after the backup
 * would live again; and an audit row that says so.
 */
async function renew(staging: string, manifest: Manifest): Promise<void> {
  const scope = new Scope('restore');
  const database = await openDatabase(join(staging, 'haigang.db'));
  scope.defer(() => database.close());
  try {
    const clock = createClock(silentLogger).now;
    const epoch = await renewEpoch(database);
    const unitOfWork = new UnitOfWork({ database, clock, onCommitted: () => undefined });
    await unitOfWork.open();
    // Signs the new row when the scope closes, as a server does at its stop.
    openCheckpoints({ dataDir: staging, database, unitOfWork, scope, clock, logger: silentLogger });
    const origin = { call: 'data:restore', requestId: undefined, body: null, client: 'console' };
    await unitOfWork.run(systemPrincipal(manifest.orgId), origin, async (unit) => {
      await unit.tx.updateTable('sessions').set({ revoked_at: unit.now }).where('revoked_at', 'is', null).execute();
      unit.audit('data:restored', 'epoch', epoch, { backupMadeAt: manifest.createdAt });
    });
  } finally {
    await scope.close();
  }
}

function syncTree(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) syncTree(join(folder, entry.name));
  }
  syncFolder(folder);
}

function notEmpty(dataDir: string): AppError {
  return new AppError(
    'conflict',
    'restore.not-empty',
    `数据目录已有数据；要替换请加 --replace（原数据会保留在旁边） / there is data in ${dataDir}; add --replace to put the backup in its place (the old data is kept beside it)`,
  );
}

function demoMismatch(isDemo: boolean): AppError {
  return new AppError(
    'conflict',
    'restore.demo-mismatch',
    isDemo
      ? '这是演示数据的备份，不能恢复到正式系统；演示请加 --demo / this backup holds demo data and cannot go into a real server; add --demo for a demo'
      : '这是正式数据的备份，不能恢复到演示系统 / this backup holds real data and cannot go into a demo',
  );
}
