import { hasRole, type Principal } from '../identity/identity.model.js';
import { DEFAULT_SETTINGS, settingMs, type SettingsReader } from '../../kernel/settings.js';
import type { Vessel } from './vessel.model.js';
import {
  lostClassB,
  lostClassBMedium,
  lostFast,
  lostMedium,
  lostSlow,
  lostStation,
  lostStill,
} from './vessel.settings.js';

/** How old a position may be before its vessel is lost, milliseconds, as the site has it now. [AIS16] */
export interface LostLimits {
  readonly stillMs: number;
  readonly slowMs: number;
  readonly mediumMs: number;
  readonly fastMs: number;
  readonly classBMs: number;
  readonly classBMediumMs: number;
  readonly stationMs: number;
}
export function lostLimits(settings: SettingsReader): LostLimits {
  const ms = (definition: Parameters<typeof settingMs>[1]): number => settingMs(settings, definition);
  return {
    ...{ stillMs: ms(lostStill), slowMs: ms(lostSlow), mediumMs: ms(lostMedium), fastMs: ms(lostFast) },
    ...{ classBMs: ms(lostClassB), classBMediumMs: ms(lostClassBMedium), stationMs: ms(lostStation) },
  };
}

/** Speeds at which a ship reports more often, knots (ITU-R M.1371 tables 1 and 2). */
const RESTING_KNOTS = { A: 3, B: 2 } as const;
const MEDIUM_KNOTS = 14;
const FAST_KNOTS = 23;
const RESTING: readonly Vessel['navigationStatus'][] = ['at-anchor', 'moored', 'aground'];

type Reporting = Pick<Vessel, 'kind' | 'transponder' | 'navigationStatus' | 'speedKnots'>;

/** A class A ship lies: by her status, and no faster than one that lies reports. */
export function isResting({ navigationStatus, speedKnots }: Pick<Vessel, 'navigationStatus' | 'speedKnots'>): boolean {
  return RESTING.includes(navigationStatus) && (speedKnots ?? 0) <= RESTING_KNOTS.A;
}

/** [AIS16] After how long without a position this station is lost, milliseconds: by what reports it, and how fast. */
export function lostAfterMs(vessel: Reporting, limits: LostLimits): number {
  const { kind, transponder, speedKnots } = vessel;
  if (kind === 'coast-station' || kind === 'sar-aircraft') return limits.stationMs;
  const knots = speedKnots ?? 0;
  if (transponder === 'A') {
    if (isResting(vessel)) return limits.stillMs;
    return knots > FAST_KNOTS ? limits.fastMs : knots > MEDIUM_KNOTS ? limits.mediumMs : limits.slowMs;
  }
  // Aids, beacons, and ships heard by satellite alone report every few minutes.
  if (transponder === null || knots <= RESTING_KNOTS.B) return limits.stillMs;
  if (transponder === 'B-CS') return limits.classBMs;
  return knots > FAST_KNOTS ? limits.fastMs : knots > MEDIUM_KNOTS ? limits.classBMediumMs : limits.classBMs;
}

/** [AIS16] Its position is older than several reports: drawn as an outline with its age, never as if it were there now. */
export function isLost(
  vessel: Reporting & Pick<Vessel, 'positionAt' | 'lastReportAt'>,
  now: number,
  limits: LostLimits = lostLimits(DEFAULT_SETTINGS),
): boolean {
  return now - (vessel.positionAt ?? vessel.lastReportAt) > lostAfterMs(vessel, limits);
}

/** [AIS17] Who sees the port's traffic: staff and paired walls; guests and declarants do not. */
export const TRAFFIC_ROLES = [
  'commander',
  'dispatcher',
  'officer',
  'lab',
  'internal-expert',
  'registrar',
  'clerk',
  'auditor',
  'administrator',
  'display',
] as const;

export function maySeeVessels(principal: Pick<Principal, 'roles'>): boolean {
  return hasRole(principal, ...TRAFFIC_ROLES);
}
