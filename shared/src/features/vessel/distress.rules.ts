import type { Vessel } from './vessel.model.js';

const BEACONS = ['sart', 'man-overboard', 'epirb'] as const;
export type DistressBeacon = (typeof BEACONS)[number];

/**
 * [AIS25] What a beacon of distress says: `active` is somebody in distress (navigational status 14), `test` anything else,
 * as a beacon under test sends 15. Null for every other station. (ITU-R M.585 annex 2, M.1371 table 48; IEC 61097-14)
 */
export function distressOf(vessel: Pick<Vessel, 'kind' | 'navigationStatus'>): 'active' | 'test' | null {
  if (!BEACONS.includes(vessel.kind as DistressBeacon)) return null;
  return vessel.navigationStatus === 'distress-beacon' ? 'active' : 'test';
}

/** Beacons in distress, whoever was heard first at the front. */
export function activeBeacons(vessels: Iterable<Vessel>): (Vessel & { kind: DistressBeacon })[] {
  return [...vessels]
    .filter((vessel): vessel is Vessel & { kind: DistressBeacon } => distressOf(vessel) === 'active')
    .toSorted((a, b) => a.firstHeardAt - b.firstHeardAt || a.mmsi.localeCompare(b.mmsi));
}
