import type { Feature, FeatureCollection } from 'geojson';
import { courseTo, METRES_PER_NM } from '../../kernel/geodesic.js';
import { destination, type LatLon } from '../../kernel/geodesy.js';

/** Radii in a close view of a port, nautical miles. */
const RADII_NM = [0.25, 0.5, 1, 2] as const;
/** What the radii are multiplied with as the view is closer or wider: all give round figures. */
const STEPS = [0.1, 0.2, 0.4, 1, 2, 4, 10, 20, 40] as const;
/** The largest ring takes at most this part of what there is from the middle to the nearer edge. */
const FILL = 0.95;
const CORNERS = 96;

/** [AIS86] Radii that fit into a view that reaches so many metres from its middle, nautical miles. */
export function ringRadiiNm(reachMetres: number): readonly number[] {
  const most = (reachMetres * FILL) / (METRES_PER_NM * RADII_NM[3]);
  const step = STEPS.findLast((one) => one <= most) ?? STEPS[0];
  return RADII_NM.map((radius) => Number((radius * step).toFixed(3)));
}

/** [AIS86] Circles on the water around a place, each with its radius at the top. */
export function ringFeatures(centre: LatLon | null, radiiNm: readonly number[]): FeatureCollection {
  return { type: 'FeatureCollection', features: centre ? radiiNm.flatMap((radius) => ring(centre, radius)) : [] };
}

function ring(centre: LatLon, radiusNm: number): Feature[] {
  const coordinates = Array.from({ length: CORNERS + 1 }, (_, at) => {
    const bearingDeg = (360 * at) / CORNERS;
    const metres = radiusNm * METRES_PER_NM;
    // What the flat step is off is made up for by the measure of the chart's own tool.
    const flat = courseTo(centre, destination(centre, bearingDeg, metres)).metres;
    const { lon, lat } = destination(centre, bearingDeg, (metres * metres) / flat);
    return [lon, lat];
  });
  const top = coordinates[0] ?? [];
  return [
    { type: 'Feature', properties: { part: 'ring' }, geometry: { type: 'LineString', coordinates } },
    {
      type: 'Feature',
      properties: { part: 'radius', label: `${radiusNm} nm` },
      geometry: { type: 'Point', coordinates: top },
    },
  ];
}
