import { EvidenceFile } from '@haigang/shared/features/evidence/evidence.model';
import { evidenceAudience } from '@haigang/shared/features/evidence/evidence.rules';
import { Documents } from '../../platform/storage/documents.js';

export const evidenceFiles = new Documents<EvidenceFile>({
  entity: 'evidence-file',
  schema: EvidenceFile,
  audience: evidenceAudience,
  incidentId: (file) => file.incidentId,
  state: (file) => file.kind,
  createdAt: (file) => file.at,
});
