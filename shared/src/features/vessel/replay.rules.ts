import type { ReplayVessel } from './replay.model.js';
import type { TrackPoint } from './track.model.js';
import type { Vessel } from './vessel.model.js';

/** A vessel that was not heard for so long had left the picture then, too; ms. */
const FORGET_MS = 3_600_000;

/**
 * [AIS104] The picture as it was: every vessel of a replay at an instant. Between two points of one line she is on the
 * line, which passes within the deviation of the store of everything that was heard; over a gap or a jump she stands where
 * she was heard last, with that age, and nothing is invented.
 */
export function vesselsAt(vessels: readonly ReplayVessel[], at: number): Vessel[] {
  return vessels.flatMap((vessel) => vesselAt(vessel, at) ?? []);
}

function vesselAt({ points, simulated, ...said }: ReplayVessel, at: number): Vessel | null {
  const index = lastAt(points, at);
  const point = points[index];
  if (!point) return null;
  const next = points[index + 1];
  const goesOn = next?.break === null;
  if (!goesOn && at - point.at > FORGET_MS) return null;
  const heardAt = goesOn ? at : point.at;
  const share = goesOn && next.at > point.at ? (at - point.at) / (next.at - point.at) : 0;
  const { lat, lon } = goesOn ? between(point, next, share) : point;
  const { speedKnots, courseDeg, headingDeg, navigationStatus } = point;
  return {
    ...said,
    ...{ simulated, transponder: 'A', position: { lat, lon }, positionAt: heardAt },
    ...{ speedKnots, courseDeg, headingDeg, navigationStatus },
    ...{ firstHeardAt: points[0]?.at ?? heardAt, lastReportAt: heardAt, source: 'replay' },
  };
}

/** Index of the newest point that is not after an instant; -1 where all are. */
function lastAt(points: readonly TrackPoint[], at: number): number {
  let [low, high] = [0, points.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((points[middle]?.at ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** On the straight line, over the date line the short way. */
function between(from: TrackPoint, to: TrackPoint, share: number): { lat: number; lon: number } {
  const east = ((((to.lon - from.lon + 180) % 360) + 360) % 360) - 180;
  const lon = from.lon + east * share;
  return { lat: from.lat + (to.lat - from.lat) * share, lon: ((((lon + 180) % 360) + 360) % 360) - 180 };
}
