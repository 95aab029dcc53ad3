import { Dispatch } from '@haigang/shared/features/dispatch/dispatch.model';
import { dispatchAudience } from '@haigang/shared/features/dispatch/dispatch.rules';
import { Documents } from '../../platform/storage/documents.js';

export const dispatches = new Documents<Dispatch>({
  entity: 'dispatch',
  schema: Dispatch,
  audience: dispatchAudience,
  incidentId: (dispatch) => dispatch.incidentId,
  state: (dispatch) => (dispatch.members.every((member) => member.onSceneAt !== null) ? 'ON_SCENE' : 'ISSUED'),
  createdAt: (dispatch) => dispatch.issuedAt,
});
