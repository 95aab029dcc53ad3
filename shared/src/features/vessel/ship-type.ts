import { z } from 'zod';

/** Ship types of AIS (ITU-R M.1371 table 53; domain.md §4) as tokens; screens translate them. */
export const ShipType = z.enum([
  'wing-in-ground',
  'fishing',
  'towing',
  'dredging',
  'diving',
  'military',
  'sailing',
  'pleasure',
  'high-speed',
  'pilot',
  'search-and-rescue',
  'tug',
  'port-tender',
  'anti-pollution',
  'law-enforcement',
  'medical',
  'non-combatant',
  'local',
  'passenger',
  'cargo',
  'tanker',
  'other',
]);
export type ShipType = z.infer<typeof ShipType>;

/** Coarse class for colours and filters. */
export const ShipClass = z.enum(['cargo', 'tanker', 'passenger', 'work', 'other']);
export type ShipClass = z.infer<typeof ShipClass>;

/** Hazard or pollutant category A (worst) to D of a cargo, from the second digit of the code. */
export const HazardCategory = z.enum(['A', 'B', 'C', 'D']);
export type HazardCategory = z.infer<typeof HazardCategory>;

/** Codes 30–37 and 50–59; 38, 39 are reserved, 56 and 57 are local. */
const SINGLE_TYPES: ReadonlyMap<number, ShipType> = new Map([
  [30, 'fishing'],
  [31, 'towing'],
  [32, 'towing'],
  [33, 'dredging'],
  [34, 'diving'],
  [35, 'military'],
  [36, 'sailing'],
  [37, 'pleasure'],
  [50, 'pilot'],
  [51, 'search-and-rescue'],
  [52, 'tug'],
  [53, 'port-tender'],
  [54, 'anti-pollution'],
  [55, 'law-enforcement'],
  [56, 'local'],
  [57, 'local'],
  [58, 'medical'],
  [59, 'non-combatant'],
]);

const DECADES: ReadonlyMap<number, ShipType> = new Map([
  [2, 'wing-in-ground'],
  [4, 'high-speed'],
  [6, 'passenger'],
  [7, 'cargo'],
  [8, 'tanker'],
  [9, 'other'],
]);

/** Null for 0 (not available) and for reserved codes. */
export function shipTypeOf(code: number): ShipType | null {
  return SINGLE_TYPES.get(code) ?? DECADES.get(Math.floor(code / 10)) ?? null;
}

const WORK: ReadonlySet<ShipType> = new Set<ShipType>([
  'towing',
  'dredging',
  'diving',
  'pilot',
  'search-and-rescue',
  'tug',
  'port-tender',
  'anti-pollution',
  'law-enforcement',
  'medical',
  'local',
]);

export function shipClassOf(type: ShipType | null): ShipClass {
  if (type === 'cargo' || type === 'tanker' || type === 'passenger') return type;
  if (type === 'high-speed') return 'passenger';
  return type !== null && WORK.has(type) ? 'work' : 'other';
}

/** Only the ten-groups of carriers use the second digit for a hazard category. */
export function hazardCategoryOf(code: number): HazardCategory | null {
  if (!DECADES.has(Math.floor(code / 10))) return null;
  return [null, 'A' as const, 'B' as const, 'C' as const, 'D' as const][code % 10] ?? null;
}
