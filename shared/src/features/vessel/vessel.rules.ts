import { hasRole, type Principal } from '../identity/identity.model.js';
import type { Vessel } from './vessel.model.js';

/** Moored and anchored class A ships report every 3 minutes, moving ones every 2 to 10 s (ITU-R M.1371 table 1). */
export const STALE_AFTER_MS = { moving: 3 * 60_000, still: 12 * 60_000 } as const;
const STILL = ['at-anchor', 'moored', 'aground'];

/** [AIS16] Its position is older than several reports: drawn as an outline with its age, never as if it were there now. */
export function isStale(
  vessel: Pick<Vessel, 'positionAt' | 'lastReportAt' | 'navigationStatus' | 'speedKnots'>,
  now: number,
): boolean {
  const still =
    vessel.navigationStatus !== null && STILL.includes(vessel.navigationStatus) && (vessel.speedKnots ?? 0) < 3;
  return now - (vessel.positionAt ?? vessel.lastReportAt) > (still ? STALE_AFTER_MS.still : STALE_AFTER_MS.moving);
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
