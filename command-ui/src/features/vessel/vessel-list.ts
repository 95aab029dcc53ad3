import { flagOf } from '@haigang/shared/features/vessel/flag';
import type { PortSite } from '@haigang/shared/features/vessel/port-site';
import type { Vessel } from '@haigang/shared/features/vessel/vessel.model';
import { vesselSearch } from '@haigang/shared/features/vessel/vessel-search';
import { silenceOf } from '@haigang/shared/features/vessel/vessel-silence';
import type { LostLimits } from '@haigang/shared/features/vessel/vessel.rules';
import type { Stay } from './use-stays.js';
import { areaOf, type VesselArea } from './vessel-area.js';

/** One vessel as the list shows, filters and sorts it. */
export interface ListedVessel {
  readonly vessel: Vessel;
  /** ISO 3166 alpha-2. */
  readonly flag: string | null;
  readonly area: VesselArea | null;
  readonly lost: boolean;
  /** [AIS103] Lost, and sailed out of hearing. */
  readonly gone: boolean;
}

export const COLUMNS = [
  ...(['name', 'flag', 'type', 'speed', 'course', 'status', 'area', 'destination', 'age'] as const),
] as const;
export type ListColumn = (typeof COLUMNS)[number];

/** What is chosen for a facet when a vessel does not tell it. */
export const NOT_TOLD = '-';

/** What the list can be narrowed down by, each to one value; the state of quarantine belongs here once it is known. */
const FACETS = {
  type: ({ vessel }) => (vessel.kind === 'ship' ? vessel.shipClass : 'station'),
  flag: ({ flag }) => flag ?? NOT_TOLD,
  status: ({ vessel }) => vessel.navigationStatus ?? NOT_TOLD,
  area: ({ area }) => (area === null ? NOT_TOLD : area.kind === 'anchorage' ? area.id : area.kind),
  heard: ({ lost, gone }) => (gone ? 'gone' : lost ? 'lost' : 'heard'),
  origin: ({ vessel }) => (vessel.simulated ? 'simulated' : 'real'),
} as const satisfies Record<string, (row: ListedVessel) => string>;
export type Facet = keyof typeof FACETS;
export const FACET_NAMES = Object.keys(FACETS) as readonly Facet[];

export interface ListQuery {
  readonly text: string;
  readonly facets: Readonly<Partial<Record<Facet, string>>>;
  readonly column: ListColumn;
  readonly descending: boolean;
}
export const WHOLE_LIST: ListQuery = { text: '', facets: {}, column: 'name', descending: false };

/** Words of the reader's language for what is sorted by them. */
export type ListWords = Readonly<Record<'flag' | 'type' | 'status' | 'area', (row: ListedVessel) => string | null>>;

/** Every vessel of the picture at `now`, server milliseconds. What a report did not change is worked out once. */
export function listVessels(
  vessels: Iterable<Vessel>,
  of: {
    readonly now: number;
    readonly limits: LostLimits;
    readonly stays: StayIndex;
    readonly site: PortSite;
    readonly edgeMs: number;
  },
): ListedVessel[] {
  return Array.from(vessels, (vessel) => {
    const stay = of.stays.get(stayKey(vessel));
    const silence = silenceOf(vessel, of.now, of);
    const [lost, gone] = [silence !== 'heard', silence === 'out-of-range'];
    const known = KNOWN.get(vessel);
    const isSame = known?.stay === stay && known?.site === of.site;
    if (known && isSame && known.row.lost === lost && known.row.gone === gone) return known.row;
    const row = { vessel, flag: flagOf(Number(vessel.mmsi)), area: areaOf(vessel.position, stay, of.site), lost, gone };
    KNOWN.set(vessel, { row, stay, site: of.site });
    return row;
  });
}
/** A report makes another object of its vessel, so what is known of one holds for as long as it lives. */
const KNOWN = new WeakMap<Vessel, { row: ListedVessel; stay: Stay | undefined; site: PortSite }>();

export type StayIndex = ReadonlyMap<string, Stay>;
export function indexStays(stays: readonly Stay[]): StayIndex {
  return new Map(stays.map((stay) => [stayKey(stay), stay]));
}
function stayKey({ mmsi, simulated }: { readonly mmsi: string; readonly simulated: boolean }): string {
  return simulated ? `${mmsi} simulated` : mmsi;
}

/** [AIS81] Those whose name, MMSI, IMO number or call sign holds the text, and who have every value chosen. */
export function matching(rows: readonly ListedVessel[], { text, facets }: ListQuery): ListedVessel[] {
  const holds = vesselSearch(text);
  const chosen = FACET_NAMES.flatMap((facet) => {
    const value = facets[facet];
    return value === undefined ? [] : [{ has: FACETS[facet], value }];
  });
  return rows.filter((row) => chosen.every(({ has, value }) => has(row) === value) && holds(row.vessel));
}

/** Values there are of a facet with how many have each, and the one chosen although nobody has it now. */
export function facetValues(rows: readonly ListedVessel[], facet: Facet, chosen?: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>(chosen === undefined ? [] : [[chosen, 0]]);
  const has = FACETS[facet];
  for (const row of rows) {
    const value = has(row);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

type SortKey = string | number | null;

function keyOf(column: ListColumn, words: ListWords): (row: ListedVessel) => SortKey {
  switch (column) {
    case 'name':
      return ({ vessel }) => vessel.name;
    case 'speed':
      return ({ vessel }) => vessel.speedKnots;
    case 'course':
      return ({ vessel }) => vessel.courseDeg;
    case 'destination':
      return ({ vessel }) => vessel.destination;
    case 'age':
      return ({ vessel }) => -vessel.lastReportAt;
    case 'flag':
    case 'type':
    case 'status':
    case 'area':
      return words[column];
  }
}

/** [AIS81] In the order asked for; what is not told stands last either way, and equal ones by name and MMSI. */
export function sorted(
  rows: readonly ListedVessel[],
  { column, descending }: Pick<ListQuery, 'column' | 'descending'>,
  words: ListWords,
  locale: string,
): ListedVessel[] {
  const byName = ranks(
    rows.map(({ vessel }) => vessel.name),
    locale,
  );
  const key = keyOf(column, words);
  const keys = rows.map((row) => key(row));
  const byKey = ranks(keys, locale);
  const turn = descending ? -1 : 1;
  const entries = rows.map((row, at) => ({ row, key: byKey(keys[at] ?? null), name: byName(row.vessel.name) }));
  entries.sort((a, b) => {
    if (a.key !== b.key) {
      if (a.key === null || b.key === null) return a.key === null ? 1 : -1;
      return turn * (a.key - b.key);
    }
    return (a.name ?? Infinity) - (b.name ?? Infinity) || (a.row.vessel.mmsi < b.row.vessel.mmsi ? -1 : 1);
  });
  return entries.map(({ row }) => row);
}

/** Numbers stand for themselves, texts for their place in the reader's alphabet: comparing texts is what costs. */
function ranks(keys: readonly SortKey[], locale: string): (key: SortKey) => number | null {
  const texts = [...new Set(keys.filter((key) => typeof key === 'string'))];
  const { compare } = new Intl.Collator(locale, { numeric: true });
  const places = new Map(texts.sort(compare).map((text, at) => [text, at]));
  return (key) => (typeof key === 'string' ? (places.get(key) ?? null) : key);
}
