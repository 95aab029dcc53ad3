import type { LatLon } from '../../kernel/geodesy.js';
import type { Vessel } from './vessel.model.js';
import { placeAfter, wayOf } from './vessel-rule.approach.js';
import { isResting, lostAfterMs, type LostLimits } from './vessel.rules.js';

/** A vessel is lost after six of the reports she owes (AIS16); she is moved on for three at most. */
const REPORTS_UNTIL_LOST = 6;
const REPORTS_AHEAD = 3;
/** Below this a ship lies still and has no course worth following, knots. */
export const UNDER_WAY_KNOTS = 0.5;

/** What sails or flies by itself; beacons drift and stations stand. */
const UNDER_OWN_WAY: readonly Vessel['kind'][] = ['ship', 'auxiliary-craft', 'sar-aircraft'];

/** Where a vessel is drawn. */
export interface PlaceNow {
  readonly place: LatLon;
  /** A report she owed did not come: she is drawn where she would be. */
  readonly predicted: boolean;
}

type Reported = Pick<
  Vessel,
  'kind' | 'transponder' | 'navigationStatus' | 'speedKnots' | 'courseDeg' | 'positionAt' | 'lastReportAt'
> & { readonly position: LatLon };

/**
 * [AIS105] Where a vessel is at `now` (ms since 1970) if she kept course and speed since her last position, for three of
 * the reports she owes at most. Whoever lies, says no course, is no vessel under way or is lost is where she said.
 */
export function placeNow(vessel: Reported, now: number, limits: LostLimits): PlaceNow {
  const { position, speedKnots, courseDeg } = vessel;
  const lostMs = lostAfterMs(vessel, limits);
  const ageMs = now - (vessel.positionAt ?? vessel.lastReportAt);
  const ahead = aheadMs(vessel, ageMs, lostMs);
  if (ahead === 0 || speedKnots === null || courseDeg === null) return { place: position, predicted: false };
  return {
    place: placeAfter(wayOf(position, speedKnots, courseDeg), ahead / 1000),
    predicted: owesReport(ageMs, lostMs),
  };
}

/** For how long a vessel is moved on since her last position, ms; 0 for one that is drawn where she said. */
export function aheadMs(vessel: Omit<Reported, 'position'>, ageMs: number, lostMs: number): number {
  const { speedKnots, courseDeg } = vessel;
  if (speedKnots === null || courseDeg === null || speedKnots < UNDER_WAY_KNOTS || isResting(vessel)) return 0;
  if (ageMs <= 0 || ageMs > lostMs || !UNDER_OWN_WAY.includes(vessel.kind)) return 0;
  return Math.min(ageMs, (lostMs * REPORTS_AHEAD) / REPORTS_UNTIL_LOST);
}

/** Whether a report that was owed did not come: one that is moved on since longer is predicted. */
export function owesReport(ageMs: number, lostMs: number): boolean {
  return ageMs > lostMs / REPORTS_UNTIL_LOST;
}
