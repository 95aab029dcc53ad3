import type { ExpressionSpecification, LayerSpecification, SourceSpecification } from 'maplibre-gl';
import { BASE_MAP_PARTS, type BaseMapLayer, type BaseMapPart } from '../../features/vessel/base-map.model.js';
import { CHART } from './offline-style.js';

/** A layer of the base map as the engine knows it: one source and what is drawn of it, the lowest first. */
export interface BaseMapSource {
  readonly id: string;
  readonly source: SourceSpecification;
  readonly layers: readonly LayerSpecification[];
}

type VectorLayer = Extract<BaseMapLayer, { kind: 'vector-file' }>;
type Paints = Readonly<Record<BaseMapPart, (layer: VectorLayer, sourceLayer: string) => LayerSpecification[]>>;

/** What says no depth is drawn as open sea, and not as the shallowest. */
const UNCHARTED_METRES = 100;
/** Charted depths, metres, up to which water is shaded, by S-57 (`DRVAL1`) or a plain `depth`; deeper is open sea. */
const DEPTH_SHADES: ExpressionSpecification = [
  'step',
  ['to-number', ['coalesce', ['get', 'DRVAL1'], ['get', 'depth'], UNCHARTED_METRES], UNCHARTED_METRES],
  0.6,
  5,
  0.35,
  10,
  0,
];
const POLYGONS: ExpressionSpecification = ['==', ['geometry-type'], 'Polygon'];

/** [AIS111] How a layer of the base map is drawn: vector maps in the chart's own colours. `origin` is this server's. */
export function baseMapSource(layer: BaseMapLayer, origin: string): BaseMapSource {
  const { id, minZoom, maxZoom, bounds, opacity } = layer;
  const facts = {
    minzoom: minZoom,
    maxzoom: maxZoom,
    attribution: escaped(layer.attribution),
    ...(bounds ? { bounds } : {}),
  };
  if (layer.kind === 'vector-file') {
    const source: SourceSpecification = { ...facts, type: 'vector', tiles: [partsOf(layer.file, origin)] };
    return { id, source, layers: BASE_MAP_PARTS.flatMap((part) => drawn(layer, part)) };
  }
  const tiles = layer.kind === 'raster-file' ? partsOf(layer.file, origin) : absolute(layer.tiles, origin);
  return {
    id,
    source: { ...facts, type: 'raster', tiles: [tiles], tileSize: layer.tileSize },
    layers: [{ id, type: 'raster', source: id, paint: { 'raster-opacity': opacity, 'raster-fade-duration': 0 } }],
  };
}

const partsOf = (file: string, origin: string): string => `pmtiles://${origin}${file}/{z}/{x}/{y}`;
const absolute = (tiles: string, origin: string): string => (tiles.startsWith('/') ? `${origin}${tiles}` : tiles);

/** The engine takes attributions for HTML; ours are words. */
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const base = ({ id }: VectorLayer, part: string, sourceLayer: string) =>
  ({ id: `${id}-${part}-${sourceLayer}`, source: id, 'source-layer': sourceLayer }) as const;

function fill(colour: string, part: string) {
  return (layer: VectorLayer, sourceLayer: string): LayerSpecification => ({
    ...base(layer, part, sourceLayer),
    type: 'fill',
    filter: POLYGONS,
    paint: { 'fill-color': colour, 'fill-opacity': layer.opacity, 'fill-antialias': false },
  });
}

function line(colour: string, width: number, part: string) {
  return (layer: VectorLayer, sourceLayer: string): LayerSpecification => ({
    ...base(layer, part, sourceLayer),
    type: 'line',
    paint: { 'line-color': colour, 'line-width': width, 'line-opacity': layer.opacity },
  });
}

const shore = line(CHART.landEdge, 1, 'shore');
const PAINTS: Paints = {
  land: (layer, name) => [fill(CHART.land, 'land')(layer, name), { ...shore(layer, name), filter: POLYGONS }],
  water: (layer, name) => [fill(CHART.sea, 'water')(layer, name)],
  depth: (layer, name) => [
    {
      ...base(layer, 'shoal', name),
      type: 'fill',
      filter: POLYGONS,
      paint: { 'fill-color': CHART.seaLine, 'fill-opacity': DEPTH_SHADES },
    },
    line(CHART.seaLine, 1, 'depth')(layer, name),
  ],
  buildings: (layer, name) => [fill(CHART.building, 'building')(layer, name)],
  roads: (layer, name) => [{ ...line(CHART.road, 1, 'road')(layer, name), minzoom: 10 }],
};

function drawn(layer: VectorLayer, part: BaseMapPart): LayerSpecification[] {
  return layer.draw[part].flatMap((sourceLayer) => PAINTS[part](layer, sourceLayer));
}
