import type { Scope } from '@haigang/shared/kernel/scope';
import { toInstant, type Clock } from '@haigang/shared/kernel/time';
import type { Logger } from '../logger.js';
import { repeat } from '../repeat.js';
import type { HaigangDatabase } from '../storage/database.js';
import type { UnitOfWork } from '../storage/unit-of-work.js';
import { lastAudit } from './audit-log.js';
import { GENESIS_HASH } from './chain.js';
import { Checkpoint, checkpointFile, hashOfLine, signCheckpoint } from './checkpoint.js';
import { auditFolder, openHostKey } from './host-key.js';
import { LineFile, readLines } from './signed-lines.js';

/** [AUD3] What a database administrator could cut unseen is at most this much. */
export const CHECKPOINT_DEFAULTS = {
  /** Time between checkpoints while the chain grows. */
  intervalMs: 60_000,
  /** Rows after which one is written at once. */
  rows: 1000,
} as const;

export interface CheckpointOptions {
  readonly dataDir: string;
  readonly database: HaigangDatabase;
  readonly unitOfWork: UnitOfWork;
  readonly scope: Scope;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly intervalMs?: number;
  readonly rows?: number;
}

/**
 * Signs the global chain's head into `<dataDir>/audit/checkpoints.jsonl` each interval, each so many rows and at a
 * graceful stop. A head that has not moved is not signed again. Returns the writing of one, for tools and tests.
 */
export function openCheckpoints(options: CheckpointOptions): { write: () => Promise<void> } {
  const { database, unitOfWork, clock, logger } = options;
  const { intervalMs = CHECKPOINT_DEFAULTS.intervalMs, rows = CHECKPOINT_DEFAULTS.rows } = options;
  const folder = auditFolder(options.dataDir);
  const key = openHostKey(folder);
  const scope = options.scope.child('checkpoints');
  const file = scope.own(new LineFile(checkpointFile(folder)));
  const lastLine = readLines(checkpointFile(folder)).at(-1);
  let previous = lastLine === undefined ? GENESIS_HASH : hashOfLine(lastLine);
  let signedSeq = seqOf(lastLine);
  let rowsSince = 0;

  // Under the writer lock: no commit falls between reading the head and signing it.
  const write = (): Promise<void> =>
    unitOfWork.exclusive(async () => {
      const { seq, hash } = await lastAudit(database.writer);
      rowsSince = 0;
      if (seq < signedSeq) logger.error({ seq, signedSeq }, 'the audit chain is shorter than its last checkpoint');
      if (seq === signedSeq || seq === 0) return;
      const line = signCheckpoint(key, { version: 1, seq, hash, at: toInstant(clock()), previous });
      file.append(line);
      [previous, signedSeq] = [hashOfLine(line), seq];
    });
  const failed = (failure: unknown): void => logger.error({ err: failure }, 'an audit checkpoint could not be written');

  scope.defer(
    unitOfWork.onAudited((count) => {
      rowsSince += count;
      // The very first rows are signed at once: from then on a missing checkpoint file is proof of tampering.
      if (rowsSince < rows && signedSeq > 0) return;
      rowsSince = 0;
      write().catch(failed);
    }),
  );
  scope.defer(write);
  repeat(scope, intervalMs, write, failed);
  return { write };
}

/** A last line that cannot be read is the verifier's to report; signing goes on after it. */
function seqOf(line: string | undefined): number {
  if (line === undefined) return 0;
  try {
    return Checkpoint.parse(JSON.parse(line)).seq;
  } catch {
    return 0;
  }
}
