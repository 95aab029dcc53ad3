import type { FeatureCollection } from 'geojson';
import type { EngineMap } from './engine.js';
import { CHART } from './offline-style.js';
import { portGeometry } from './port-geometry.js';

const EMPTY: FeatureCollection = { type: 'FeatureCollection', features: [] };
const TEXT = { 'text-color': CHART.text, 'text-halo-color': '#0B0D0E', 'text-halo-width': 1.5 } as const;

/** Port geometry, cameras and incidents under the vessels, vessel names above; sources `cameras`, `incidents`, `labels`. */
export function addPortLayers(map: EngineMap): void {
  map.setData('port', portGeometry());
  for (const source of ['cameras', 'incidents', 'labels']) map.setData(source, EMPTY);
  map.addLayer({
    id: 'anchorages',
    type: 'line',
    source: 'port',
    filter: ['==', ['get', 'kind'], 'anchorage'],
    paint: { 'line-color': CHART.text, 'line-width': 1, 'line-dasharray': [4, 3] },
  });
  map.addLayer({
    id: 'berths',
    type: 'line',
    source: 'port',
    filter: ['==', ['get', 'kind'], 'berth'],
    paint: { 'line-color': CHART.quay, 'line-width': 1.2 },
  });
  map.addLayer({
    id: 'port-names',
    type: 'symbol',
    source: 'port',
    layout: { 'text-field': ['get', 'name'], 'text-font': ['sans-serif'], 'text-size': 13, 'text-optional': true },
    paint: TEXT,
  });
  map.addLayer({
    id: 'cameras',
    type: 'circle',
    source: 'cameras',
    minzoom: 11,
    paint: {
      'circle-radius': 3.5,
      'circle-color': CHART.accent,
      'circle-stroke-color': '#0B0D0E',
      'circle-stroke-width': 1,
    },
  });
  map.addLayer({
    id: 'incidents',
    type: 'circle',
    source: 'incidents',
    paint: {
      'circle-radius': 12,
      'circle-color': 'rgba(0,0,0,0)',
      'circle-stroke-color': ['get', 'colour'],
      'circle-stroke-width': 3,
    },
  });
  map.addLayer({
    id: 'incident-names',
    type: 'symbol',
    source: 'incidents',
    layout: {
      'text-field': ['get', 'name'],
      'text-font': ['sans-serif'],
      'text-size': 14,
      'text-offset': [0, 1.6],
      'text-allow-overlap': true,
    },
    paint: { ...TEXT, 'text-color': '#ECEFEE' },
  });
}

/** Names that avoid each other, above the vessels. */
export function addVesselNames(map: EngineMap): void {
  map.addLayer({
    id: 'vessel-names',
    type: 'symbol',
    source: 'labels',
    layout: {
      'text-field': ['get', 'name'],
      'text-font': ['sans-serif'],
      'text-size': 13,
      'text-offset': [0, 1.4],
      'text-variable-anchor': ['top', 'bottom', 'left', 'right'],
      'text-radial-offset': 1.1,
    },
    paint: { ...TEXT, 'text-color': '#ECEFEE' },
  });
}
