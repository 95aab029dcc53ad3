import { z } from 'zod';

/** What a backup says of itself; it is proved with the rest of it. */
export const Manifest = z.object({
  format: z.literal('haigang-backup'),
  /** Demo data is never restored into a real server, nor the reverse. [BAK3] */
  demo: z.boolean(),
  orgId: z.string(),
  createdAt: z.iso.datetime(),
});
export type Manifest = z.infer<typeof Manifest>;
