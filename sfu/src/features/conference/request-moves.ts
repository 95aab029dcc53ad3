import { AppError } from '@haigang/shared/kernel/errors';
import type { Conference, ConferenceRequest, RequestState } from '@haigang/shared/features/conference/conference.model';
import { isWaiting } from '@haigang/shared/features/conference/conference.rules';
import { mayBecome, REQUEST_EDGES } from '@haigang/shared/features/conference/conference.states';
import type { Unit } from '../../platform/storage/unit-of-work.js';
import { conferenceRequests } from './conference.stores.js';

/** [REQ1] The only way a request changes its state. Refuses what is no edge with `conflict conference.request-state`. */
export function moveRequest(
  unit: Unit,
  request: ConferenceRequest,
  to: RequestState,
  facts: Partial<ConferenceRequest> = {},
): Promise<ConferenceRequest> {
  if (!mayBecome(REQUEST_EDGES, request.state, to)) {
    throw new AppError(
      'conflict',
      'conference.request-state',
      `a request that is ${request.state} never becomes ${to}`,
    );
  }
  const answered = !isWaiting({ state: to }) && isCalled(request);
  return conferenceRequests.update(unit, request, {
    ...request,
    ...(answered ? { dutyPhone: { state: 'STOPPED', at: unit.at } } : {}),
    ...facts,
    state: to,
    revision: request.revision + 1,
  });
}

/** [REQ4] The duty phone is due and has not answered, over a restart too. */
export function isCalled({ dutyPhone }: ConferenceRequest): boolean {
  return dutyPhone?.state === 'PENDING' || dutyPhone?.state === 'FAILED';
}

/** [REQ1] Whoever asked sits in the room now: his request is CONVENED. */
export async function conveneRequests(unit: Unit, conference: Conference, principalId: string): Promise<void> {
  const accepted = await conferenceRequests.list(unit.tx, { incidentId: conference.incidentId, states: ['ACCEPTED'] });
  for (const request of accepted) {
    if (request.conferenceId === conference.id && request.requesterId === principalId) {
      await moveRequest(unit, request, 'CONVENED');
    }
  }
}
