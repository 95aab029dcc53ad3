import { z } from 'zod';

const Amount = z.number().min(0);

/** One direction of a seat's line as the media server sees it; null where nothing flows that could tell. */
export const SeenLine = z.object({
  kbps: Amount,
  lossPercent: z.number().min(0).max(100),
  roundTripMs: Amount.nullable(),
  jitterMs: Amount.nullable(),
  /** The worker's own mark of the weakest stream, 0 (nothing comes) to 10. */
  score: z.number().min(0).max(10).nullable(),
});
export type SeenLine = z.infer<typeof SeenLine>;

/** `up` is what the seat sends to the server, `down` what the server sends to it. */
export const SeatSeen = z.object({ up: SeenLine, down: SeenLine });
export type SeatSeen = z.infer<typeof SeatSeen>;

export const surveyEvents = {
  /** [STAT5] The lines of those whose pages tell nothing, as the server sees them; lossy, the newest counts. */
  'conference:lines-seen': z.object({
    conferenceId: z.uuid(),
    people: z.array(SeatSeen.extend({ principalId: z.string() })),
  }),
} as const;
