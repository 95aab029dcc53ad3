import type { chartLayerZh } from './chart-layer.zh.js';
import type { Texts } from './texts.js';

export const chartLayerEn: Texts<typeof chartLayerZh> = {
  button: 'Layers',
  title: 'Legend and layers',
  'base-map': 'Base map',
  names: 'Names of vessels',
  vectors: 'Course vectors',
  limit: 'Port limit',
  berths: 'Berths',
  anchorages: 'Anchorages',
  zones: 'Zones with rules',
  gates: 'Radiation gates',
  places: 'Names of places',
  cameras: 'Cameras and what they see',
  officers: 'Officers on duty',
  vectorLength: 'Length of course vectors',
  allTrails: 'Trails of all',
  allTrailsSince: '{{count}} trails since {{time}}',
  allTrailsCut: '{{count}} trails since {{time}}; what is older is too much to draw',
  minutes: '{{count}} minutes',
  trueScale: 'Zoomed in, hulls are drawn at true size; the dot is the antenna',
  predicted: 'Predicted: a report is overdue; moved on at her course and speed from the start of the dotted line',
  all: 'Show all',
};
