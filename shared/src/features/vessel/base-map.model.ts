import { z } from 'zod';

/** What the layers of a vector file are drawn as, in the chart's own colours, the lowest first. */
export const BASE_MAP_PARTS = ['land', 'water', 'depth', 'buildings', 'roads'] as const;
export type BaseMapPart = (typeof BASE_MAP_PARTS)[number];

const SourceLayers = z.array(z.string().trim().min(1).max(100)).max(50).default([]);
/** Which layers of a vector file are drawn as what; the others are not drawn. */
export const BaseMapDraw = z.strictObject({
  land: SourceLayers,
  water: SourceLayers,
  depth: SourceLayers,
  buildings: SourceLayers,
  roads: SourceLayers,
});
export type BaseMapDraw = z.infer<typeof BaseMapDraw>;

/** Pixels of a tile's side as it is drawn. */
export const TileSize = z.literal([256, 512]);

const Zoom = z.int().min(0).max(24);
const layer = {
  id: z.string(),
  name: z.string(),
  minZoom: Zoom,
  maxZoom: Zoom,
  /** West, south, east, north, degrees WGS-84; null where it is not told. */
  bounds: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
  /** Plain text. */
  attribution: z.string(),
  opacity: z.number(),
};

/** One layer of the site's base map as a page draws it; `file` is a path on this server. */
export const BaseMapLayer = z.discriminatedUnion('kind', [
  z.object({ ...layer, kind: z.literal('vector-file'), file: z.string(), draw: BaseMapDraw }),
  z.object({ ...layer, kind: z.literal('raster-file'), file: z.string(), tileSize: TileSize }),
  /** Asked of another host, or of a path of this one: `tiles` has {z}, {x} and {y}, or {bbox-epsg-3857}. */
  z.object({ ...layer, kind: z.literal('raster-tiles'), tiles: z.string(), tileSize: TileSize }),
]);
export type BaseMapLayer = z.infer<typeof BaseMapLayer>;

/** What is wrong with a file of the base map, in plain Chinese and English. */
export const BaseMapFault = z.object({ file: z.string(), problem: z.string() });
export type BaseMapFault = z.infer<typeof BaseMapFault>;

/** [AIS111] What a site put under its chart, the lowest first; no layers where it put nothing. */
export const BaseMap = z.object({
  layers: z.array(BaseMapLayer),
  /** Other hosts that browsers ask for tiles, as origins. */
  outsideHosts: z.array(z.string()),
  /** Told to administrators alone. */
  faults: z.array(BaseMapFault),
});
export type BaseMap = z.infer<typeof BaseMap>;

export const NO_BASE_MAP: BaseMap = { layers: [], outsideHosts: [], faults: [] };
