import { z } from 'zod';
import { action, type Call } from '../../kernel/contract.js';
import { IceServer, TransportOptions } from './media.protocol.js';

/** The ways media can take, each tried alone: straight by UDP, straight by TCP, through the site's TURN server. */
export const PROBE_WAYS = ['udp', 'tcp', 'turn'] as const;
export type ProbeWay = (typeof PROBE_WAYS)[number];

const MediaJson = z.record(z.string(), z.unknown());
const Probe = z.object({ probeId: z.uuid() });

export const ProbeReply = Probe.extend({
  rtpCapabilities: MediaJson,
  /** Their candidates are those of the way alone. */
  sendTransport: TransportOptions,
  receiveTransport: TransportOptions,
  /** Empty but for `turn`. */
  iceServers: z.array(IceServer),
});
export type ProbeReply = z.infer<typeof ProbeReply>;

/** [REACH4] A page tests its line before a call: what it sends comes back to it alone. */
export const probeCalls = {
  /**
   * Opens a short-lived private room. Refused: to screens (`forbidden`); with one of this person still open
   * (`over_capacity conference.probe-running`) or as many as the site allows (`over_capacity conference.probes-full`);
   * `turn` where the site has none (`conflict conference.no-turn`).
   */
  'conference:probe-open': action(z.object({ way: z.enum(PROBE_WAYS) }), ProbeReply),
  'conference:probe-connect': action(
    Probe.extend({ transportId: z.string().max(80), dtlsParameters: MediaJson }),
    z.object({}),
  ),
  'conference:probe-produce': action(
    Probe.extend({ source: z.enum(['camera', 'microphone']), rtpParameters: MediaJson }),
    z.object({ producerId: z.string() }),
  ),
  /** Comes back running: there is nobody to wait for. */
  'conference:probe-consume': action(
    Probe.extend({ producerId: z.string().max(80), rtpCapabilities: MediaJson }),
    z.object({ consumerId: z.string(), kind: z.enum(['audio', 'video']), rtpParameters: MediaJson }),
  ),
  /** Ending what ended is no mistake. */
  'conference:probe-close': action(Probe, z.object({})),
} as const satisfies Record<string, Call>;
