import { hasRole, type Principal } from '../identity/identity.model.js';
import { DEFAULT_SETTINGS, settingMs, type SettingsReader } from '../../kernel/settings.js';
import type { Vessel } from './vessel.model.js';
import { staleMovingMinutes, staleStillMinutes } from './vessel.settings.js';

/** Moored and anchored class A ships report every 3 minutes, moving ones every 2 to 10 s (ITU-R M.1371 table 1). */
export interface StaleLimits {
  readonly movingMs: number;
  readonly stillMs: number;
}
/** The site's limits as they stand now. */
export function staleLimits(settings: SettingsReader): StaleLimits {
  return { movingMs: settingMs(settings, staleMovingMinutes), stillMs: settingMs(settings, staleStillMinutes) };
}
const STILL = ['at-anchor', 'moored', 'aground'];

/** [AIS16] Its position is older than several reports: drawn as an outline with its age, never as if it were there now. */
export function isStale(
  vessel: Pick<Vessel, 'positionAt' | 'lastReportAt' | 'navigationStatus' | 'speedKnots'>,
  now: number,
  limits: StaleLimits = staleLimits(DEFAULT_SETTINGS),
): boolean {
  const still =
    vessel.navigationStatus !== null && STILL.includes(vessel.navigationStatus) && (vessel.speedKnots ?? 0) < 3;
  return now - (vessel.positionAt ?? vessel.lastReportAt) > (still ? limits.stillMs : limits.movingMs);
}

/** [AIS17] Who sees the port's traffic: staff and paired walls; guests and declarants do not. */
export function maySeeVessels(principal: Pick<Principal, 'roles'>): boolean {
  return hasRole(
    principal,
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
  );
}
