import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { KeyObject } from 'node:crypto';
import type { z } from 'zod';
import { GENESIS_HASH } from './chain.js';
import { Checkpoint, checkpointFile, hashOfLine, isCheckpointGenuine } from './checkpoint.js';
import type { Finding } from './findings.js';
import { PUBLIC_KEY_FILE, readPublicKey } from './host-key.js';
import { readLines } from './signed-lines.js';
import { isTombstoneGenuine, Tombstone, tombstoneFile } from './tombstone.js';

type Report = (finding: Finding) => void;

/** The key to prove signatures with: the auditor's own copy, or the one beside the checkpoints; null where none is. */
export function verifyingKey(folder: string, ownCopy: string | undefined): KeyObject | null {
  const path = ownCopy ?? join(folder, PUBLIC_KEY_FILE);
  return ownCopy !== undefined || existsSync(path) ? readPublicKey(path) : null;
}

/** The genuine checkpoints by row; every line that is not genuine or not in its place is reported. */
export function readCheckpoints(folder: string, key: KeyObject | null, report: Report): Map<number, Checkpoint> {
  const genuine = new Map<number, Checkpoint>();
  let previous = GENESIS_HASH;
  let lastSeq = 0;
  readLines(checkpointFile(folder)).forEach((line, index) => {
    const checkpoint = parseLine(Checkpoint, line);
    const wrong = problemOf(checkpoint, { key, previous, lastSeq });
    if (wrong) report(forged(index + 1, wrong));
    else if (checkpoint) genuine.set(checkpoint.seq, checkpoint);
    previous = hashOfLine(line);
    lastSeq = Math.max(lastSeq, checkpoint?.seq ?? 0);
  });
  return genuine;
}

function problemOf(
  checkpoint: Checkpoint | undefined,
  at: { key: KeyObject | null; previous: string; lastSeq: number },
): readonly [zh: string, en: string] | null {
  if (!checkpoint) return ['无法读取', 'cannot be read'];
  if (!at.key || !isCheckpointGenuine(at.key, checkpoint)) return ['签名不符', 'is not signed by this host'];
  if (checkpoint.previous !== at.previous) {
    return ['与前一条不衔接，有检查点被删除或改动', 'does not follow the line before it: one was removed or changed'];
  }
  if (checkpoint.seq > at.lastSeq) return null;
  return ['序号倒退，审计链曾被截短', 'goes back: the audit chain was once shortened'];
}

function forged(line: number, [zh, en]: readonly [zh: string, en: string]): Finding {
  return {
    kind: 'checkpoint-forged',
    table: 'checkpoints',
    row: String(line),
    zh: `检查点第 ${line} 条${zh}`,
    en: `checkpoint line ${line} ${en}`,
  };
}

/** Digests that were lawfully erased. */
export function readTombstones(folder: string, key: KeyObject | null, report: Report): Set<string> {
  const erased = new Set<string>();
  readLines(tombstoneFile(folder)).forEach((line, index) => {
    const tombstone = parseLine(Tombstone, line);
    if (tombstone && key && isTombstoneGenuine(key, tombstone)) {
      erased.add(tombstone.digest);
      return;
    }
    report({
      kind: 'tombstone-forged',
      table: 'tombstones',
      row: String(index + 1),
      zh: `删除凭证第 ${index + 1} 条签名不符`,
      en: `tombstone line ${index + 1} is not signed by this host`,
    });
  });
  return erased;
}

function parseLine<T extends z.ZodType>(schema: T, line: string): z.output<T> | undefined {
  try {
    return schema.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}
