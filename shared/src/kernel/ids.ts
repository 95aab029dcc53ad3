import { z } from 'zod';

/** Makes version-4 UUIDs; injected so that tests can count. */
export type NewId = () => string;

export const Uuid = z.uuid();
/** IMO, MMSI, names and notes arrive from people and radios: bounded, trimmed, without control characters. */
export function line(max: number): z.ZodString {
  return z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/u, 'control characters');
}
