import { Expert } from '@haigang/shared/features/expert/expert.model';
import { expertAudience } from '@haigang/shared/features/expert/expert.rules';
import { Documents } from '../../platform/storage/documents.js';

export const experts = new Documents<Expert>({
  entity: 'expert',
  schema: Expert,
  audience: expertAudience,
  incidentId: () => null,
  state: (expert) => expert.availability,
  createdAt: (expert) => expert.createdAt,
});
