import type { EngineMap } from './engine.js';

/** What of the chart may be switched off. Vessels, incidents and beacons of distress may not. */
export const MAP_GROUPS = [
  ...(['base-map', 'names', 'vectors', 'limit', 'berths', 'anchorages'] as const),
  ...(['zones', 'gates', 'places', 'cameras', 'officers'] as const),
] as const;
export type MapGroup = (typeof MAP_GROUPS)[number];

/** Minutes a course vector may stand for (IEC 62288 leaves the length to the user). */
export const VECTOR_MINUTES = [6, 10, 20, 30] as const;

/** How somebody wants the chart to look. [AIS102] */
export interface MapLook {
  readonly hidden: readonly MapGroup[];
  readonly vectorMinutes: number;
}

const LAYERS: Readonly<Record<MapGroup, readonly string[]>> = {
  // Of layers the site made: the overlay that drew them hides them.
  'base-map': [],
  names: ['vessel-names', 'vessel-names-turned'],
  vectors: ['vectors'],
  limit: ['port-limit'],
  berths: ['berths', 'berth-names'],
  anchorages: ['anchorages'],
  zones: ['zones', 'zone-edges'],
  gates: ['gates', 'gate-names'],
  places: [],
  cameras: ['camera-views', 'cameras'],
  officers: ['officers', 'officers-names'],
};
/** Names of these stand in one layer, so that they avoid each other. */
const NAMED: Partial<Readonly<Record<MapGroup, string>>> = {
  anchorages: 'anchorage',
  zones: 'zone',
  places: 'place',
};

export function showGroups(map: EngineMap, hidden: readonly MapGroup[]): void {
  for (const group of MAP_GROUPS) {
    for (const layer of LAYERS[group]) map.showLayer(layer, !hidden.includes(group));
  }
  const kinds = MAP_GROUPS.flatMap((group) => (hidden.includes(group) ? [] : (NAMED[group] ?? [])));
  map.raw.setFilter('port-names', ['in', ['get', 'kind'], ['literal', kinds]]);
}
