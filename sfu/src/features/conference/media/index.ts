export { ChangeLimits } from './change-limits.js';
export { ROUTER_CODECS } from './codecs.js';
export { LineSurvey, type SeenPlace, type SurveyedPlace } from './line-survey.js';
export { MediaRoom } from './media-room.js';
export { VideoAdmission, type Admitted } from './video-admission.js';
export { MediaSeat, type PageAbilities, type SeatEvents } from './seat.js';
export { describeTransport } from './transport-description.js';
export { relayHosts, turnCredentials, type IceServersFor } from './turn-credentials.js';
export { defaultWorkerCount, WorkerPool, type MediaAddress } from './worker-pool.js';
