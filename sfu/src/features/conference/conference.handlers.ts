import type { conferenceCalls } from '@haigang/shared/features/conference/conference.protocol';
import type { Handlers } from '../../platform/signaling/call-context.js';
import { createCallHandlers, type CallHandlerDeps } from './call.handlers.js';
import { createMediaHandlers, type MediaHandlerDeps } from './media.handlers.js';
import { createProbeHandlers, type ProbeHandlerDeps } from './probe.handlers.js';
import { createQualityHandlers, type QualityHandlerDeps } from './quality.handlers.js';
import { createRequestHandlers } from './request.handlers.js';
import type { RequestService } from './request.service.js';
import { createRoomHandlers, endConference, type RoomHandlerDeps } from './room.handlers.js';

export interface ConferenceHandlerDeps
  extends MediaHandlerDeps, RoomHandlerDeps, CallHandlerDeps, QualityHandlerDeps, ProbeHandlerDeps {
  readonly requests: RequestService;
}

/** Every call of the feature: requests, the room and its people, and media. */
export function createConferenceHandlers(deps: ConferenceHandlerDeps): Handlers<typeof conferenceCalls> {
  return {
    ...createRequestHandlers(deps.requests, (unit, conferenceId) => endConference(unit, deps, conferenceId)),
    ...createCallHandlers(deps),
    ...createRoomHandlers(deps),
    ...createMediaHandlers(deps),
    ...createQualityHandlers(deps),
    ...createProbeHandlers(deps),
  };
}
