import { vectorMetres, type LatLon } from './geodesy.js';

/** The corners of an area in order; the last one joins the first, whether or not it is repeated. */
export type Ring = readonly LatLon[];

/** How far a point lies from an area, metres, on the flat approximation of a port's size; 0 inside. */
export function metresOutside(ring: Ring, point: LatLon): number {
  let inside = false;
  let nearest = Infinity;
  let before = ring.at(-1);
  for (const corner of ring) {
    if (!before) break;
    const a = vectorMetres(point, before);
    const b = vectorMetres(point, corner);
    if (a.north > 0 !== b.north > 0 && a.east - (a.north * (b.east - a.east)) / (b.north - a.north) > 0) {
      inside = !inside;
    }
    nearest = Math.min(nearest, metresToSegment(a, b));
    before = corner;
  }
  return inside ? 0 : nearest;
}

interface Vector {
  readonly east: number;
  readonly north: number;
}

/** From the origin to the nearest point between `a` and `b`. */
function metresToSegment(a: Vector, b: Vector): number {
  const [east, north] = [b.east - a.east, b.north - a.north];
  const squared = east * east + north * north;
  const along = squared === 0 ? 0 : Math.min(1, Math.max(0, -(a.east * east + a.north * north) / squared));
  return Math.hypot(a.east + along * east, a.north + along * north);
}
