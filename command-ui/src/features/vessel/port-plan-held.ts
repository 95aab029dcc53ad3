import type { LatLon } from '@haigang/shared/kernel/geodesy';
import { withPart } from '@haigang/shared/features/vessel/port-site.changes';
import { ringsOf, withRing } from '@haigang/shared/features/vessel/port-site.rings';
import { partsOf, type PortSite } from '@haigang/shared/features/vessel/port-site';
import { withCorner } from './port-ring-edit.js';
import type { Held } from './use-plan-drag.js';

/** To 1e-7°, about a centimetre, as a file says it (AIS101). */
export function roundedPlace({ lat, lon }: LatLon): LatLon {
  const round = (degrees: number): number => Math.round(degrees * 1e7) / 1e7;
  return { lat: round(lat), lon: round(lon) };
}

/** Whether what is held is as it was: somebody else may have saved another geometry while it was on its way. */
export function isAsTaken(site: PortSite, grip: Held['grip']): boolean {
  if (grip.kind === 'place') return partsOf(site).includes(grip.part);
  return ringsOf(site).some(({ ring }) => ring === grip.ring.ring);
}

/** The port as it would be if what is held were let go; null where the ring has no room for another corner. */
export function withHeld(site: PortSite, { grip, to }: Pick<Held, 'grip' | 'to'>): PortSite | null {
  const place = roundedPlace(to);
  if (grip.kind === 'place') return withPart(site, { ...grip.part, centre: place }, grip.part.id);
  const { id, ring } = grip.ring;
  const moved = grip.kind === 'corner' ? ring.with(grip.at, place) : withCorner(ring, grip.at, place);
  return moved && withRing(site, id, moved);
}
