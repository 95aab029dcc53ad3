import { z } from 'zod';
import { mutation, query, type Call } from '../../kernel/contract.js';
import { DistressAlarm } from './distress.model.js';
import { portCallCalls } from './port-call.protocol.js';
import { portSiteCalls } from './port-site.protocol.js';
import { TrackTime, VesselTrack } from './track.model.js';
import { VesselAlert } from './vessel-alert.model.js';
import { ForwardHealth, IdentityChange, Mmsi, RecordingHealth, Vessel, VesselSourceHealth } from './vessel.model.js';

export const VesselPicture = z.object({
  vessels: z.array(Vessel),
  sources: z.array(VesselSourceHealth),
  /** Null where sentences are not recorded. */
  recording: RecordingHealth.nullable(),
  /** Empty where sentences are passed on to nobody. */
  forwards: z.array(ForwardHealth),
});
export type VesselPicture = z.infer<typeof VesselPicture>;

export const vesselCalls = {
  /** The whole picture; changes follow as events. */
  'vessel:list': query(z.object({}), VesselPicture),
  /** The newest changes of who a station says it is, newest first; empty for one that never changed. */
  'vessel:identity-history': query(z.object({ mmsi: Mmsi }), z.object({ changes: z.array(IdentityChange) })),
  /**
   * Where a vessel went between two instants, both included; without them the last 24 hours. At most 31 days. A track of
   * more points than one answer holds says where it stops.
   */
  'vessel:track': query(z.object({ mmsi: Mmsi, from: TrackTime.optional(), to: TrackTime.optional() }), VesselTrack),
  /** Somebody at a desk has taken note of a beacon's alarm; whoever was first stays the one who did. */
  'vessel:note-distress': mutation(z.object({ id: z.uuid() }), DistressAlarm),
  /** Somebody at a desk has taken note of what a rule found; whoever was first stays the one who did. [AIS79] */
  'vessel:acknowledge-alert': mutation(z.object({ id: z.uuid() }), VesselAlert),
  ...portCallCalls,
  ...portSiteCalls,
} as const satisfies Record<string, Call>;

export const vesselEvents = {
  /** Newest state of the stations heard since the last tick, coalesced; lossy, the next report says the same again. */
  'vessel:updated': z.object({ vessels: z.array(Vessel), lost: z.array(Mmsi) }),
  'vessel:sources-changed': z.array(VesselSourceHealth),
  'vessel:recording-changed': RecordingHealth,
  'vessel:forwards-changed': z.array(ForwardHealth),
} as const;
