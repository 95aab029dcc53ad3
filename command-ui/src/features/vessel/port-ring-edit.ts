import type { LatLon } from '@haigang/shared/kernel/geodesy';
import type { Ring } from '@haigang/shared/kernel/polygon';
import { RING_CORNERS } from '@haigang/shared/features/vessel/port-site';

/** In the middle of the edge that begins at a corner. */
export function middleOfEdge(ring: Ring, at: number): LatLon {
  const [from, to] = [ring[at], ring[(at + 1) % ring.length]];
  if (!from || !to) throw new RangeError(`a ring of ${ring.length} has no edge ${at}`);
  return { lat: (from.lat + to.lat) / 2, lon: (from.lon + to.lon) / 2 };
}

/** [AIS114] With a new corner on the edge that begins at `at`; null for one that has as many as it may. */
export function withCorner(ring: Ring, at: number, corner: LatLon): Ring | null {
  return ring.length < RING_CORNERS.most ? ring.toSpliced(at + 1, 0, corner) : null;
}

/** [AIS114] Without a corner; null for a ring that would be none. */
export function withoutCorner(ring: Ring, at: number): Ring | null {
  return ring.length > RING_CORNERS.least ? ring.toSpliced(at, 1) : null;
}
