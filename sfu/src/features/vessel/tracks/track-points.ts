import { TrackBreak, type TrackPoint } from '@haigang/shared/features/vessel/track.model';
import { statusCode, statusOf } from './fix-batch.js';

/** Numbers a point takes on the way between threads, where objects cost many times as much. */
const NUMBERS = 8;
/** Stands for "not available". */
const NOTHING = -1;

export function packPoints(points: readonly TrackPoint[]): Float64Array {
  const packed = new Float64Array(points.length * NUMBERS);
  let at = 0;
  for (const point of points) {
    packed[at] = point.at;
    packed[at + 1] = point.lat;
    packed[at + 2] = point.lon;
    packed[at + 3] = point.speedKnots ?? NOTHING;
    packed[at + 4] = point.courseDeg ?? NOTHING;
    packed[at + 5] = point.headingDeg ?? NOTHING;
    packed[at + 6] = statusCode(point.navigationStatus);
    packed[at + 7] = point.break === null ? NOTHING : TrackBreak.options.indexOf(point.break);
    at += NUMBERS;
  }
  return packed;
}

/** Written out, without a copy of anything: it runs for every point of every answer, on the thread that serves everybody. */
export function unpackPoints(packed: Float64Array): TrackPoint[] {
  const points: TrackPoint[] = [];
  const number = (at: number): number => packed[at] ?? NOTHING;
  for (let at = 0; at < packed.length; at += NUMBERS) {
    points.push({
      at: number(at),
      lat: number(at + 1),
      lon: number(at + 2),
      speedKnots: orNull(number(at + 3)),
      courseDeg: orNull(number(at + 4)),
      headingDeg: orNull(number(at + 5)),
      navigationStatus: statusOf(number(at + 6)),
      break: TrackBreak.options[number(at + 7)] ?? null,
    });
  }
  return points;
}

function orNull(value: number): number | null {
  return value === NOTHING ? null : value;
}
