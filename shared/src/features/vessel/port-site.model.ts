import { z } from 'zod';
import { Bilingual } from '../../kernel/bilingual.js';
import { Instant } from '../../kernel/time.js';
import { PortSite } from './port-site.js';

/** The port's geometry as an administrator saved it last, with who did so and why; until then the sample holds. */
export const SavedPortSite = z.object({
  id: z.uuid(),
  orgId: z.string(),
  simulated: z.boolean(),
  drill: z.boolean(),
  revision: z.int(),
  site: PortSite,
  reason: z.string(),
  createdAt: Instant,
  savedAt: Instant,
  savedByName: Bilingual,
});
export type SavedPortSite = z.infer<typeof SavedPortSite>;
