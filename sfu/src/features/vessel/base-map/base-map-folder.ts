import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  BASE_MAP_PARTS,
  type BaseMap,
  type BaseMapDraw,
  type BaseMapFault,
  type BaseMapLayer,
} from '@haigang/shared/features/vessel/base-map.model';
import { BASE_MAP_FILE, parseBaseMapFile, tilesOf, type BaseMapEntry, type PmtilesEntry } from './base-map-file.js';
import { PmtilesProblem, readPmtiles, type PmtilesFacts } from './pmtiles-file.js';
import { originOf } from './tile-address.js';

/** A regular file of the folder and what tells one state of it from another. */
export interface FolderFile {
  readonly name: string;
  readonly size: number;
  readonly changedMs: number;
}

/** Where pages read the `.pmtiles` files. */
export const BASE_MAP_FILES_PATH = '/api/basemap/files';

const FILE_NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,99}\.pmtiles$/u;
/** Files that are shown without a description; more need one. */
const MOST_FILES = 20;
const MOST_DESCRIPTION_BYTES = 262_144;

/** Names under which vector maps usually hold what we draw: Protomaps, OpenMapTiles, and S-57 for depths. */
const USUAL_LAYERS: BaseMapDraw = {
  land: ['earth', 'land'],
  water: ['water', 'ocean'],
  depth: ['depth', 'DEPARE', 'DEPCNT'],
  buildings: ['buildings', 'building'],
  roads: ['roads', 'transportation'],
};

/** What of the folder belongs to the base map; rejects where there is no folder to read. */
export async function listFolder(folder: string): Promise<readonly FolderFile[]> {
  const names = (await readdir(folder)).filter((name) => name === BASE_MAP_FILE || name.endsWith('.pmtiles'));
  const found = await Promise.all(
    names.toSorted().map(async (name): Promise<FolderFile[]> => {
      const facts = await stat(join(folder, name)).catch(() => null);
      return facts?.isFile() ? [{ name, size: facts.size, changedMs: Math.trunc(facts.mtimeMs) }] : [];
    }),
  );
  return found.flat();
}

/** [AIS111] Reads what a site dropped in: what `basemap.json` says, or without one each `.pmtiles` file by its name. */
export async function readFolder(folder: string, files: readonly FolderFile[]): Promise<BaseMap> {
  const description = files.find(({ name }) => name === BASE_MAP_FILE);
  const described = description ? await readDescription(folder, description) : entriesOf(files);
  const faults = [...described.faults];
  const layers: BaseMapLayer[] = [];
  for (const [index, entry] of described.entries.entries()) {
    const read = await layerOf(folder, files, entry, `base-map-${index}`);
    if ('problem' in read) faults.push(read);
    else layers.push(read);
  }
  return { layers, outsideHosts: outsideHostsOf(layers), faults };
}

interface Described {
  readonly entries: readonly BaseMapEntry[];
  readonly faults: readonly BaseMapFault[];
}

async function readDescription(folder: string, { name, size }: FolderFile): Promise<Described> {
  if (size > MOST_DESCRIPTION_BYTES) {
    return { entries: [], faults: [{ file: name, problem: '大于 256 KiB / larger than 256 KiB' }] };
  }
  const text = await readFile(join(folder, name), 'utf8').catch((failure: unknown) => ({
    fault: unreadable(name, failure),
  }));
  if (typeof text !== 'string') return { entries: [], faults: [text.fault] };
  const read = parseBaseMapFile(text);
  return 'faults' in read ? { entries: [], faults: read.faults } : { entries: read.entries, faults: [] };
}

function entriesOf(files: readonly FolderFile[]): Described {
  const entries = files.map(({ name }): PmtilesEntry => ({ type: 'pmtiles', file: name, opacity: 1, tileSize: 256 }));
  const faults = entries.slice(MOST_FILES).map(({ file }) => ({
    file,
    problem: `没有 ${BASE_MAP_FILE} 时最多 ${MOST_FILES} 个文件 / at most ${MOST_FILES} files without a ${BASE_MAP_FILE}`,
  }));
  return { entries: entries.slice(0, MOST_FILES), faults };
}

