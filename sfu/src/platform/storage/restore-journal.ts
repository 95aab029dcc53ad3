import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { syncFolder, writeDurably } from './durable-file.js';

/** What a data folder's history consists of; everything else in it (lock, sockets, a demo folder) is not of it. */
export const DATA_ENTRIES = ['haigang.db', 'haigang.db-wal', 'haigang.db-shm', 'audit', 'tls', 'evidence'] as const;

const STAGING = 'restore-new';
const JOURNAL = 'restore-journal.json';
const Journal = z.object({ phase: z.enum(['aside', 'in']), keepIn: z.string().regex(/^before-restore-[\w-]+$/u) });
type Journal = z.infer<typeof Journal>;

export function stagingFolder(dataDir: string): string {
  return join(dataDir, STAGING);
}

export function hasData(dataDir: string): boolean {
  return DATA_ENTRIES.some((name) => existsSync(join(dataDir, name)));
}

/**
 * [BAK4] The point of no return of a restore: from here on the staged, proved data will be the data, even when the power
 * fails now. Returns the folder the old data is kept in.
 */
export function commitRestore(dataDir: string, label: string): string {
  const keepIn = `before-restore-${label}`;
  writeJournal(dataDir, { phase: 'aside', keepIn });
  finishRestore(dataDir);
  return join(dataDir, keepIn);
}

/**
 * Finishes a restore that was committed and interrupted, and removes one that was not. Called by whoever holds the data
 * folder's lock, before anything is opened.
 */
export function finishRestore(dataDir: string): void {
  const path = join(dataDir, JOURNAL);
  const staging = stagingFolder(dataDir);
  if (!existsSync(path)) {
    rmSync(staging, { recursive: true, force: true });
    return;
  }
  const journal = Journal.parse(JSON.parse(readFileSync(path, 'utf8')));
  if (journal.phase === 'aside') {
    moveAside(dataDir, join(dataDir, journal.keepIn));
    // NOTE: nothing new has come in before this line is on disk, so the first phase may be repeated at will.
    writeJournal(dataDir, { ...journal, phase: 'in' });
  }
  if (existsSync(staging)) {
    for (const name of readdirSync(staging)) renameSync(join(staging, name), join(dataDir, name));
    syncFolder(dataDir);
    rmdirSync(staging);
  }
  rmSync(path);
  syncFolder(dataDir);
}

function writeJournal(dataDir: string, journal: Journal): void {
  writeDurably(join(dataDir, JOURNAL), JSON.stringify(journal), 0o600);
}

function moveAside(dataDir: string, kept: string): void {
  const old = DATA_ENTRIES.filter((name) => existsSync(join(dataDir, name)));
  if (old.length === 0) return;
  mkdirSync(kept, { recursive: true, mode: 0o700 });
  for (const name of old) renameSync(join(dataDir, name), join(kept, name));
  syncFolder(kept);
  syncFolder(dataDir);
}
