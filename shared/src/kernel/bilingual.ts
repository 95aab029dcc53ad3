import { z } from 'zod';

/** A name or text a person reads, Chinese first; both are always there. */
export const Bilingual = z.object({ zh: z.string().max(400), en: z.string().max(400) });
export type Bilingual = z.infer<typeof Bilingual>;
