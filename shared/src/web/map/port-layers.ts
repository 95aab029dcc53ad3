import type { FeatureCollection } from 'geojson';
import type { LineLayerSpecification, SymbolLayerSpecification } from 'maplibre-gl';
import type { EngineMap } from './engine.js';
import { CHART } from './offline-style.js';
import { FACTS_EM, NAME_OFFSET_EM } from './vessel-features.js';

type SymbolLayout = NonNullable<SymbolLayerSpecification['layout']>;

const EMPTY: FeatureCollection = { type: 'FeatureCollection', features: [] };
const FONT = ['sans-serif'];
const HALO = { 'text-halo-color': '#0B0D0E', 'text-halo-width': 1.5 } as const;
const TEXT = { 'text-color': CHART.text, ...HALO } as const;
const BRIGHT = { 'text-color': '#ECEFEE', ...HALO } as const;

/**
 * The engine cuts all names anew with every change, tile by tile, and draws as each comes. Tiles of this zoom are few on
 * any screen of the port, and place a name within a metre: one of 17 km has 8192 steps. MapLibre counts the room that a
 * name takes in these steps, too: two pixels at zoom 16, eight at `DEEPEST_ZOOM`.
 */
const NAMES_ZOOM = 11;

/** Everything of ours is drawn from this layer on; a base map goes below. */
export const LOWEST_PORT_LAYER = 'zones';

/** Port geometry and cameras, under the vessels. Sources: `port`, `cameras`, `trail`, `hulls`. */
export function addPortLayers(map: EngineMap, port: FeatureCollection, textPx: number): void {
  map.setData('port', port);
  for (const source of ['cameras', 'trail', 'hulls', 'incidents', 'officer-names']) map.setData(source, EMPTY);
  map.setData('labels', EMPTY, NAMES_ZOOM);
  map.addLayer({
    id: LOWEST_PORT_LAYER,
    type: 'fill',
    source: 'port',
    filter: ['==', ['get', 'kind'], 'zone'],
    paint: { 'fill-color': CHART.text, 'fill-opacity': 0.07 },
  });
  addPortLines(map, 'zone-edges', 'zone', { 'line-color': CHART.text, 'line-width': 1.2, 'line-dasharray': [1, 3] });
  addPortLines(map, 'port-limit', 'limit', {
    'line-color': CHART.text,
    'line-width': 1,
    'line-opacity': 0.6,
    'line-dasharray': [8, 3, 1, 3],
  });
  addPortLines(map, 'anchorages', 'anchorage', { 'line-color': CHART.text, 'line-width': 1, 'line-dasharray': [4, 3] });
  addPortLines(map, 'berths', 'berth', { 'line-color': CHART.quay, 'line-width': 1.2 });
  addCameraLayers(map);
  map.addLayer({
    id: 'port-names',
    type: 'symbol',
    source: 'port',
    filter: ['in', ['get', 'kind'], ['literal', ['anchorage', 'place', 'zone']]],
    layout: { 'text-field': ['get', 'name'], 'text-font': FONT, 'text-size': textPx * 0.85, 'text-optional': true },
    paint: TEXT,
  });
  map.addLayer({
    id: 'berth-names',
    type: 'symbol',
    source: 'port',
    minzoom: 13,
    filter: ['==', ['get', 'kind'], 'berth'],
    layout: {
      ...{ 'text-field': ['get', 'name'], 'text-font': FONT, 'text-size': textPx * 0.75, 'text-optional': true },
      // Beside the berth where the ship's own name covers it.
      ...{ 'text-variable-anchor': ['center', 'bottom', 'top'], 'text-radial-offset': 2 },
    },
    paint: TEXT,
  });
  addGateLayers(map, textPx);
  addTrailLayers(map);
  addHullLayers(map);
}

/** [AIS106] Hulls at true size under their marks; one that is lost or predicted has a dashed edge and no sure body. */
function addHullLayers(map: EngineMap): void {
  map.addLayer({
    id: 'hull-bodies',
    type: 'fill',
    source: 'hulls',
    paint: {
      'fill-color': ['get', 'colour'],
      'fill-opacity': ['case', ['get', 'lost'], 0, ['get', 'sure'], 0.5, 0.2],
    },
  });
  for (const sure of [true, false]) {
    map.addLayer({
      id: sure ? 'hull-edges' : 'hull-edges-unsure',
      type: 'line',
      source: 'hulls',
      filter: ['==', ['get', 'sure'], sure],
      paint: { 'line-color': ['get', 'colour'], 'line-width': 1.6, ...(sure ? {} : { 'line-dasharray': [2, 2] }) },
    });
  }
}

/** Where radiation portal monitors stand, from where a terminal can be told apart. */
function addGateLayers(map: EngineMap, textPx: number): void {
  map.addLayer({
    id: 'gates',
    type: 'circle',
    source: 'port',
    minzoom: 11,
    filter: ['==', ['get', 'kind'], 'gate'],
    paint: {
      'circle-radius': 4,
      'circle-color': CHART.text,
      'circle-stroke-color': '#0B0D0E',
      'circle-stroke-width': 3,
    },
  });
  map.addLayer({
    id: 'gate-names',
    type: 'symbol',
    source: 'port',
    minzoom: 13,
    filter: ['==', ['get', 'kind'], 'gate'],
    layout: {
      ...{ 'text-field': ['get', 'name'], 'text-font': FONT, 'text-size': textPx * 0.75, 'text-optional': true },
      ...{ 'text-anchor': 'top', 'text-offset': [0, 0.8] },
    },
    paint: TEXT,
  });
}

