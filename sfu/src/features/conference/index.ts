export { ConferenceRooms } from './conference-rooms.js';
export { createConferenceHandlers } from './conference.handlers.js';
export { presentConference, presentRequest } from './conference.present.js';
export { ConferenceService } from './conference.service.js';
export { conferenceRequests, conferences, expertLinks } from './conference.stores.js';
export { ExpertLinks, type LinkPreview } from './expert-links.js';
export { WorkerPool, type MediaAddress } from './media/index.js';
export { RequestService } from './request.service.js';
export { expertLinkRoutes, type ExpertLinkRoutesDeps } from './expert-links.routes.js';
