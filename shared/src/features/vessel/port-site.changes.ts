import { partsOf, type PortSite, type SitePart } from './port-site.js';

/** What is another in one geometry than in an earlier one, by the ids of places. */
export interface PortSiteChanges {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  readonly limit: boolean;
}

export function changesOf(before: PortSite, after: PortSite): PortSiteChanges {
  const known = new Map(partsOf(before).map((place) => [place.id, place]));
  const now = new Set(partsOf(after).map(({ id }) => id));
  const said = (place: SitePart): string =>
    JSON.stringify(Object.entries(place).toSorted(([a], [b]) => a.localeCompare(b)));
  const differs = (place: SitePart): boolean => {
    const earlier = known.get(place.id);
    return earlier !== undefined && said(earlier) !== said(place);
  };
  return {
    added: [...now].filter((id) => !known.has(id)),
    changed: partsOf(after)
      .filter(differs)
      .map(({ id }) => id),
    removed: [...known.keys()].filter((id) => !now.has(id)),
    limit: JSON.stringify(before.limit) !== JSON.stringify(after.limit),
  };
}

export function isChanged({ added, changed, removed, limit }: PortSiteChanges): boolean {
  return limit || added.length + changed.length + removed.length > 0;
}

/** With a part put in, in the place of the one of `id` or as a new one. */
export function withPart(site: PortSite, part: SitePart, id: string | null): PortSite {
  const put = <T extends SitePart>(parts: readonly T[], one: T): T[] => {
    const at = parts.findIndex((other) => other.id === id);
    return at < 0 ? [...parts, one] : parts.with(at, one);
  };
  if ('axisDeg' in part) return { ...site, berths: put(site.berths, part) };
  if ('radiusMetres' in part) return { ...site, anchorages: put(site.anchorages, part) };
  if ('ring' in part) return { ...site, zones: put(site.zones ?? [], part) };
  return { ...site, radiationGates: put(site.radiationGates ?? [], part) };
}

export function withoutPart(site: PortSite, id: string): PortSite {
  const keep = (part: SitePart): boolean => part.id !== id;
  const { berths, anchorages, zones, radiationGates } = site;
  return {
    ...{ ...site, berths: berths.filter(keep), anchorages: anchorages.filter(keep) },
    ...(zones ? { zones: zones.filter(keep) } : {}),
    ...(radiationGates ? { radiationGates: radiationGates.filter(keep) } : {}),
  };
}
