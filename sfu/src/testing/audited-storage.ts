import { DEFAULT_SETTINGS } from '@haigang/shared/kernel/settings';
import type { Principal } from '@haigang/shared/features/identity/identity.model';
import { silentLogger } from '../platform/logger.js';
import { digestOf } from '../platform/audit/chain.js';
import { openCheckpoints } from '../platform/audit/checkpoints.js';
import type { AuditReport } from '../platform/audit/findings.js';
import { auditFolder } from '../platform/audit/host-key.js';
import { verifyAudit } from '../platform/audit/verify.js';
import { fromRow, IncidentService, logCore } from '../features/incident/index.js';
import { openTestStorage, type TestStorage } from './storage.js';

export const OFFICER: Principal = {
  id: 'account:officer',
  kind: 'account',
  name: { zh: '检疫员', en: 'Officer' },
  roles: ['officer', 'commander'],
  orgId: 'test',
  conferenceId: null,
};

export interface AuditedStorage extends TestStorage {
  /** Reports an incident and acknowledges it: two rows in its log. */
  incident(): Promise<string>;
  checkpoint(): Promise<void>;
  verify(publicKeyPath?: string): Promise<AuditReport>;
}

/** Storage whose audit chain is signed, with the real incident feature writing into it. */
export async function openAuditedStorage(limits: { rows?: number; intervalMs?: number } = {}): Promise<AuditedStorage> {
  const storage = await openTestStorage();
  const { dataDir, database, unitOfWork, scope, clock } = storage;
  const checkpoints = openCheckpoints({ dataDir, database, unitOfWork, scope, clock, logger: silentLogger, ...limits });
  const service = new IncidentService({ simulated: false, settings: DEFAULT_SETTINGS });
  return {
    ...storage,
    incident: async () => {
      const asOfficer = { actor: OFFICER };
      const { id, revision } = await storage.run(
        (unit) => service.report(unit, { kind: 'injury', summary: '跌落 fall', source: 'desk' }),
        asOfficer,
      );
      await storage.run((unit) => service.acknowledge(unit, { id, revision }), asOfficer);
      return id;
    },
    checkpoint: checkpoints.write,
    verify: (publicKeyPath) =>
      verifyAudit({
        reader: database.reader,
        folder: auditFolder(dataDir),
        logDigest: (row) => digestOf(logCore(fromRow(row))),
        publicKeyPath,
      }),
  };
}
