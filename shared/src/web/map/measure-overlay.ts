import type { Feature, FeatureCollection } from 'geojson';
import { courseTo, greatCirclePoint } from '../../kernel/geodesic.js';
import type { LatLon } from '../../kernel/geodesy.js';
import { lineCoordinates } from './line-coordinates.js';

/** A point of what is being measured and what stands beside it. */
export interface MeasuredPoint extends LatLon {
  readonly label: string;
}

/** Over so much of a leg the great circle and the chart's straight line are the same to the eye. */
const STRAIGHT_METRES = 20_000;
const MOST_PARTS = 100;

/** [AIS85] The legs along their great circles, and their points. */
export function measureFeatures(points: readonly MeasuredPoint[]): FeatureCollection {
  const line = points.flatMap((point, at) => {
    const before = points[at - 1];
    return before ? [...between(before, point), point] : [point];
  });
  const coordinates = lineCoordinates(line);
  const legs: Feature[] =
    points.length < 2
      ? []
      : [{ type: 'Feature', properties: { part: 'leg' }, geometry: { type: 'LineString', coordinates } }];
  const dots = points.map((point): Feature => {
    const [lon, lat] = coordinates[line.indexOf(point)] ?? [point.lon, point.lat];
    const properties = { part: 'point', label: point.label };
    return { type: 'Feature', properties, geometry: { type: 'Point', coordinates: [lon, lat] } };
  });
  return { type: 'FeatureCollection', features: [...legs, ...dots] };
}

function between(from: LatLon, to: LatLon): LatLon[] {
  const parts = Math.min(MOST_PARTS, Math.ceil(courseTo(from, to).metres / STRAIGHT_METRES));
  return Array.from({ length: Math.max(0, parts - 1) }, (_, at) => greatCirclePoint(from, to, (at + 1) / parts));
}
