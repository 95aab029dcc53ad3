import type { Feature, FeatureCollection } from 'geojson';
import type { LatLon } from '../../kernel/geodesy.js';
import type { Trail } from '../../features/vessel/track.rules.js';
import { lineCoordinates } from './line-coordinates.js';

/** Lines of the trail; over the date line they go on beyond 180 degrees. */
export function trailFeatures(trail: Trail | null): FeatureCollection {
  const features = trail
    ? [...trail.sailed.map((line) => feature('sailed', line)), ...trail.gaps.map((line) => feature('gap', line))]
    : [];
  return { type: 'FeatureCollection', features };
}

function feature(part: 'sailed' | 'gap', line: readonly LatLon[]): Feature {
  return {
    type: 'Feature',
    properties: { part },
    geometry: { type: 'LineString', coordinates: lineCoordinates(line) },
  };
}
