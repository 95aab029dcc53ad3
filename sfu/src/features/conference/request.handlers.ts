import type { requestCalls } from '@haigang/shared/features/conference/request.protocol';
import type { Handlers } from '../../platform/signaling/call-context.js';
import { presentConference, presentRequest } from './conference.present.js';
import type { RequestService } from './request.service.js';

export function createRequestHandlers(service: RequestService): Handlers<typeof requestCalls> {
  return {
    'conference:request': async (unit, draft) => presentRequest(await service.request(unit, draft), unit.actor),
    'conference:accept': async (unit, { requestId }) => {
      const { request, conference } = await service.accept(unit, requestId);
      return { request: presentRequest(request, unit.actor), conference: presentConference(conference, unit.actor) };
    },
    'conference:decline': async (unit, { requestId, reason }) =>
      presentRequest(await service.decline(unit, requestId, reason), unit.actor),
    'conference:cancel': async (unit, { requestId }) =>
      presentRequest(await service.cancel(unit, requestId), unit.actor),
  };
}
