import type { TFunction } from 'i18next';
import { placeOf, type PortSite } from '@haigang/shared/features/vessel/port-site';
import { currentLanguage, inLanguage, regionName } from '@haigang/shared/web/i18n';
import { NOT_TOLD, type Facet, type ListWords } from './vessel-list.js';

/** What the columns say in the reader's language; null for what is not told. */
export function listWords(t: TFunction): ListWords {
  return {
    flag: ({ flag }) => flag,
    type: ({ vessel }) => {
      if (vessel.kind !== 'ship') return t(`stationKind.${vessel.kind}`);
      return vessel.shipType === null ? null : t(`shipType.${vessel.shipType}`);
    },
    status: ({ vessel }) =>
      vessel.navigationStatus === null ? null : t(`navigationStatus.${vessel.navigationStatus}`),
    area: ({ area }) => {
      if (area === null) return null;
      if (area.kind === 'port' || area.kind === 'sea') return t(`vesselList.area.${area.kind}`);
      return t(area.lies ? `vesselList.lies.${area.kind}` : 'vesselList.within', { place: area.id });
    },
  };
}

/** What a value of a facet is called among its choices. */
export function facetText(facet: Facet, value: string, of: { t: TFunction; site: PortSite }): string {
  const { t, site } = of;
  if (value === NOT_TOLD) return t('vesselList.notTold');
  switch (facet) {
    case 'type':
      return value === 'station' ? t('vesselList.station') : t(`vessel.${value}`);
    case 'flag':
      return `${value} ${regionName(value, currentLanguage())}`;
    case 'status':
      return t(`navigationStatus.${value}`);
    case 'area': {
      const place = placeOf(site, value);
      return place ? inLanguage(place.name) : t(`vesselList.area.${value}`, { defaultValue: value });
    }
    case 'heard':
    case 'origin':
      return t(`vesselList.${value}`);
  }
}
