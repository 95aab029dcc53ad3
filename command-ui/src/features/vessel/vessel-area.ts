import type { Bilingual } from '@haigang/shared/kernel/bilingual';
import { distanceMetres, type LatLon } from '@haigang/shared/kernel/geodesy';
import { metresOutside } from '@haigang/shared/kernel/polygon';
import type { PortSite } from '@haigang/shared/features/vessel/port-site';
import { placeOf } from '@haigang/shared/features/vessel/port-site';
import type { Stay } from './use-stays.js';

/** Where a vessel is in the port's own words. [AIS82] */
export type VesselArea =
  | {
      readonly kind: 'berth' | 'anchorage';
      readonly id: string;
      readonly name: Bilingual;
      /** A port call says that she lies there; otherwise her position is in it and she may be passing through. */
      readonly lies: boolean;
    }
  | { readonly kind: 'port' }
  | { readonly kind: 'sea' };

/** [AIS82] The stay of her port call, where she has one; otherwise the place her position is in. Null without either. */
export function areaOf(position: LatLon | null, stay: Stay | undefined, site: PortSite): VesselArea | null {
  if (stay) {
    const name = placeOf(site, stay.placeId)?.name ?? { zh: stay.placeId, en: stay.placeId };
    return { kind: stay.kind, id: stay.placeId, name, lies: true };
  }
  if (!position) return null;
  const anchorage = site.anchorages.find(
    ({ centre, radiusMetres }) => distanceMetres(centre, position) <= radiusMetres,
  );
  if (anchorage) return { kind: 'anchorage', id: anchorage.id, name: anchorage.name, lies: false };
  return { kind: metresOutside(site.limit, position) === 0 ? 'port' : 'sea' };
}
