import { z } from 'zod';
import { Bilingual } from '../../kernel/bilingual.js';
import { Instant } from '../../kernel/time.js';

/** What internal experts know (domain.md §3, kinds of events); a closed list, so that it can be searched and translated. */
export const Speciality = z.enum([
  'epidemiology',
  'tuberculosis',
  'respiratory',
  'radiation',
  'laboratory',
  'vectors',
  'emergency-medicine',
  'chemical',
  'biological',
  'disinfection',
]);
export type Speciality = z.infer<typeof Speciality>;

export const Availability = z.enum(['available', 'busy', 'off']);
export type Availability = z.infer<typeof Availability>;

/** An internal expert as the directory knows him; the account itself stays with identity. */
export const Expert = z.object({
  /** The account's id. */
  id: z.string(),
  orgId: z.string(),
  simulated: z.boolean(),
  drill: z.boolean(),
  name: Bilingual,
  specialities: z.array(Speciality),
  organisation: z.string(),
  phone: z.string(),
  availability: Availability,
  /** When what the expert said of himself ends; null holds until he says otherwise. */
  until: Instant.nullable(),
  availabilityAt: Instant,
  createdAt: Instant,
  revision: z.int(),
});
export type Expert = z.infer<typeof Expert>;
