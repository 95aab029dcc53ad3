import { z } from 'zod';
import { Bilingual } from '../../kernel/bilingual.js';
import { mutation, query, type Call } from '../../kernel/contract.js';
import { line } from '../../kernel/ids.js';
import { Role } from '../identity/identity.model.js';
import { ConferenceView } from './conference.model.js';

/** Whom the centre calls: chosen people, the team sent to the incident, or everyone who has to do with it. */
export const CallTarget = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('chosen'), principalIds: z.array(z.string().max(120)).min(1).max(50) }),
  z.object({ kind: z.literal('team') }),
  z.object({ kind: z.literal('everyone') }),
]);
export type CallTarget = z.infer<typeof CallTarget>;

/** Somebody who can be called, and what he has to do with the incident. */
export const Callable = z.object({
  principalId: z.string(),
  name: Bilingual,
  role: Role,
  inTeam: z.boolean(),
  involved: z.boolean(),
  /** [CALL6] Put out of the running conference: called by name alone. */
  removed: z.boolean(),
  /** An enrolled unit, which opens without anybody pressing anything. */
  answersByItself: z.boolean(),
});
export type Callable = z.infer<typeof Callable>;

/** The conference people were called into, and whom the call of many left out. [CALL6] */
export const CalledConference = ConferenceView.extend({ leftOut: z.array(Bilingual) });
export type CalledConference = z.infer<typeof CalledConference>;

/** The centre calls people into an incident's conference (domain.md §2.2). */
export const callCalls = {
  'conference:callable': query(z.object({ incidentId: z.uuid() }), z.object({ people: z.array(Callable) })),
  /** Opens the incident's conference, or takes the one that runs, and lets the called ring. Calling again rings again. */
  'conference:call': mutation(z.object({ incidentId: z.uuid(), who: CallTarget }), CalledConference),
  /** The called one says no, with a short reason. Saying yes is taking the seat. */
  'conference:decline-call': mutation(z.object({ conferenceId: z.uuid(), reason: line(80) }), z.object({})),
} as const satisfies Record<string, Call>;
