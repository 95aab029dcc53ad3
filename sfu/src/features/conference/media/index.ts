export { ROUTER_CODECS } from './codecs.js';
export { MediaRoom } from './media-room.js';
export { VideoAdmission } from './video-admission.js';
export { MediaSeat, type SeatEvents } from './seat.js';
export { turnCredentials, type IceServersFor } from './turn-credentials.js';
export { defaultWorkerCount, WorkerPool, type MediaAddress } from './worker-pool.js';
