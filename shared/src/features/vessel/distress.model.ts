import { z } from 'zod';
import { Bilingual } from '../../kernel/bilingual.js';
import { Position } from '../../kernel/position.js';
import { Instant } from '../../kernel/time.js';
import { Mmsi } from './vessel.model.js';

export const DistressBeacon = z.enum(['sart', 'man-overboard', 'epirb']);
export type DistressBeacon = z.infer<typeof DistressBeacon>;

/**
 * The alarm of one beacon of distress: ACTIVE until somebody at a desk has taken note of it, NOTED as long as the beacon
 * goes on, ENDED when it says it is under test or is not heard any more. One that is heard again after that is another
 * alarm. [AIS30]
 */
export const DistressAlarm = z.object({
  id: z.uuid(),
  orgId: z.string(),
  simulated: z.boolean(),
  drill: z.boolean(),
  mmsi: Mmsi,
  beacon: DistressBeacon,
  state: z.enum(['ACTIVE', 'NOTED', 'ENDED']),
  /** Where it was heard first; the picture knows where it is now. */
  position: Position.pick({ lat: true, lon: true }).nullable(),
  source: z.string().max(60),
  raisedAt: Instant,
  notedById: z.string().nullable(),
  notedByName: Bilingual.nullable(),
  notedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  endReason: z.enum(['test', 'silent']).nullable(),
  revision: z.int(),
});
export type DistressAlarm = z.infer<typeof DistressAlarm>;
