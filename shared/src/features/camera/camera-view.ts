import { courseTo } from '../../kernel/geodesic.js';
import type { LatLon } from '../../kernel/geodesy.js';
import type { CameraPoint } from './camera.model.js';

/** Opening and reach of every camera's sector of view, schematic until the site gives each camera's own. */
export const CAMERA_VIEW_DEG = 50;
export const CAMERA_VIEW_METRES = 320;

/**
 * How far something `sizeMetres` across stands from a camera that looks at it, metres; null when no part of it is in the
 * sector of view, or when it is not known where the camera is or looks.
 */
export function metresInView(
  { position, bearingDeg }: Pick<CameraPoint, 'position' | 'bearingDeg'>,
  place: LatLon,
  sizeMetres = 0,
): number | null {
  if (!position || bearingDeg === null) return null;
  const { metres, bearingDeg: towards } = courseTo(position, place);
  const half = sizeMetres / 2;
  if (metres - half > CAMERA_VIEW_METRES) return null;
  if (metres <= half) return metres;
  const aside = Math.abs(((towards - bearingDeg + 540) % 360) - 180);
  const halfSeen = (Math.asin(half / metres) * 180) / Math.PI;
  return aside - halfSeen <= CAMERA_VIEW_DEG / 2 ? metres : null;
}
