import type { Feature, FeatureCollection } from 'geojson';
import type { Camera } from '../../features/camera/camera.model.js';
import { CAMERA_VIEW_DEG, CAMERA_VIEW_METRES } from '../../features/camera/camera-view.js';
import { destination } from '../../kernel/geodesy.js';

const ARC_STEPS = 6;

/** Each camera as a dot and the wedge it looks into; `look` is `watched`, `failed` or `idle`. */
export function cameraFeatures(cameras: readonly Camera[]): FeatureCollection {
  return { type: 'FeatureCollection', features: cameras.flatMap((camera) => featuresOf(camera)) };
}

function featuresOf(camera: Camera): Feature[] {
  const { position, bearingDeg } = camera;
  if (!position) return [];
  const look = camera.state === 'failed' ? 'failed' : camera.state === 'idle' ? 'idle' : 'watched';
  const properties = { id: camera.id, look, key: camera.key };
  const dot: Feature = {
    type: 'Feature',
    properties: { ...properties, part: 'dot' },
    geometry: { type: 'Point', coordinates: [position.lon, position.lat] },
  };
  if (bearingDeg === null || !camera.key) return [dot];
  const arc = Array.from({ length: ARC_STEPS + 1 }, (_, at) => {
    const edge = destination(
      position,
      bearingDeg - CAMERA_VIEW_DEG / 2 + (CAMERA_VIEW_DEG * at) / ARC_STEPS,
      CAMERA_VIEW_METRES,
    );
    return [edge.lon, edge.lat];
  });
  const apex = [position.lon, position.lat];
  return [
    {
      type: 'Feature',
      properties: { ...properties, part: 'wedge' },
      geometry: { type: 'Polygon', coordinates: [[apex, ...arc, apex]] },
    },
    dot,
  ];
}
