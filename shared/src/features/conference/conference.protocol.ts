import { callCalls } from './call.protocol.js';
import { mediaCalls, mediaEvents } from './media.protocol.js';
import { probeCalls } from './probe.protocol.js';
import { qualityCalls, qualityEvents } from './quality.protocol.js';
import { requestCalls } from './request.protocol.js';
import { roomCalls, roomEvents } from './room.protocol.js';
import { surveyEvents } from './survey.protocol.js';

export {
  MediaSource,
  PauseCause,
  PictureSource,
  type ConsumerWish,
  type JoinReply,
  type ProducerInfo,
  type TransportOptions,
  type VoiceLevels,
  type IceServer,
} from './media.protocol.js';

export type { LineQuality, SeatQuality } from './quality.protocol.js';

export const conferenceCalls = {
  ...requestCalls,
  ...callCalls,
  ...roomCalls,
  ...mediaCalls,
  ...qualityCalls,
  ...probeCalls,
} as const;
export const conferenceEvents = { ...roomEvents, ...mediaEvents, ...qualityEvents, ...surveyEvents } as const;
