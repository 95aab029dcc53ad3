import { join } from 'node:path';
import { verifyEvidence } from '../features/evidence/index.js';
import { fromRow, logCore } from '../features/incident/index.js';
import { digestOf } from '../platform/audit/chain.js';
import type { AuditReport, Finding } from '../platform/audit/findings.js';
import { auditFolder } from '../platform/audit/host-key.js';
import { verifyAudit } from '../platform/audit/verify.js';
import { openDatabaseForReading } from '../platform/storage/database.js';

/** Proves the audit of a data folder and every file it names, of a running server too. Throws when it cannot be read. */
export async function verifyDataDir(dataDir: string, publicKeyPath?: string): Promise<AuditReport & { files: number }> {
  const { reader, close } = await openDatabaseForReading(join(dataDir, 'haigang.db'));
  try {
    const logDigest = (row: Parameters<typeof fromRow>[0]): string => digestOf(logCore(fromRow(row)));
    const audit = await verifyAudit({ reader, folder: auditFolder(dataDir), logDigest, publicKeyPath });
    const found: Finding[] = [];
    const files = await verifyEvidence({ reader, dataDir, report: (finding) => void found.push(finding) });
    return { ...audit, findings: [...audit.findings, ...found], files };
  } finally {
    await close();
  }
}
