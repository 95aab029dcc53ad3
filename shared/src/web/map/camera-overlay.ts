import type { Feature, FeatureCollection } from 'geojson';
import type { Camera } from '../../features/camera/camera.model.js';
import { sectorOf } from '../../features/camera/camera-view.js';
import { destination } from '../../kernel/geodesy.js';

/** An arc is drawn in steps of at most so many degrees. */
const STEP_DEG = 9;

/** Each camera as a dot and the wedge it looks into; `look` is `watched`, `failed` or `idle`. */
export function cameraFeatures(cameras: readonly Camera[]): FeatureCollection {
  return { type: 'FeatureCollection', features: cameras.flatMap((camera) => featuresOf(camera)) };
}

function featuresOf(camera: Camera): Feature[] {
  const { position } = camera;
  const { bearingDeg, openingDeg, rangeMetres } = sectorOf(camera);
  if (!position) return [];
  const look = camera.state === 'failed' ? 'failed' : camera.state === 'idle' ? 'idle' : 'watched';
  const properties = { id: camera.id, look, key: camera.key };
  const dot: Feature = {
    type: 'Feature',
    properties: { ...properties, part: 'dot' },
    geometry: { type: 'Point', coordinates: [position.lon, position.lat] },
  };
  if (bearingDeg === null || !camera.key) return [dot];
  const steps = Math.ceil(openingDeg / STEP_DEG);
  const arc = Array.from({ length: steps + 1 }, (_, at) => {
    const edge = destination(position, bearingDeg - openingDeg / 2 + (openingDeg * at) / steps, rangeMetres);
    return [edge.lon, edge.lat];
  });
  // Of one that sees all around there is no edge to its middle.
  const apex = openingDeg < 360 ? [[position.lon, position.lat]] : [];
  return [
    {
      type: 'Feature',
      properties: { ...properties, part: 'wedge' },
      geometry: { type: 'Polygon', coordinates: [[...apex, ...arc, ...apex]] },
    },
    dot,
  ];
}
