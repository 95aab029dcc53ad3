import { z } from 'zod';

/** Navigational status of class A (ITU-R M.1371 table 50; domain.md §4) as tokens; screens translate them. */
export const NavigationStatus = z.enum([
  'under-way-engine',
  'at-anchor',
  'not-under-command',
  'restricted-manoeuvrability',
  'constrained-by-draught',
  'moored',
  'aground',
  'fishing',
  'under-way-sailing',
  'reserved',
  'towing-astern',
  'pushing-ahead',
  'distress-beacon',
]);
export type NavigationStatus = z.infer<typeof NavigationStatus>;

const BY_CODE: readonly (NavigationStatus | null)[] = [
  'under-way-engine',
  'at-anchor',
  'not-under-command',
  'restricted-manoeuvrability',
  'constrained-by-draught',
  'moored',
  'aground',
  'fishing',
  'under-way-sailing',
  'reserved',
  'reserved',
  'towing-astern',
  'pushing-ahead',
  'reserved',
  'distress-beacon',
  null,
];

/** Null for 15, "undefined", which is also what a ship says that was never told. */
export function navigationStatusOf(code: number): NavigationStatus | null {
  return BY_CODE[code] ?? null;
}
