import { z } from 'zod';
import { action, type Call } from './contract.js';

/**
 * One durable change as a client sees it: the entity's new value, or `null` when the client may no longer see it.
 * Changes arrive in `seq` order; gaps are normal (other people's changes) and are never counted.
 */
export const Change = z.object({
  seq: z.int().nonnegative(),
  entity: z.string().max(60),
  id: z.string().max(120),
  value: z.unknown().nullable(),
});
export type Change = z.infer<typeof Change>;

export const ResumeRequest = z.object({
  /** The history the client knows; null on a first visit. A restored database has another epoch. */
  epoch: z.string().max(80).nullable(),
  seq: z.int().nonnegative(),
});

export const ResumeReply = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('changes'), epoch: z.string(), seq: z.int(), changes: z.array(Change) }),
  z.object({
    kind: z.literal('snapshot'),
    epoch: z.string(),
    seq: z.int(),
    /** entity name → every row this principal may see. Rows not listed are dropped at the client. */
    entities: z.record(z.string(), z.array(z.object({ id: z.string(), value: z.unknown() }))),
  }),
]);
export type ResumeReply = z.infer<typeof ResumeReply>;

export const syncCalls = {
  /** Says what the client has and returns what it missed; live changes follow from then on. */
  'sync:resume': action(ResumeRequest, ResumeReply),
} as const satisfies Record<string, Call>;

export const syncEvents = { 'sync:changed': z.array(Change) } as const;
