import { join } from 'node:path';
import { fromRow, logCore } from '../features/incident/index.js';
import { digestOf } from '../platform/audit/chain.js';
import type { AuditReport } from '../platform/audit/findings.js';
import { auditFolder } from '../platform/audit/host-key.js';
import { verifyAudit } from '../platform/audit/verify.js';
import { openDatabaseForReading } from '../platform/storage/database.js';

/** Proves the audit of a data folder, of a running server too. Throws when it cannot be read. */
export async function verifyDataDir(dataDir: string, publicKeyPath?: string): Promise<AuditReport> {
  const { reader, close } = await openDatabaseForReading(join(dataDir, 'haigang.db'));
  try {
    const logDigest = (row: Parameters<typeof fromRow>[0]): string => digestOf(logCore(fromRow(row)));
    return await verifyAudit({ reader, folder: auditFolder(dataDir), logDigest, publicKeyPath });
  } finally {
    await close();
  }
}
