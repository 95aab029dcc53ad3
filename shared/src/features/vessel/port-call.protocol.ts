import { z } from 'zod';
import { Bilingual } from '../../kernel/bilingual.js';
import { mutation, query, type Call } from '../../kernel/contract.js';
import { PortCall, PortCallState } from './port-call.model.js';

const At = z.iso.datetime({ message: 'a time in UTC, for example 2026-05-10T00:59:10Z' });

/** Calls that were open at some time between `from` and `to`; every filter that is given must hold. */
export const PortCallQuery = z
  .strictObject({
    from: At.optional(),
    to: At.optional(),
    state: z.enum(PortCallState.options, { message: `one of ${PortCallState.options.join(', ')}` }).optional(),
    mmsi: z
      .string({ message: 'nine digits' })
      .regex(/^\d{9}$/u, 'nine digits')
      .optional(),
    /** The id of the last call of the page before. */
    before: z.uuid({ message: 'the id of a port call' }).optional(),
    limit: z
      .int({ message: 'a whole number from 1 to 200' })
      .min(1, 'a whole number from 1 to 200')
      .max(200, 'a whole number from 1 to 200')
      .default(50),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || Date.parse(from) < Date.parse(to), {
    path: ['to'],
    message: 'later than from',
  });
export type PortCallQuery = z.infer<typeof PortCallQuery>;

const PlaceId = z.string().min(1).max(40);

/** What a person says of an event: when and where it was, that it never was, or that there was one AIS did not see. */
export const CorrectionOf = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('change'),
    eventId: z.uuid(),
    at: At.optional(),
    placeId: PlaceId.optional(),
  }),
  z.strictObject({ kind: z.literal('withdraw'), eventId: z.uuid() }),
  z.strictObject({
    kind: z.literal('add'),
    event: z.enum(['anchored', 'weighed', 'berthed', 'unberthed', 'departed']),
    at: At,
    placeId: PlaceId.nullable(),
  }),
]);
export type CorrectionOf = z.infer<typeof CorrectionOf>;

/** What a reader may do with the calls, and where ships may lie, comes with them. */
export const PortCallPage = z.object({
  calls: z.array(PortCall),
  mayCorrect: z.boolean(),
  places: z.array(z.object({ id: PlaceId, name: Bilingual, kind: z.enum(['berth', 'anchorage']) })),
});
export type PortCallPage = z.infer<typeof PortCallPage>;

export const portCallCalls = {
  /** Newest first; a page shorter than `limit` is the last one. Reading is itself recorded. [AIS66] */
  'vessel:port-calls': query(PortCallQuery, PortCallPage),
  /** By a desk, with a reason; what stood there before is kept. [AIS65] */
  'vessel:correct-port-call': mutation(
    z.strictObject({
      id: z.uuid(),
      revision: z.int(),
      reason: z.string().trim().min(2).max(400),
      correction: CorrectionOf,
    }),
    PortCall,
  ),
} as const satisfies Record<string, Call>;
