import { z } from 'zod';
import { Bilingual } from '../../kernel/bilingual.js';
import { mutation, query, type Call } from '../../kernel/contract.js';
import { line } from '../../kernel/ids.js';
import { Instant } from '../../kernel/time.js';
import { Role } from '../identity/identity.model.js';
import { DecisionView, Stance } from './decision.model.js';

const DecisionText = line(2000);
const Names = z.array(z.string().max(120)).max(60);
const Sheet = z.object({ id: z.uuid() });
const Seen = Sheet.extend({ revision: z.int() });

/** Somebody who can be asked or addressed. */
export const Candidate = z.object({
  principalId: z.string(),
  name: Bilingual,
  role: Role,
  voice: z.enum(['stance', 'text', 'none']),
  addressable: z.boolean(),
  inConference: z.boolean(),
});
export type Candidate = z.infer<typeof Candidate>;

export const decisionCalls = {
  /** Who may be asked and addressed on this incident; for those who may propose. */
  'decision:people': query(z.object({ incidentId: z.uuid() }), z.object({ people: z.array(Candidate) })),
  /** With somebody to ask, the sheet goes out for opinions at once. */
  'decision:propose': mutation(
    z.object({
      incidentId: z.uuid(),
      text: DecisionText,
      askIds: Names.default([]),
      supersedesId: z.uuid().optional(),
    }),
    DecisionView,
  ),
  'decision:revise': mutation(Seen.extend({ text: DecisionText }), DecisionView),
  /** Opens the opinions, or asks more people; an empty list opens them with nobody asked. */
  'decision:ask': mutation(Sheet.extend({ principalIds: Names }), DecisionView),
  'decision:give-opinion': mutation(
    Sheet.extend({ version: z.int(), stance: Stance.optional(), text: line(1000).optional() }),
    DecisionView,
  ),
  'decision:approve': mutation(Seen.extend({ reason: line(400).optional() }), DecisionView),
  'decision:reject': mutation(Seen.extend({ reason: line(400) }), DecisionView),
  'decision:deploy': mutation(Seen.extend({ addresseeIds: Names.min(1), dueAt: Instant.optional() }), DecisionView),
  'decision:acknowledge': mutation(Sheet.extend({ pressedAt: Instant.optional() }), DecisionView),
  'decision:complete': mutation(Seen.extend({ note: line(400).optional() }), DecisionView),
} as const satisfies Record<string, Call>;
