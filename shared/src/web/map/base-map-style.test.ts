import { expect, test } from 'vitest';
import type { BaseMapLayer } from '../../features/vessel/base-map.model.js';
import { baseMapSource } from './base-map-style.js';

const ORIGIN = 'https://centre.example:8443';
const COMMON = { id: 'base-map-0', name: 'x', minZoom: 0, maxZoom: 9, bounds: null, attribution: '', opacity: 0.5 };
const FILE = '/api/basemap/files/%E6%B8%AF.pmtiles';
const DRAW = { land: ['earth'], water: ['water'], depth: ['DEPARE'], buildings: [], roads: ['roads', 'lanes'] };

test('[AIS111] a vector file is drawn in the chart’s colours, land lowest, and what it does not name is not drawn', () => {
  const layer: BaseMapLayer = { ...COMMON, kind: 'vector-file', file: FILE, draw: DRAW };
  const { source, layers } = baseMapSource(layer, ORIGIN);
  expect(source).toMatchObject({ type: 'vector', tiles: [`pmtiles://${ORIGIN}${FILE}/{z}/{x}/{y}`], maxzoom: 9 });
  expect(layers.map((one) => [one.type, 'source-layer' in one ? one['source-layer'] : null])).toEqual([
    ...[
      ['fill', 'earth'],
      ['line', 'earth'],
      ['fill', 'water'],
      ['fill', 'DEPARE'],
      ['line', 'DEPARE'],
    ],
    ...[
      ['line', 'roads'],
      ['line', 'lanes'],
    ],
  ]);
  expect(new Set(layers.map(({ id }) => id)).size).toBe(layers.length);
});

test('[AIS111] rasters are asked of this server or of the host the site named, and an attribution is words', () => {
  const file: BaseMapLayer = { ...COMMON, kind: 'raster-file', file: FILE, tileSize: 512, bounds: [121, 29, 123, 31] };
  expect(baseMapSource(file, ORIGIN).source).toMatchObject({
    type: 'raster',
    tileSize: 512,
    bounds: [121, 29, 123, 31],
  });
  const tiles = (address: string): BaseMapLayer => ({
    ...{ ...COMMON, attribution: '<b>A & B</b>', kind: 'raster-tiles', tiles: address, tileSize: 256 },
  });
  const outside = baseMapSource(tiles('https://tiles.example/{z}/{x}/{y}.png'), ORIGIN);
  expect(outside.source).toMatchObject({
    ...{ tiles: ['https://tiles.example/{z}/{x}/{y}.png'], attribution: '&lt;b>A &amp; B&lt;/b>' },
  });
  expect(outside.layers).toMatchObject([{ type: 'raster', paint: { 'raster-opacity': 0.5 } }]);
  expect(baseMapSource(tiles('/beside/{z}/{x}/{y}.png'), ORIGIN).source).toMatchObject({
    tiles: [`${ORIGIN}/beside/{z}/{x}/{y}.png`],
  });
});
