import { z } from 'zod';
import { Mmsi, Vessel } from './vessel.model.js';

/** An instant of a query: ISO 8601 with its zone, or milliseconds since 1970. */
export const TrackTime = z
  .union([z.int(), z.iso.datetime({ offset: true }), z.string().regex(/^\d{1,16}$/u)], {
    error: 'an instant: ISO 8601 with its zone, or milliseconds since 1970',
  })
  .transform((value) => (typeof value === 'number' ? value : /^\d+$/u.test(value) ? Number(value) : Date.parse(value)))
  .pipe(z.int().min(0).max(8.64e15));

/** Why no line leads to a point: nothing was heard for too long before it, or no vessel covers that way in that time. */
export const TrackBreak = z.enum(['gap', 'jump']);
export type TrackBreak = z.infer<typeof TrackBreak>;

/** One position of a vessel as it reported it. */
export const TrackPoint = z.object({
  /** When it arrived, ms since 1970 by the server's clock, to a tenth of a second. */
  at: z.number(),
  ...{ lat: z.number(), lon: z.number() },
  ...Vessel.pick({ speedKnots: true, courseDeg: true, headingDeg: true, navigationStatus: true }).shape,
  break: TrackBreak.nullable(),
});
export type TrackPoint = z.infer<typeof TrackPoint>;

/** A position before it is decided whether it is kept. */
export type TrackFix = Omit<TrackPoint, 'break'>;

/** Whether what is heard is being written down now. */
export const TrackRecording = z.object({
  state: z.enum(['recording', 'failing']),
  /** In the words of the system, for the administrator; null while it works. */
  reason: z.string().max(300).nullable(),
  /** Positions that could not be written since the server started. */
  lost: z.number(),
});
export type TrackRecording = z.infer<typeof TrackRecording>;

export const VesselTrack = z.object({
  mmsi: Mmsi,
  /** The time that was asked for, ms since 1970. */
  ...{ from: z.number(), to: z.number() },
  simulated: z.boolean(),
  /** The newest point before `from`, for the line that leads into the time asked for; null without one within two hours. */
  before: TrackPoint.nullable(),
  /** Oldest first. Between two of them the vessel was within twice `deviationMetres` of the straight line in time. */
  points: z.array(TrackPoint),
  /** Where the points end because there are too many for one answer: ask again from here. Null when nothing is left out. */
  truncatedAt: z.number().nullable(),
  deviationMetres: z.number(),
  recording: TrackRecording,
});
export type VesselTrack = z.infer<typeof VesselTrack>;
