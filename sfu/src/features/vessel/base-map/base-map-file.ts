import { z } from 'zod';
import { BaseMapDraw, TileSize, type BaseMapFault } from '@haigang/shared/features/vessel/base-map.model';
import { datumProblem } from './datum.js';
import { TileAddress, XyzAddress } from './tile-address.js';
import { wmsTiles } from './wms-tiles.js';

/** The one description beside the `.pmtiles` files. */
export const BASE_MAP_FILE = 'basemap.json';
const MOST_LAYERS = 20;

const Zoom = z.int().min(0).max(24);
const looks = {
  name: z.string().trim().min(1).max(60).optional(),
  attribution: z.string().trim().max(200).optional(),
  opacity: z.number().min(0.05).max(1).default(1),
};
const tiled = { ...looks, tileSize: TileSize.default(256), minZoom: Zoom.default(0), maxZoom: Zoom.default(18) };

const Datum = z
  .string('须写明 "datum": "WGS-84" / needed: "datum": "WGS-84"')
  .max(40)
  .superRefine((datum, context) => {
    const problem = datumProblem(datum);
    if (problem !== null) context.addIssue({ code: 'custom', message: problem });
  });

const PmtilesEntry = z.strictObject({
  ...looks,
  type: z.literal('pmtiles'),
  file: z.string().min(1).max(120),
  tileSize: TileSize.default(256),
  draw: BaseMapDraw.optional(),
});
const XyzEntry = z.strictObject({ ...tiled, type: z.literal('xyz'), url: XyzAddress });
const WmsEntry = z.strictObject({
  ...tiled,
  type: z.literal('wms'),
  url: TileAddress,
  layers: z.string().trim().min(1).max(400),
  version: z.enum(['1.1.1', '1.3.0']).default('1.3.0'),
  format: z.enum(['image/png', 'image/jpeg', 'image/webp']).default('image/png'),
});
export type PmtilesEntry = z.infer<typeof PmtilesEntry>;
type TilesEntry = z.infer<typeof XyzEntry> | z.infer<typeof WmsEntry>;
export type BaseMapEntry = PmtilesEntry | TilesEntry;

const File = z.strictObject({
  datum: Datum,
  layers: z
    .array(
      z.discriminatedUnion('type', [PmtilesEntry, XyzEntry, WmsEntry], {
        error: '"type" 须为 pmtiles、xyz 或 wms / "type" is pmtiles, xyz or wms',
      }),
    )
    .min(1)
    .max(MOST_LAYERS),
});

/** The entries of a `basemap.json`, or everything that is wrong with it; then nothing of it is taken. [AIS111] [AIS112] */
export function parseBaseMapFile(text: string): { entries: readonly BaseMapEntry[] } | { faults: BaseMapFault[] } {
  let content: unknown;
  try {
    // Some editors of Windows begin a file with a byte order mark.
    content = JSON.parse(text.replace(/^\u{FEFF}/u, ''));
  } catch {
    return { faults: [{ file: BASE_MAP_FILE, problem: '不是有效的 JSON / this is not valid JSON' }] };
  }
  const parsed = File.safeParse(content);
  if (parsed.success) return { entries: parsed.data.layers };
  return { faults: parsed.error.issues.map((issue) => ({ file: BASE_MAP_FILE, problem: sentence(issue) })) };
}

/** The address a page asks tiles of this entry by. */
export function tilesOf(entry: TilesEntry): string {
  return entry.type === 'xyz' ? entry.url : wmsTiles(entry);
}

function sentence(issue: z.core.$ZodIssue): string {
  const [first, at, ...rest] = issue.path;
  const isLayer = first === 'layers' && typeof at === 'number';
  const where = isLayer ? [`第 ${at + 1} 层 / layer ${at + 1}`, ...rest.map(String)] : issue.path.map(String);
  return [...where, plainWords(issue)].join(': ');
}

function plainWords(issue: z.core.$ZodIssue): string {
  // Our own words have both languages already.
  if (issue.message.includes(' / ')) return issue.message;
  switch (issue.code) {
    case 'unrecognized_keys':
      return `不认识的键 / a key that is not known: ${issue.keys.join(', ')}`;
    case 'invalid_type':
      return `缺少，或不是这一类 / missing, or not of this kind: ${issue.expected}`;
    case 'invalid_value':
      return `只可为 / one of: ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return `至少 / at least: ${issue.minimum}`;
    case 'too_big':
      return `至多 / at most: ${issue.maximum}`;
    default:
      return `不是可用的值 / no value for this: ${issue.message}`;
  }
}
