import { z } from 'zod';

/** WGS-84 position in degrees, as GPS and AIS give it; never GCJ-02 (domain.md §4). */
export const Position = z.object({
  lat: z.number().min(-90).max(90),
  lon: z.number().min(-180).max(180),
  /** Radius of 68 % confidence, when the device tells it. */
  accuracyMetres: z.number().nonnegative().max(1_000_000).optional(),
});
export type Position = z.infer<typeof Position>;
