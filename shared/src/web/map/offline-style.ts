import type { StyleSpecification } from 'maplibre-gl';

/** The chart's colours of the design language; texts are drawn with the machine's own fonts, no glyphs are fetched. */
export const CHART = {
  sea: '#10181B',
  seaLine: '#233036',
  land: '#2A2C25',
  landEdge: '#6A6D5E',
  quay: '#9A9C8B',
  building: '#35372F',
  road: '#45483D',
  text: '#B7BFC1',
  accent: '#86D6C4',
  distress: '#FF5A4D',
} as const;

/** GSHHG coastline, shipped; complete without any network. */
export function offlineStyle(coastlineUrl: string): StyleSpecification {
  return {
    version: 8,
    sources: {
      land: { type: 'geojson', data: coastlineUrl, attribution: '海岸线 GSHHG (LGPL) · 不用于航行 Not for navigation' },
    },
    layers: [
      { id: 'sea', type: 'background', paint: { 'background-color': CHART.sea } },
      { id: 'land', type: 'fill', source: 'land', paint: { 'fill-color': CHART.land } },
      { id: 'coast', type: 'line', source: 'land', paint: { 'line-color': CHART.landEdge, 'line-width': 1 } },
    ],
  };
}
