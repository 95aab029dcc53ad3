import { z } from 'zod';
import { mutation, query, type Call } from '../../kernel/contract.js';
import { line } from '../../kernel/ids.js';
import { Position } from '../../kernel/position.js';
import { Bilingual } from '../../kernel/bilingual.js';
import { Dispatch, PpeLevel } from './dispatch.model.js';

export const dispatchCalls = {
  /** Officers who can be sent, with their names; only for those who may dispatch. */
  'dispatch:officers': query(
    z.object({}),
    z.object({ officers: z.array(z.object({ id: z.string(), name: Bilingual })) }),
  ),
  'dispatch:issue': mutation(
    z.object({
      incidentId: z.uuid(),
      revision: z.int(),
      officerIds: z.array(z.string().max(120)).min(1).max(40),
      task: line(400),
      ppeLevel: PpeLevel,
      rendezvous: line(120),
      lifeSaving: z.boolean().default(false),
    }),
    Dispatch,
  ),
  'dispatch:confirm': mutation(z.object({ id: z.uuid() }), Dispatch),
  'dispatch:report-on-scene': mutation(
    z.object({
      id: z.uuid(),
      position: Position.optional(),
      /** How old the position is; an age, since a phone's clock is not trusted. */
      positionAgeMs: z.number().min(0).max(86_400_000).optional(),
      reason: line(200).optional(),
    }),
    Dispatch,
  ),
} as const satisfies Record<string, Call>;
