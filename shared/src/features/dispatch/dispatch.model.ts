import { z } from 'zod';
import { Bilingual } from '../../kernel/bilingual.js';
import { Position } from '../../kernel/position.js';
import { Instant } from '../../kernel/time.js';

/** PPE levels of domain.md §3.3. */
export const PpeLevel = z.enum(['P1', 'P2', 'P3', 'C-C', 'C-B', 'C-A', 'R']);
export type PpeLevel = z.infer<typeof PpeLevel>;

export const DispatchMember = z.object({
  principalId: z.string(),
  name: Bilingual,
  confirmedAt: Instant.nullable(),
  onSceneAt: Instant.nullable(),
  onScenePosition: Position.nullable(),
  /** When the device took that position; null when it did not say how old it was. */
  onScenePositionAt: Instant.nullable().default(null),
  /** Why there is no position, when the officer reported without one. */
  onSceneReason: z.string().nullable(),
});
export type DispatchMember = z.infer<typeof DispatchMember>;

/** One dispatch: a team of officers sent with a task; each confirms on the device and reports on scene. */
export const Dispatch = z.object({
  id: z.uuid(),
  orgId: z.string(),
  simulated: z.boolean(),
  drill: z.boolean(),
  incidentId: z.uuid(),
  incidentNumber: z.string(),
  task: z.string(),
  ppeLevel: PpeLevel,
  rendezvous: z.string(),
  members: z.array(DispatchMember).min(1),
  issuedById: z.string(),
  issuedByName: Bilingual,
  issuedAt: Instant,
  revision: z.int(),
});
export type Dispatch = z.infer<typeof Dispatch>;
