import { decisionAudience } from '@haigang/shared/features/decision/decision.access';
import { Decision } from '@haigang/shared/features/decision/decision.model';
import { Documents } from '../../platform/storage/documents.js';

export const decisions = new Documents<Decision>({
  entity: 'decision',
  schema: Decision,
  audience: decisionAudience,
  incidentId: (decision) => decision.incidentId,
  state: (decision) => decision.state,
  createdAt: (decision) => decision.proposed.at,
});
