import type { Bilingual } from '../../kernel/bilingual.js';
import type { Ring } from '../../kernel/polygon.js';
import { crossingOfRing, type Crossing } from '../../kernel/ring-crossing.js';
import type { PortSite } from './port-site.js';

/** Stands for the port limit among the ids of places; no place has an empty one. */
export const LIMIT_ID = '';

/** The port limit or a zone. */
export interface SiteRing {
  /** Of the zone, or `LIMIT_ID`. */
  readonly id: string;
  /** Null for the limit, which has none. */
  readonly name: Bilingual | null;
  readonly ring: Ring;
}

/** What has corners of its own: the limit first, then the zones. */
export function ringsOf({ limit, zones = [] }: PortSite): readonly SiteRing[] {
  return [{ id: LIMIT_ID, name: null, ring: limit }, ...zones];
}

/** With other corners of the limit or a zone; as it was where there is no such one. */
export function withRing(site: PortSite, id: string, ring: Ring): PortSite {
  if (id === LIMIT_ID) return { ...site, limit: [...ring] };
  const { zones } = site;
  return zones ? { ...site, zones: zones.map((zone) => (zone.id === id ? { ...zone, ring: [...ring] } : zone)) } : site;
}

export interface SiteCrossing extends Pick<SiteRing, 'id' | 'name'> {
  readonly crossing: Crossing;
}

/** [AIS116] The rings that cross themselves; such a geometry is not saved. */
export function crossingsOf(site: PortSite): readonly SiteCrossing[] {
  return ringsOf(site).flatMap(({ id, name, ring }) => {
    const crossing = crossingOfRing(ring);
    return crossing ? [{ id, name, crossing }] : [];
  });
}
