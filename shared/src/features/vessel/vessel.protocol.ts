import { z } from 'zod';
import { action, mutation, query, type Call } from '../../kernel/contract.js';
import { baseMapCalls } from './base-map.protocol.js';
import { ChartBox } from './chart-box.js';
import { DistressAlarm } from './distress.model.js';
import { portCallCalls } from './port-call.protocol.js';
import { Replay, ReplayQuery } from './replay.model.js';
import { portSiteCalls } from './port-site.protocol.js';
import { TrackTime, VesselTrack } from './track.model.js';
import { VesselAlert } from './vessel-alert.model.js';
import { parseFrame } from './vessel-frame.js';
import { IdentityChange, Mmsi, Vessel, VesselHealth } from './vessel.model.js';

export const VesselPicture = VesselHealth.extend({ vessels: z.array(Vessel) });
export type VesselPicture = z.infer<typeof VesselPicture>;

export const vesselCalls = {
  /** The whole picture as it is now. */
  'vessel:list': query(z.object({}), VesselPicture),
  /**
   * This page follows the picture from now on, or looks elsewhere: frames come as events, the first with everything. Of
   * what a desk does not look at news come less often; null is everything. A phone has to say its area and is told of that
   * alone.
   */
  'vessel:look': action(z.object({ view: ChartBox.nullable() }), z.object({})),
  /** The newest changes of who a station says it is, newest first; empty for one that never changed. */
  'vessel:identity-history': query(z.object({ mmsi: Mmsi }), z.object({ changes: z.array(IdentityChange) })),
  /**
   * Where a vessel went between two instants, both included; without them the last 24 hours. At most 31 days. A track of
   * more points than one answer holds says where it stops.
   */
  'vessel:track': query(z.object({ mmsi: Mmsi, from: TrackTime.optional(), to: TrackTime.optional() }), VesselTrack),
  /** Everything that was in an area for up to two hours; what is too much for one answer is asked for again. [AIS104] */
  'vessel:replay': query(ReplayQuery, Replay),
  /** Somebody at a desk has taken note of a beacon's alarm; whoever was first stays the one who did. */
  'vessel:note-distress': mutation(z.object({ id: z.uuid() }), DistressAlarm),
  /** Somebody at a desk has taken note of what a rule found; whoever was first stays the one who did. [AIS79] */
  'vessel:acknowledge-alert': mutation(z.object({ id: z.uuid() }), VesselAlert),
  ...portCallCalls,
  ...portSiteCalls,
  ...baseMapCalls,
} as const satisfies Record<string, Call>;

const FrameBytes = z.union([z.instanceof(Uint8Array), z.instanceof(ArrayBuffer)]).transform((bytes, context) => {
  try {
    return parseFrame(bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes));
  } catch (failure) {
    context.addIssue({ code: 'custom', message: failure instanceof Error ? failure.message : 'no frame' });
    return z.NEVER;
  }
});

export const vesselEvents = {
  /** What changed for this page since the frame before; see `vessel-frame.ts`. Lossless in its end: nothing is left out for ever. */
  'vessel:frame': FrameBytes,
} as const;