/** The edges of one kind of the port's places. */
function addPortLines(
  map: EngineMap,
  id: string,
  kind: string,
  paint: NonNullable<LineLayerSpecification['paint']>,
): void {
  map.addLayer({ id, type: 'line', source: 'port', filter: ['==', ['get', 'kind'], kind], paint });
}

/** Where the chosen vessel sailed; what lies between two reports far apart in time is dashed, for nobody knows it. */
function addTrailLayers(map: EngineMap): void {
  map.addLayer({
    id: 'trail',
    type: 'line',
    source: 'trail',
    filter: ['==', ['get', 'part'], 'sailed'],
    layout: { 'line-join': 'round', 'line-cap': 'round' },
    paint: { 'line-color': CHART.accent, 'line-width': 2, 'line-opacity': 0.85 },
  });
  map.addLayer({
    id: 'trail-gaps',
    type: 'line',
    source: 'trail',
    filter: ['==', ['get', 'part'], 'gap'],
    paint: { 'line-color': CHART.text, 'line-width': 1.2, 'line-dasharray': [1, 4] },
  });
}

function addCameraLayers(map: EngineMap): void {
  map.addLayer({
    id: 'camera-views',
    type: 'fill',
    source: 'cameras',
    minzoom: 11,
    filter: ['==', ['get', 'part'], 'wedge'],
    paint: {
      'fill-color': CHART.accent,
      'fill-opacity': ['match', ['get', 'look'], 'watched', 0.34, 'failed', 0, 0.12],
    },
  });
  map.addLayer({
    id: 'cameras',
    type: 'circle',
    source: 'cameras',
    filter: ['==', ['get', 'part'], 'dot'],
    paint: {
      // The key cameras are always there; the other points of the port come with the detail.
      'circle-radius': ['step', ['zoom'], ['case', ['get', 'key'], 3, 0], 13, ['case', ['get', 'key'], 4, 2.5]],
      'circle-color': ['match', ['get', 'look'], 'failed', CHART.sea, CHART.accent],
      'circle-stroke-color': ['match', ['get', 'look'], 'failed', CHART.text, '#0B0D0E'],
      'circle-stroke-width': ['step', ['zoom'], ['case', ['get', 'key'], 1, 0], 13, 1],
    },
  });
}

/** Names of vessels, officers and incidents. */
export function addUpperLayers(map: EngineMap, textPx: number): void {
  const layout: SymbolLayout = {
    'text-field': ['format', ['get', 'name'], {}, '\n', {}, ['get', 'facts'], { 'font-scale': FACTS_EM }],
    'text-font': FONT,
    'text-size': textPx,
    'text-radial-offset': NAME_OFFSET_EM,
    'text-justify': 'auto',
  };
  map.addLayer({
    id: 'vessel-names',
    type: 'symbol',
    source: 'labels',
    filter: ['!', ['has', 'isTurned']],
    layout: {
      ...layout,
      'text-variable-anchor': ['top-left', 'bottom-left', 'top-right', 'bottom-right', 'top', 'bottom'],
    },
    paint: BRIGHT,
  });
  // Engines know no edge of the chart: to them half a name is one.
  map.addLayer({
    id: 'vessel-names-turned',
    type: 'symbol',
    source: 'labels',
    filter: ['has', 'isTurned'],
    layout: { ...layout, 'text-variable-anchor': ['top-right', 'bottom-right'] },
    paint: BRIGHT,
  });
  addMarkNames(map, textPx);
}

/**
 * An incident always has its name, below it. Officers often stand together, and at the incident: those together share a
 * name, which takes what room there is around them. [SCREEN3]
 */
function addMarkNames(map: EngineMap, textPx: number): void {
  const layout: SymbolLayout = { 'text-field': ['get', 'name'], 'text-font': FONT, 'text-size': textPx };
  map.addLayer({
    id: 'officers-names',
    type: 'symbol',
    source: 'officer-names',
    layout: {
      ...layout,
      'text-variable-anchor': [
        ...(['bottom', 'bottom-left', 'bottom-right', 'left', 'right'] as const),
        ...(['top', 'top-left', 'top-right'] as const),
      ],
      'text-radial-offset': 0.9,
      'text-justify': 'auto',
      'text-padding': 1,
    },
    paint: BRIGHT,
  });
  // The layer above is placed first: officers' names give way to it.
  map.addLayer({
    id: 'incidents-names',
    type: 'symbol',
    source: 'incidents',
    layout: {
      ...layout,
      'text-anchor': 'top',
      'text-offset': [0, 1.1],
      'text-allow-overlap': true,
    },
    paint: BRIGHT,
  });
}
