import { z } from 'zod';
import { Bilingual } from '../../kernel/bilingual.js';
import { Instant } from '../../kernel/time.js';
import { Role } from '../identity/identity.model.js';

/** States of a decision sheet 决策单 (domain.md §2.2). */
export const DecisionState = z.enum([
  'PROPOSED',
  'OPINIONS',
  'APPROVED',
  'DEPLOYED',
  'ACKED',
  'DONE',
  'SUPERSEDED',
  'REJECTED',
]);
export type DecisionState = z.infer<typeof DecisionState>;

/** 同意 · 不同意 · 保留 */
export const Stance = z.enum(['agree', 'object', 'reserve']);
export type Stance = z.infer<typeof Stance>;

const Person = z.object({ principalId: z.string(), name: Bilingual, role: Role });
export type DecisionPerson = z.infer<typeof Person>;

/** One thing a person said of one version of the text; text voices have no stance. */
export const OpinionEntry = z.object({
  version: z.int().positive(),
  stance: Stance.nullable(),
  text: z.string().nullable(),
  at: Instant,
});
export type OpinionEntry = z.infer<typeof OpinionEntry>;

/** Somebody with a voice on this sheet and all he said, oldest first; the last of the sheet's version counts. */
export const DecisionVoice = Person.extend({
  /** Null for a commander who spoke unasked. */
  askedAt: Instant.nullable(),
  /** When the centre put this expert out of the conference; he neither reads nor speaks until he is asked anew. */
  withdrawnAt: Instant.nullable().default(null),
  entries: z.array(OpinionEntry),
});
export type DecisionVoice = z.infer<typeof DecisionVoice>;

export const Addressee = Person.extend({
  /** When the acknowledgement was on the server's disk. */
  ackedAt: Instant.nullable(),
  /** When the device says it was pressed; earlier than `ackedAt` after a time without connection. */
  pressedAt: Instant.nullable(),
});
export type Addressee = z.infer<typeof Addressee>;

const Act = z.object({ byId: z.string(), byName: Bilingual, at: Instant });
const Sibling = z.object({ id: z.uuid(), number: z.int() });

/** One sheet from proposal to closed order, as stored; clients get a `DecisionView`. */
export const Decision = z.object({
  id: z.uuid(),
  orgId: z.string(),
  simulated: z.boolean(),
  drill: z.boolean(),
  incidentId: z.uuid(),
  incidentNumber: z.string(),
  /** The conference that ran when the sheet was proposed, whose experts may be asked. */
  conferenceId: z.uuid().nullable(),
  /** Within the incident, from 1. */
  number: z.int().positive(),
  state: DecisionState,
  text: z.string(),
  /** Counts revisions of the text, from 1. */
  version: z.int().positive(),
  proposed: Act,
  voices: z.array(DecisionVoice),
  approval: Act.extend({
    /** SHA-256 of the text's UTF-8 bytes, hex. */
    textHash: z.string(),
    reason: z.string().nullable(),
    agree: z.int(),
    object: z.int(),
    reserve: z.int(),
  }).nullable(),
  deployment: Act.extend({ dueAt: Instant.nullable() }).nullable(),
  addressees: z.array(Addressee),
  supersedes: Sibling.nullable(),
  supersededBy: Sibling.nullable(),
  /** Who ended it and why: done, rejected or replaced. */
  closure: Act.extend({ note: z.string().nullable() }).nullable(),
  revision: z.int(),
});
export type Decision = z.infer<typeof Decision>;

export const DecisionAbilities = z.object({
  revise: z.boolean(),
  ask: z.boolean(),
  giveStance: z.boolean(),
  giveText: z.boolean(),
  approve: z.boolean(),
  reject: z.boolean(),
  deploy: z.boolean(),
  acknowledge: z.boolean(),
  complete: z.boolean(),
});
export type DecisionAbilities = z.infer<typeof DecisionAbilities>;

/** What one principal may see of a sheet, with what he may do. */
export const DecisionView = Decision.extend({
  can: DecisionAbilities,
  /** Acknowledged of addressed; also for readers who are not told who they are. */
  acks: z.object({ done: z.int(), all: z.int() }),
});
export type DecisionView = z.infer<typeof DecisionView>;
