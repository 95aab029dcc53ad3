import { courseTo } from '../../kernel/geodesic.js';
import type { LatLon } from '../../kernel/geodesy.js';
import type { CameraPoint } from './camera.model.js';

/** Schematic opening and reach, for a camera of which the site told neither. */
const SCHEMATIC_DEG = 50;
const SCHEMATIC_METRES = 320;

type Looks = Pick<CameraPoint, 'position' | 'bearingDeg' | 'fieldOfViewDeg' | 'rangeMetres'>;

/** What a camera sees: its own where the site told it. One that sees all around looks nowhere in particular. */
export function sectorOf({ bearingDeg, fieldOfViewDeg, rangeMetres }: Omit<Looks, 'position'>): {
  readonly bearingDeg: number | null;
  readonly openingDeg: number;
  readonly rangeMetres: number;
} {
  const openingDeg = fieldOfViewDeg ?? SCHEMATIC_DEG;
  return {
    bearingDeg: bearingDeg ?? (openingDeg === 360 ? 0 : null),
    openingDeg,
    rangeMetres: rangeMetres ?? SCHEMATIC_METRES,
  };
}

/**
 * How far something `sizeMetres` across stands from a camera that looks at it, metres; null when no part of it is in the
 * sector of view, or when it is not known where the camera is or looks.
 */
export function metresInView(camera: Looks, place: LatLon, sizeMetres = 0): number | null {
  const { position } = camera;
  const { bearingDeg, openingDeg, rangeMetres } = sectorOf(camera);
  if (!position || bearingDeg === null) return null;
  const { metres, bearingDeg: towards } = courseTo(position, place);
  const half = sizeMetres / 2;
  if (metres - half > rangeMetres) return null;
  if (metres <= half) return metres;
  const aside = Math.abs(((towards - bearingDeg + 540) % 360) - 180);
  const halfSeen = (Math.asin(half / metres) * 180) / Math.PI;
  return aside - halfSeen <= openingDeg / 2 ? metres : null;
}
