import { z } from 'zod';

/** Over what a device is connected, as far as its browser says (Network Information API). */
export const NetworkType = z.enum(['wifi', 'cellular', 'ethernet', 'bluetooth', 'wimax', 'none']);
export type NetworkType = z.infer<typeof NetworkType>;

/** Null for what the browser does not say or has another word for. */
export function networkTypeOf(said: string | undefined): NetworkType | null {
  return NetworkType.safeParse(said).data ?? null;
}
