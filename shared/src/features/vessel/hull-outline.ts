import { destination, type LatLon } from '../../kernel/geodesy.js';
import type { Vessel } from './vessel.model.js';

/** How much of a hull's length its bow takes, and how much of its beam at most. */
const BOW_SHARE = 0.2;

/**
 * [AIS106] Outline of a hull on the water at true size, a closed ring from the bow clockwise: `place` is where the antenna
 * is, which need not be amidships. Null where her size, the antenna's place or her heading is not told: a course is none.
 */
export function hullOutline({ hull, headingDeg }: Pick<Vessel, 'hull' | 'headingDeg'>, place: LatLon): LatLon[] | null {
  if (hull === null || headingDeg === null) return null;
  const { toBowMetres, toSternMetres, toPortMetres, toStarboardMetres } = hull;
  const [length, beam] = [toBowMetres + toSternMetres, toPortMetres + toStarboardMetres];
  if (length <= 0 || beam <= 0) return null;
  const at = (ahead: number, right: number): LatLon =>
    destination(destination(place, headingDeg, ahead), headingDeg + 90, right);
  const shoulder = toBowMetres - Math.min(length * BOW_SHARE, beam);
  const bow = at(toBowMetres, (toStarboardMetres - toPortMetres) / 2);
  return [
    bow,
    at(shoulder, toStarboardMetres),
    at(-toSternMetres, toStarboardMetres),
    at(-toSternMetres, -toPortMetres),
    at(shoulder, -toPortMetres),
    bow,
  ];
}
