import { offset, vectorMetres, type LatLon } from '../../kernel/geodesy.js';

/** Metres sailed in a second at one knot. */
export const METRES_PER_KNOT_S = 0.514_444;

/** A ship on a straight way: where she is, and how far east and north she gets in a second, metres. */
export interface Way {
  readonly position: LatLon;
  readonly east: number;
  readonly north: number;
}

export interface Approach {
  /** Between the antennas at the closest point, metres. */
  readonly cpaMetres: number;
  /** Until then, seconds; negative when they have passed it. */
  readonly tcpaSeconds: number;
}

export function wayOf(position: LatLon, speedKnots: number, courseDeg: number): Way {
  const metres = speedKnots * METRES_PER_KNOT_S;
  const angle = (courseDeg * Math.PI) / 180;
  return { position, east: metres * Math.sin(angle), north: metres * Math.cos(angle) };
}

/** Where a ship will be that keeps her way, after so many seconds. */
export function placeAfter({ position, east, north }: Way, seconds: number): LatLon {
  return offset(position, east * seconds, north * seconds);
}

/**
 * [AIS78] Where two ships that keep course and speed come closest; null when they sail as one, whose distance does not
 * change: below `leastKnots` between them.
 */
export function closestApproach(one: Way, other: Way, leastKnots: number): Approach | null {
  const apart = vectorMetres(one.position, other.position);
  const [east, north] = [other.east - one.east, other.north - one.north];
  const squared = east * east + north * north;
  if (squared < (leastKnots * METRES_PER_KNOT_S) ** 2 || squared === 0) return null;
  const tcpaSeconds = -(apart.east * east + apart.north * north) / squared;
  return {
    cpaMetres: Math.hypot(apart.east + east * tcpaSeconds, apart.north + north * tcpaSeconds),
    tcpaSeconds,
  };
}
