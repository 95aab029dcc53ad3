import { distanceMetres, type LatLon } from '../../kernel/geodesy.js';
import { METRES_PER_KNOT_S } from './vessel-rule.approach.js';
import type { JumpLimits } from './vessel-rule.limits.js';

/** Where one MMSI is heard, and how often since there are two such places. */
interface Place {
  readonly position: LatLon;
  readonly at: number;
  readonly reports: number;
}

/** The places one MMSI is heard at: one, as a rule; a second one that no ship could have reached from there. */
export interface Places {
  readonly main: Place;
  readonly other: Place | null;
}

/** `shared`: two ships use one MMSI. `jump`: she went on from a place she could not have reached. */
export interface Oddity {
  readonly kind: 'shared' | 'jump';
  readonly metres: number;
  readonly knots: number;
}

export interface Placed {
  readonly places: Places;
  readonly oddity: Oddity | null;
  /** The report is not of the place the MMSI is followed at: nothing else may rest on it. */
  readonly isStray: boolean;
}

type Report = Pick<Place, 'position' | 'at'>;

/**
 * [AIS74] Takes one report. A second place opens where no ship could have got to; as long as it is not heard often
 * enough, nothing is found: one jump is a receiver's fault.
 */
export function place(before: Places | null, report: Report, limits: JumpLimits): Placed {
  if (!before) return { places: { main: { ...report, reports: 1 }, other: null }, oddity: null, isStray: false };
  const { main } = before;
  const other = before.other && report.at - before.other.at <= limits.withinMs ? before.other : null;
  if (isReachable(main, report, limits)) {
    const places = { main: heard(main, report), other };
    return { places, oddity: other && shared(places.main, other, limits), isStray: false };
  }
  if (!other || !isReachable(other, report, limits)) {
    // A third place puts aside a second one that is not yet certain.
    if (other && other.reports >= limits.reports) return { places: { main, other }, oddity: null, isStray: true };
    const places = { main: { ...main, reports: 0 }, other: { ...report, reports: 1 } };
    return { places, oddity: null, isStray: true };
  }
  const next = heard(other, report);
  if (main.reports === 0 && next.reports >= limits.reports) {
    const oddity = { kind: 'jump' as const, ...apart(main, next) };
    return { places: { main: next, other: null }, oddity, isStray: false };
  }
  return { places: { main, other: next }, oddity: shared(main, next, limits), isStray: true };
}

function heard(at: Place, report: Report): Place {
  return { ...report, reports: at.reports + 1 };
}

function isReachable(from: Place, report: Report, { knots, metres }: JumpLimits): boolean {
  const seconds = Math.max(0, report.at - from.at) / 1000;
  return distanceMetres(from.position, report.position) <= knots * METRES_PER_KNOT_S * seconds + metres;
}

function shared(main: Place, other: Place, { reports }: JumpLimits): Oddity | null {
  if (main.reports < reports || other.reports < reports) return null;
  return { kind: 'shared', ...apart(main, other) };
}

function apart(one: Place, other: Place): Pick<Oddity, 'metres' | 'knots'> {
  const metres = distanceMetres(one.position, other.position);
  const seconds = Math.max(1, Math.abs(other.at - one.at) / 1000);
  return { metres, knots: metres / METRES_PER_KNOT_S / seconds };
}
