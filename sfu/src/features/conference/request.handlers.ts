import type { requestCalls } from '@haigang/shared/features/conference/request.protocol';
import type { Handlers } from '../../platform/signaling/call-context.js';
import type { Unit } from '../../platform/storage/unit-of-work.js';
import { presentConference, presentRequest } from './conference.present.js';
import type { RequestService } from './request.service.js';

export function createRequestHandlers(
  service: RequestService,
  endConference: (unit: Unit, conferenceId: string) => Promise<unknown>,
): Handlers<typeof requestCalls> {
  /** [REQ8] A room that a request opened by itself, and into which nobody of the centre came, ends with the request. */
  const endUnhosted = async (unit: Unit, requestId: string): Promise<void> => {
    const unhosted = await service.unhostedRoom(unit, requestId);
    if (unhosted !== null) await endConference(unit, unhosted);
  };
  return {
    'conference:request': async (unit, draft) => presentRequest(await service.request(unit, draft), unit.actor),
    'conference:accept': async (unit, { requestId, stays }) => {
      const { request, conference } = await service.accept(unit, requestId, stays);
      return { request: presentRequest(request, unit.actor), conference: presentConference(conference, unit.actor) };
    },
    'conference:decline': async (unit, { requestId, reason }) => {
      const declined = await service.decline(unit, requestId, reason);
      await endUnhosted(unit, requestId);
      return presentRequest(declined, unit.actor);
    },
    'conference:cancel': async (unit, { requestId }) => {
      const cancelled = await service.cancel(unit, requestId);
      await endUnhosted(unit, requestId);
      return presentRequest(cancelled, unit.actor);
    },
  };
}
