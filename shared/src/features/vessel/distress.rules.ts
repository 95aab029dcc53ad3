import type { DistressAlarm, DistressBeacon } from './distress.model.js';
import type { Vessel } from './vessel.model.js';

const BEACONS: readonly Vessel['kind'][] = ['sart', 'man-overboard', 'epirb'] satisfies DistressBeacon[];

export type Beacon = Vessel & { readonly kind: DistressBeacon };

export function isBeacon(vessel: Vessel): vessel is Beacon {
  return BEACONS.includes(vessel.kind);
}

/**
 * [AIS25] What a beacon of distress says: `active` is somebody in distress (navigational status 14), `test` anything else,
 * as a beacon under test sends 15. Null for every other station. (ITU-R M.585 annex 2, M.1371 table 48; IEC 61097-14)
 */
export function distressOf(vessel: Pick<Vessel, 'kind' | 'navigationStatus'>): 'active' | 'test' | null {
  if (!BEACONS.includes(vessel.kind)) return null;
  return vessel.navigationStatus === 'distress-beacon' ? 'active' : 'test';
}

/** [AIS30] What of the open alarms a screen shows, the one raised first at the front; unanswered ones before noted ones. */
export function openAlarms(alarms: Iterable<DistressAlarm>): DistressAlarm[] {
  return [...alarms]
    .filter(({ state }) => state !== 'ENDED')
    .toSorted((a, b) => a.state.localeCompare(b.state) || a.raisedAt.localeCompare(b.raisedAt));
}

/**
 * [AIS30] Why an open alarm is over, or null while it is not; times in ms since 1970. `testSince` is when its beacon began
 * to say nothing but that it is under test: said once, by a fault or by somebody's radio, it ends no alarm.
 */
export function alarmOver(
  beacon: { readonly isInPicture: boolean; readonly testSince: number | null; readonly heardUntil: number },
  now: number,
  limits: { readonly quietMs: number; readonly silentMs: number },
): NonNullable<DistressAlarm['endReason']> | null {
  const { isInPicture, testSince, heardUntil } = beacon;
  if (!isInPicture) return now - heardUntil > limits.silentMs ? 'silent' : null;
  return testSince !== null && now - testSince >= limits.quietMs ? 'test' : null;
}
