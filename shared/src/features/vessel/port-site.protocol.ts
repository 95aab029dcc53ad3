import { z } from 'zod';
import { mutation, type Call } from '../../kernel/contract.js';
import { PortSite } from './port-site.js';
import { SavedPortSite } from './port-site.model.js';

export const portSiteCalls = {
  /**
   * By an administrator, as a whole, with a reason. `revision` is that of the geometry it was made from, null where none
   * was saved yet; `conflict port-site.stale` when somebody else saved meanwhile, `invalid_input
   * port-site.crossing` when the limit or a zone crosses itself. [AIS100] [AIS116]
   */
  'vessel:save-port-site': mutation(
    z.strictObject({
      revision: z.int().nullable(),
      site: PortSite,
      reason: z.string().trim().min(2).max(400),
    }),
    SavedPortSite,
  ),
} as const satisfies Record<string, Call>;
