import { z } from 'zod';
import { action, type Call } from '../../kernel/contract.js';

/** Structures defined by WebRTC and mediasoup; their inside is checked by mediasoup itself, their size by the socket. */
const MediaJson = z.record(z.string(), z.unknown());

export const MediaSource = z.enum(['camera', 'microphone', 'screen']);
export type MediaSource = z.infer<typeof MediaSource>;

export const TransportOptions = z.object({
  id: z.string(),
  iceParameters: MediaJson,
  iceCandidates: z.array(MediaJson),
  dtlsParameters: MediaJson,
});

export const ProducerInfo = z.object({
  producerId: z.string(),
  principalId: z.string(),
  source: MediaSource,
  kind: z.enum(['audio', 'video']),
  paused: z.boolean(),
});
export type ProducerInfo = z.infer<typeof ProducerInfo>;

const Seat = z.object({ conferenceId: z.uuid() });

export const JoinReply = z.object({
  resumed: z.boolean(),
  rtpCapabilities: MediaJson,
  producers: z.array(ProducerInfo),
  sendTransport: TransportOptions,
  receiveTransport: TransportOptions,
});
export type JoinReply = z.infer<typeof JoinReply>;

/** A page's media: its seat, transports, producers and consumers. */
export const mediaCalls = {
  /** What every room of this server can carry, so that a page can prepare itself before there is a room. */
  'conference:capabilities': action(z.object({}), z.object({ rtpCapabilities: MediaJson })),
  /**
   * Takes this page's media seat, or takes up the one it left (`seatId` is made by the page and kept over reconnects):
   * `resumed` says that transports, producers and consumers live on. One seat per principal; the newest page wins.
   */
  'conference:join': action(Seat.extend({ seatId: z.uuid() }), JoinReply),
  'conference:connect-transport': action(
    Seat.extend({ transportId: z.string().max(80), dtlsParameters: MediaJson }),
    z.object({}),
  ),
  'conference:restart-ice': action(
    Seat.extend({ transportId: z.string().max(80) }),
    z.object({ iceParameters: MediaJson }),
  ),
  'conference:produce': action(
    Seat.extend({
      transportId: z.string().max(80),
      kind: z.enum(['audio', 'video']),
      source: MediaSource,
      rtpParameters: MediaJson,
      paused: z.boolean().default(false),
    }),
    z.object({ producerId: z.string() }),
  ),
  'conference:close-producer': action(Seat.extend({ producerId: z.string().max(80) }), z.object({})),
  'conference:pause-producer': action(
    Seat.extend({ producerId: z.string().max(80), paused: z.boolean() }),
    z.object({}),
  ),
  'conference:consume': action(
    Seat.extend({ producerId: z.string().max(80), rtpCapabilities: MediaJson }),
    z.object({
      consumerId: z.string(),
      producerId: z.string(),
      kind: z.enum(['audio', 'video']),
      rtpParameters: MediaJson,
    }),
  ),
  'conference:resume-consumer': action(Seat.extend({ consumerId: z.string().max(80) }), z.object({})),
} as const satisfies Record<string, Call>;

export const mediaEvents = {
  'conference:producer-added': z.object({ conferenceId: z.uuid(), producer: ProducerInfo }),
  'conference:producer-removed': z.object({ conferenceId: z.uuid(), producerId: z.string() }),
  'conference:producer-changed': z.object({ conferenceId: z.uuid(), producer: ProducerInfo }),
  'conference:consumer-layers-changed': z.object({ consumerId: z.string(), spatialLayer: z.int().nullable() }),
  /** The room's media ended although the conference goes on (worker died); one tap re-enters. */
  'conference:media-lost': z.object({ conferenceId: z.uuid(), reason: z.string() }),
} as const;
