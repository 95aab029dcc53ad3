import { expect, test } from 'vitest';
import type { LayerSpecification } from 'maplibre-gl';
import type { EngineMap } from './engine.js';
import { MAP_GROUPS, showGroups } from './map-look.js';
import { addPortLayers, addUpperLayers } from './port-layers.js';
import { VesselOverlay } from './vessel-overlay.js';

/** What an engine was told of layers; what it draws of them is its own affair. */
function engine() {
  const added = new Set<string>();
  const shown = new Map<string, unknown>();
  const filters = new Map<string, unknown>();
  const map = {
    addLayer: ({ id }: LayerSpecification) => void added.add(id),
    setData: () => undefined,
    marks: { add: ({ id }: { id: string }) => void added.add(id) },
    showLayer: (id: string, wanted: boolean) => void shown.set(id, wanted ? 'visible' : 'none'),
    raw: {
      setFilter: (id: string, filter: unknown) => void filters.set(id, filter),
    },
  } as unknown as EngineMap;
  addPortLayers(map, { type: 'FeatureCollection', features: [] }, 14);
  new VesselOverlay(map, [121.9, 29.9], 14);
  addUpperLayers(map, 14);
  return { map, added, shown, filters };
}

test('[AIS102] every switch is of layers that there are, and incidents, beacons and the chosen vessel have none', () => {
  const { map, added, shown, filters } = engine();
  showGroups(map, MAP_GROUPS);
  expect([...shown.keys()].filter((id) => !added.has(id))).toEqual([]);
  expect(new Set(shown.values())).toEqual(new Set(['none']));
  expect(JSON.stringify(filters.get('port-names'))).not.toContain('zone');
  for (const id of ['incidents', 'incidents-names', 'beacons', 'selected', 'trail']) {
    expect(added.has(id) && !shown.has(id), id).toBe(true);
  }
});

test('[AIS102] what is switched on again shows, with its names', () => {
  const { map, shown, filters } = engine();
  showGroups(map, ['zones', 'cameras']);
  expect(shown.get('zones')).toBe('none');
  expect(shown.get('berths')).toBe('visible');
  expect(filters.get('port-names')).toEqual(['in', ['get', 'kind'], ['literal', ['anchorage', 'place']]]);
  showGroups(map, []);
  expect(shown.get('zones')).toBe('visible');
  expect(filters.get('port-names')).toEqual(['in', ['get', 'kind'], ['literal', ['anchorage', 'zone', 'place']]]);
});
