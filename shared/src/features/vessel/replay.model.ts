import { z } from 'zod';
import { ChartBox } from './chart-box.js';
import { TrackPoint, TrackRecording, TrackTime } from './track.model.js';
import { Mmsi, Vessel, VesselStatic } from './vessel.model.js';

/** Everything that was in an area between two instants, both included. */
export const ReplayQuery = z.strictObject({ from: TrackTime, to: TrackTime, area: ChartBox });
export type ReplayQuery = z.infer<typeof ReplayQuery>;

/** One vessel of a replay: where she was, and who she says she is now. */
export const ReplayVessel = VesselStatic.extend({
  mmsi: Mmsi,
  ...Vessel.pick({ kind: true, staticAt: true }).shape,
  simulated: z.boolean(),
  /** Oldest first, at least one; the first may be from before the time asked for. */
  points: z.array(TrackPoint).min(1),
});
export type ReplayVessel = z.infer<typeof ReplayVessel>;

export const Replay = z.object({
  ...{ from: z.number(), to: z.number() },
  vessels: z.array(ReplayVessel),
  /** The last instant that is in it, where all of the time is too much for one answer, ms since 1970; else null. */
  truncatedAt: z.number().nullable(),
  recording: TrackRecording,
});
export type Replay = z.infer<typeof Replay>;