async function layerOf(
  folder: string,
  files: readonly FolderFile[],
  entry: BaseMapEntry,
  id: string,
): Promise<BaseMapLayer | BaseMapFault> {
  const { opacity, attribution } = entry;
  if (entry.type !== 'pmtiles') {
    const { tileSize, minZoom, maxZoom } = entry;
    const tiles = tilesOf(entry);
    const name = entry.name ?? (originOf(entry.url)?.replace('https://', '') || entry.url.slice(0, 60));
    const zooms = { minZoom: Math.min(minZoom, maxZoom), maxZoom };
    return {
      ...{ id, name, opacity, tileSize, tiles, ...zooms, bounds: null, attribution: attribution ?? '' },
      kind: 'raster-tiles',
    };
  }
  const facts = await factsOf(folder, files, entry.file);
  if ('problem' in facts) return facts;
  const { kind, minZoom, maxZoom, bounds } = facts;
  const file = `${BASE_MAP_FILES_PATH}/${encodeURIComponent(entry.file)}`;
  const common = {
    ...{ id, name: entry.name ?? entry.file, file, minZoom, maxZoom, bounds, opacity },
    attribution: attribution ?? facts.attribution,
  };
  if (kind === 'raster') return { ...common, kind: 'raster-file', tileSize: entry.tileSize };
  const draw = entry.draw ?? usualLayers(facts.sourceLayers);
  if (BASE_MAP_PARTS.every((part) => draw[part].length === 0)) {
    const names = facts.sourceLayers.slice(0, 20).join(', ') || '—';
    return {
      file: entry.file,
      problem: `没有认得的图层，请在 ${BASE_MAP_FILE} 的 "draw" 中写明；文件中有 / no layer is known by its name; say them in "draw" of ${BASE_MAP_FILE}. In the file: ${names}`,
    };
  }
  return { ...common, kind: 'vector-file', draw };
}

async function factsOf(
  folder: string,
  files: readonly FolderFile[],
  file: string,
): Promise<PmtilesFacts | BaseMapFault> {
  if (!FILE_NAME.test(file)) {
    return {
      file,
      problem:
        '文件名只可有文字、数字、空格和 . _ -，以 .pmtiles 结尾，不超过 100 字 / a name has letters, digits, spaces and . _ - and ends in .pmtiles, 100 characters at most',
    };
  }
  if (!files.some(({ name }) => name === file)) {
    return { file, problem: '底图文件夹中没有这个文件 / there is no such file in the base map’s folder' };
  }
  try {
    return await readPmtiles(join(folder, file));
  } catch (failure) {
    if (failure instanceof PmtilesProblem) return { file, problem: failure.message };
    return unreadable(file, failure);
  }
}

function unreadable(file: string, failure: unknown): BaseMapFault {
  const why = failure instanceof Error && 'code' in failure ? String(failure.code) : 'unknown';
  return { file, problem: `不能读取 / cannot be read: ${why}` };
}

function usualLayers(present: readonly string[]): BaseMapDraw {
  const known = (names: readonly string[]): string[] => names.filter((name) => present.includes(name));
  return {
    land: known(USUAL_LAYERS.land),
    water: known(USUAL_LAYERS.water),
    depth: known(USUAL_LAYERS.depth),
    buildings: known(USUAL_LAYERS.buildings),
    roads: known(USUAL_LAYERS.roads),
  };
}

function outsideHostsOf(layers: readonly BaseMapLayer[]): string[] {
  const hosts = layers.flatMap((layer) => (layer.kind === 'raster-tiles' ? (originOf(layer.tiles) ?? []) : []));
  return [...new Set(hosts)].toSorted();
}
