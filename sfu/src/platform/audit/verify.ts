import type { Kysely } from 'kysely';
import type { Database } from '../storage/schema.js';
import type { AuditReport, Finding } from './findings.js';
import { fingerprintOfKey } from './host-key.js';
import { readCheckpoints, readTombstones, verifyingKey } from './verify-files.js';
import { verifyGlobalChain } from './verify-global.js';
import { verifyIncidentLogs, type LogDigest } from './verify-logs.js';

export interface VerifyOptions {
  /** Opened for reading; beside a running server or without one. */
  readonly reader: Kysely<Database>;
  /** `<dataDir>/audit`. */
  readonly folder: string;
  readonly logDigest: LogDigest;
  /** The auditor's own copy of the host's public key; the one in the folder otherwise. */
  readonly publicKeyPath?: string | undefined;
}

/**
 * [AUD4] Proves the audit chain, its payloads, the checkpoints and every incident's log, and says which row is wrong.
 * Changes nothing. Throws only when something cannot be read at all.
 */
export function verifyAudit(options: VerifyOptions): Promise<AuditReport> {
  const { reader, folder, logDigest } = options;
  const findings: Finding[] = [];
  const report = (finding: Finding): void => void findings.push(finding);
  const key = verifyingKey(folder, options.publicKeyPath);
  // NOTE: files before rows: a checkpoint of a running server always speaks of rows committed earlier.
  const checkpoints = readCheckpoints(folder, key, report);
  const signedSeq = Math.max(0, ...checkpoints.keys());
  return reader.transaction().execute(async (tx) => {
    // The first read fixes the snapshot; a tombstone is written before its payload goes, so it is read after.
    await tx.selectFrom('meta').select('key').limit(1).execute();
    const tombstones = () => readTombstones(folder, key, report);
    const { rows, erased, lastSeq, anchors } = await verifyGlobalChain({ tx, checkpoints, tombstones, report });
    if (rows > 0 && checkpoints.size === 0) reportNoCheckpoint(report);
    const logRows = await verifyIncidentLogs({ tx, anchors, logDigest, report });
    return {
      findings,
      auditRows: rows,
      logRows,
      checkpoints: checkpoints.size,
      erasedPayloads: erased,
      rowsAfterLastCheckpoint: Math.max(0, lastSeq - signedSeq),
      keyFingerprint: key && fingerprintOfKey(key),
    };
  });
}

function reportNoCheckpoint(report: (finding: Finding) => void): void {
  report({
    kind: 'checkpoint-missing',
    table: 'checkpoints',
    row: '1',
    zh: '没有任何有效的签名检查点',
    en: 'there is no genuine signed checkpoint',
  });
}
