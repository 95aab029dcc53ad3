export { openCallExpiry } from './call-expiry.js';
export { CallService } from './call.service.js';
export { ConferenceRooms } from './conference-rooms.js';
export type { SeatNotice } from './room-occupants.js';
export { createConferenceHandlers } from './conference.handlers.js';
export { presentConference, presentRequest } from './conference.present.js';
export { ConferenceService } from './conference.service.js';
export { conferenceRequests, conferences, expertLinks } from './conference.stores.js';
export { DutyPhone, type DutyPhoneRetry } from './duty-phone.js';
export { openEscalation } from './escalation.js';
export { ExpertLinks, type LinkPreview } from './expert-links.js';
export { createLineMetrics, createPictureMetrics } from './line-metrics.js';
export { MuteService } from './mute.service.js';
export {
  defaultWorkerCount,
  LineSurvey,
  relayHosts,
  turnCredentials,
  VideoAdmission,
  WorkerPool,
  type MediaAddress,
  type SeenPlace,
} from './media/index.js';
export { openSeatExpiry } from './seat-expiry.js';
export { Probes } from './probe.js';
export { RequestService } from './request.service.js';
export { RoomService } from './room.service.js';
export { expertLinkRoutes, LinkToken, type ExpertLinkRoutesDeps } from './expert-links.routes.js';
