import { z } from 'zod';
import { mutation, query, type Call } from '../../kernel/contract.js';
import { Bilingual } from '../../kernel/bilingual.js';
import { line } from '../../kernel/ids.js';
import { Instant } from '../../kernel/time.js';
import { ConferenceView } from '../conference/conference.model.js';
import { Availability, Expert, Speciality } from './expert.model.js';

export const expertCalls = {
  /** Accounts of internal experts, those without an entry in the directory included. */
  'expert:accounts': query(
    z.object({}),
    z.object({ accounts: z.array(z.object({ id: z.string(), name: Bilingual })) }),
  ),
  /** Makes or changes an entry; `revision` is that of the entry seen, null when there was none. */
  'expert:save': mutation(
    z.object({
      id: z.string().max(120),
      revision: z.int().nullable(),
      specialities: z.array(Speciality).max(Speciality.options.length),
      organisation: line(120),
      phone: line(40),
    }),
    Expert,
  ),
  /** One's own; without `until` it holds until one says otherwise. */
  'expert:set-availability': mutation(z.object({ availability: Availability, until: Instant.nullable() }), Expert),
  /** Puts an internal expert on the list of a conference; from then on he sees its incident. */
  'expert:invite': mutation(z.object({ conferenceId: z.uuid(), id: z.string().max(120) }), ConferenceView),
} as const satisfies Record<string, Call>;
