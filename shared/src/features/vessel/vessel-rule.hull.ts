import { destination, distanceMetres, vectorMetres, type LatLon } from '../../kernel/geodesy.js';
import { metresOutside, type Ring } from '../../kernel/polygon.js';
import type { Sighting } from './port-call.rules.js';

type Afloat = Pick<Sighting, 'position' | 'hull' | 'headingDeg' | 'beamMetres'>;

/** The four corners of a hull at true size, clockwise from port bow; null where size or heading is not told. */
export function hullRing({ position, hull, headingDeg }: Afloat): Ring | null {
  if (!hull || headingDeg === null) return null;
  const corner = (ahead: number, right: number): LatLon =>
    destination(destination(position, headingDeg, ahead), headingDeg + 90, right);
  const { toBowMetres, toSternMetres, toPortMetres, toStarboardMetres } = hull;
  return [
    corner(toBowMetres, -toPortMetres),
    corner(toBowMetres, toStarboardMetres),
    corner(-toSternMetres, toStarboardMetres),
    corner(-toSternMetres, -toPortMetres),
  ];
}

/**
 * [AIS72] The water between two hulls, metres; 0 where they touch. A ship that does not tell her size or heading is a
 * point where her antenna is, less half her beam: that proves too little rather than too much.
 */
export function hullDistanceMetres(one: Afloat, other: Afloat): number {
  const [a, b] = [hullRing(one), hullRing(other)];
  if (a && b) return ringDistance(a, b);
  const metres = a
    ? metresOutside(a, other.position)
    : b
      ? metresOutside(b, one.position)
      : distanceMetres(one.position, other.position);
  return Math.max(0, metres - (a ? 0 : halfBeam(one)) - (b ? 0 : halfBeam(other)));
}

function halfBeam({ beamMetres }: Afloat): number {
  return (beamMetres ?? 0) / 2;
}

/** Between two convex areas: they overlap, or a corner of one is nearest to the other. */
function ringDistance(a: Ring, b: Ring): number {
  if (overlap(a, b)) return 0;
  const toB = a.map((corner) => metresOutside(b, corner));
  const toA = b.map((corner) => metresOutside(a, corner));
  return Math.min(...toA, ...toB);
}

/** No line along a side of either has all of one before it and all of the other behind it. */
function overlap(a: Ring, b: Ring): boolean {
  const [origin] = a;
  if (!origin) return false;
  const flat = (ring: Ring) => ring.map((corner) => vectorMetres(origin, corner));
  const [flatA, flatB] = [flat(a), flat(b)];
  return [flatA, flatB].every((ring) =>
    ring.every((corner, index) => {
      const next = ring[(index + 1) % ring.length] ?? corner;
      const along = { east: corner.north - next.north, north: next.east - corner.east };
      const reach = (points: typeof ring): readonly [number, number] => {
        const all = points.map(({ east, north }) => east * along.east + north * along.north);
        return [Math.min(...all), Math.max(...all)];
      };
      const [[leastA, mostA], [leastB, mostB]] = [reach(flatA), reach(flatB)];
      return mostA >= leastB && mostB >= leastA;
    }),
  );
}
