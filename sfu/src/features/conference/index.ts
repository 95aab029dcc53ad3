export { ConferenceRooms } from './conference-rooms.js';
export { createConferenceHandlers, presentConference, presentRequest } from './conference.handlers.js';
export { ConferenceService } from './conference.service.js';
export { conferenceRequests, conferences, expertLinks } from './conference.stores.js';
export { ExpertLinks, type LinkPreview } from './expert-links.js';
export { WorkerPool, type MediaAddress } from './media/index.js';
export { expertLinkRoutes, type ExpertLinkRoutesDeps } from './expert-links.routes.js';
