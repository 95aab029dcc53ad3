import { placesOf, type Anchorage, type Berth, type PortSite, type RadiationGate, type Zone } from './port-site.js';

/** What is another in one geometry than in an earlier one, by the ids of places. */
export interface PortSiteChanges {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  readonly limit: boolean;
}

type Place = Berth | Anchorage;

type Part = Place | Zone | RadiationGate;

const allOf = (site: PortSite): readonly Part[] => [
  ...placesOf(site),
  ...(site.zones ?? []),
  ...(site.radiationGates ?? []),
];

export function changesOf(before: PortSite, after: PortSite): PortSiteChanges {
  const known = new Map(allOf(before).map((place) => [place.id, place]));
  const now = new Set(allOf(after).map(({ id }) => id));
  const said = (place: Part): string =>
    JSON.stringify(Object.entries(place).toSorted(([a], [b]) => a.localeCompare(b)));
  const differs = (place: Part): boolean => {
    const earlier = known.get(place.id);
    return earlier !== undefined && said(earlier) !== said(place);
  };
  return {
    added: [...now].filter((id) => !known.has(id)),
    changed: allOf(after)
      .filter(differs)
      .map(({ id }) => id),
    removed: [...known.keys()].filter((id) => !now.has(id)),
    limit: JSON.stringify(before.limit) !== JSON.stringify(after.limit),
  };
}

export function isChanged({ added, changed, removed, limit }: PortSiteChanges): boolean {
  return limit || added.length + changed.length + removed.length > 0;
}

/** With a place put in, in the place of the one of `id` or as a new one. */
export function withPlace(site: PortSite, place: Place, id: string | null): PortSite {
  const put = <T extends Place>(places: readonly T[], one: T): T[] => {
    const at = places.findIndex((other) => other.id === id);
    return at < 0 ? [...places, one] : places.with(at, one);
  };
  return 'axisDeg' in place
    ? { ...site, berths: put(site.berths, place) }
    : { ...site, anchorages: put(site.anchorages, place) };
}

export function withoutPlace(site: PortSite, id: string): PortSite {
  const keep = (place: Part): boolean => place.id !== id;
  const { berths, anchorages, zones, radiationGates } = site;
  return {
    ...{ ...site, berths: berths.filter(keep), anchorages: anchorages.filter(keep) },
    ...(zones ? { zones: zones.filter(keep) } : {}),
    ...(radiationGates ? { radiationGates: radiationGates.filter(keep) } : {}),
  };
}
