import { z } from 'zod';
import { action, type Call } from '../../kernel/contract.js';
import { UNIVERSAL_CODECS, VideoCodec } from './codec.rules.js';

/** Structures defined by WebRTC and mediasoup; their inside is checked by mediasoup itself, their size by the socket. */
const MediaJson = z.record(z.string(), z.unknown());

/** The top one of the three simulcast layers of a camera. */
export const MAX_SPATIAL_LAYER = 2;

export const MediaSource = z.enum(['camera', 'microphone', 'screen']);
export type MediaSource = z.infer<typeof MediaSource>;
/** [LADDER3] What a still picture may stand for. */
export const PictureSource = MediaSource.exclude(['microphone']);
export type PictureSource = z.infer<typeof PictureSource>;

export const TransportOptions = z.object({
  id: z.string(),
  iceParameters: MediaJson,
  iceCandidates: z.array(MediaJson),
  dtlsParameters: MediaJson,
});

/** Why a track is paused: switched off, its page out of sight, or taken by the system (a phone call). [NET7] [NET8] */
export const PauseCause = z.enum(['off', 'hidden', 'interrupted']);
export type PauseCause = z.infer<typeof PauseCause>;

export const ProducerInfo = z.object({
  producerId: z.string(),
  principalId: z.string(),
  source: MediaSource,
  kind: z.enum(['audio', 'video']),
  paused: z.boolean(),
  /** Means something only while it is paused. */
  cause: PauseCause,
});
export type ProducerInfo = z.infer<typeof ProducerInfo>;

/** Who speaks now or spoke last, and how loud each voice is, dBov (-127 to 0); voices not named are silent. */
export const VoiceLevels = z.object({
  speakerId: z.string().nullable(),
  levels: z.array(z.object({ principalId: z.string(), dbov: z.number() })),
});
export type VoiceLevels = z.infer<typeof VoiceLevels>;
/** A TURN server a page may use, with credentials made for it. */
export const IceServer = z.object({
  urls: z.array(z.string()),
  username: z.string(),
  credential: z.string(),
});
export type IceServer = z.infer<typeof IceServer>;

const Seat = z.object({ conferenceId: z.uuid() });

export const JoinReply = z.object({
  resumed: z.boolean(),
  rtpCapabilities: MediaJson,
  producers: z.array(ProducerInfo),
  sendTransport: TransportOptions,
  receiveTransport: TransportOptions,
  /** Where no direct way leads to the media; empty where the site has no TURN server. */
  iceServers: z.array(IceServer),
  /** What everybody in the room decodes now; `conference:codecs-changed` follows. */
  decoded: z.array(VideoCodec),
});
export type JoinReply = z.infer<typeof JoinReply>;

/**
 * How a page wants to receive one picture: not at all, or up to a simulcast layer (0 lowest); of two pictures on a line
 * too narrow for both the one with the higher priority is served first.
 */
export const ConsumerWish = z.object({
  consumerId: z.string().max(80),
  paused: z.boolean(),
  spatialLayer: z.int().min(0).max(MAX_SPATIAL_LAYER),
  priority: z.int().min(1).max(255),
});
export type ConsumerWish = z.infer<typeof ConsumerWish>;

/** A page's media: its seat, transports, producers and consumers. */
export const mediaCalls = {
  /** What every room of this server can carry, so that a page can prepare itself before there is a room. */
  'conference:capabilities': action(z.object({}), z.object({ rtpCapabilities: MediaJson })),
  /**
   * Takes this page's media seat, or takes up the one it left (`seatId` is made by the page and kept over reconnects):
   * `resumed` says that transports, producers and consumers live on. One seat per principal; the newest page wins, unless
   * it comes back by itself: then a seat that another page took meanwhile is left to that (`conference.seat-moved`).
   */
  'conference:join': action(
    Seat.extend({
      seatId: z.uuid(),
      /** Names the page over all its seats; `seatId` where it is not said. */
      pageId: z.uuid().optional(),
      /** The page this tab was before it was loaded anew; it counts as the same. */
      previousPageId: z.uuid().optional(),
      /** The page enters again without a person's press. */
      byItself: z.boolean().default(false),
      /** What this page decodes; whoever says nothing decodes what every browser does. */
      decodes: z
        .array(VideoCodec)
        .max(8)
        .default([...UNIVERSAL_CODECS]),
      /** What the page's line likely carries towards it, kbit/s; the worker begins there. */
      startKbps: z.int().min(30).max(100_000).optional(),
    }),
    JoinReply,
  ),
  'conference:connect-transport': action(
    Seat.extend({ transportId: z.string().max(80), dtlsParameters: MediaJson }),
    z.object({}),
  ),
  'conference:restart-ice': action(
    Seat.extend({ transportId: z.string().max(80) }),
    /** The credentials are fresh: a call lasts longer than those it began with. */
    z.object({ iceParameters: MediaJson, iceServers: z.array(IceServer) }),
  ),
  'conference:produce': action(
    Seat.extend({
      transportId: z.string().max(80),
      kind: z.enum(['audio', 'video']),
      source: MediaSource,
      rtpParameters: MediaJson,
      paused: z.boolean().default(false),
      cause: PauseCause.default('off'),
    }),
    z.object({ producerId: z.string() }),
  ),
  'conference:close-producer': action(Seat.extend({ producerId: z.string().max(80) }), z.object({})),
  /** Resuming what was hidden or interrupted lifts no mute: only what its person switched off is switched on by him. */
  'conference:pause-producer': action(
    Seat.extend({ producerId: z.string().max(80), paused: z.boolean(), cause: PauseCause.default('off') }),
    z.object({}),
  ),
  'conference:consume': action(
    Seat.extend({ producerId: z.string().max(80), rtpCapabilities: MediaJson }),
    z.object({
      consumerId: z.string(),
      producerId: z.string(),
      kind: z.enum(['audio', 'video']),
      /** Whether its sender has paused it. */
      producerPaused: z.boolean(),
      rtpParameters: MediaJson,
    }),
  ),
  'conference:resume-consumer': action(Seat.extend({ consumerId: z.string().max(80) }), z.object({})),
  /**
   * Tells how the pictures are wanted, by what is on screen; one call for all that changed. A consumer that ended
   * meanwhile is passed over. Sound is never paused: `invalid_input conference.sound-stays`.
   */
  'conference:set-consumers': action(Seat.extend({ wishes: z.array(ConsumerWish).min(1).max(64) }), z.object({})),
} as const satisfies Record<string, Call>;

export const mediaEvents = {
  'conference:producer-added': z.object({ conferenceId: z.uuid(), producer: ProducerInfo }),
  'conference:producer-removed': z.object({ conferenceId: z.uuid(), producerId: z.string() }),
  'conference:producer-changed': z.object({ conferenceId: z.uuid(), producer: ProducerInfo }),
  'conference:consumer-layers-changed': z.object({ consumerId: z.string(), spatialLayer: z.int().nullable() }),
  /** Somebody came or left: what everybody in the room decodes now. */
  'conference:codecs-changed': z.object({ conferenceId: z.uuid(), decoded: z.array(VideoCodec) }),
  /** Several times a second while somebody speaks, once when all fell silent; lossy, the newest one counts. */
  'conference:levels-changed': VoiceLevels.extend({ conferenceId: z.uuid() }),
  /** The room's media ended although the conference goes on (worker died); the page enters again by itself. */
  'conference:media-lost': z.object({ conferenceId: z.uuid(), reason: z.string() }),
} as const;
