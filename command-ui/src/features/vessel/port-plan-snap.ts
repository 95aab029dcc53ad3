import { distanceMetres, vectorMetres, type LatLon } from '@haigang/shared/kernel/geodesy';
import type { Ring } from '@haigang/shared/kernel/polygon';
import type { Bilingual } from '@haigang/shared/kernel/bilingual';
import { berthRing, type PortSite } from '@haigang/shared/features/vessel/port-site';
import { ringsOf } from '@haigang/shared/features/vessel/port-site.rings';

/** What a corner is put on: the limit (without a name), a zone, or the water of a berth. */
export interface SnapShape {
  readonly name: Bilingual | null;
  readonly ring: Ring;
}

export interface Snap {
  /** Of a corner exactly where it is. */
  readonly place: LatLon;
  readonly on: 'corner' | 'edge';
  readonly shape: SnapShape;
}

/** All shapes of the port but the one of `exceptId`. */
export function snapShapes(site: PortSite, exceptId: string | null): readonly SnapShape[] {
  const berths = site.berths.map((berth) => ({ name: berth.name, ring: berthRing(berth) }));
  return [...ringsOf(site).filter(({ id }) => id !== exceptId), ...berths];
}

/**
 * [AIS115] The nearest corner of another shape within reach, or else the nearest place on an edge; null where there is
 * neither. A corner comes first although an edge is always as near.
 */
export function snapTo(place: LatLon, shapes: readonly SnapShape[], reachMetres: number): Snap | null {
  let corner: Found | null = null;
  let edge: Found | null = null;
  for (const shape of shapes) {
    let before = shape.ring.at(-1);
    for (const at of shape.ring) {
      if (!before) break;
      corner = nearer(corner, { shape, place: at, metres: distanceMetres(place, at) });
      edge = nearer(edge, { shape, ...nearestOn(before, at, place) });
      before = at;
    }
  }
  if (corner && corner.metres <= reachMetres) return { on: 'corner', shape: corner.shape, place: corner.place };
  if (edge && edge.metres <= reachMetres) return { on: 'edge', shape: edge.shape, place: edge.place };
  return null;
}

interface Found {
  readonly shape: SnapShape;
  readonly place: LatLon;
  readonly metres: number;
}

const nearer = (known: Found | null, other: Found): Found => (known && known.metres <= other.metres ? known : other);

function nearestOn(from: LatLon, to: LatLon, place: LatLon): Pick<Found, 'place' | 'metres'> {
  const [a, b] = [vectorMetres(place, from), vectorMetres(place, to)];
  const [east, north] = [b.east - a.east, b.north - a.north];
  const squared = east * east + north * north;
  const along = squared === 0 ? 0 : Math.min(1, Math.max(0, -(a.east * east + a.north * north) / squared));
  return {
    place: { lat: from.lat + along * (to.lat - from.lat), lon: from.lon + along * (to.lon - from.lon) },
    metres: Math.hypot(a.east + along * east, a.north + along * north),
  };
}
