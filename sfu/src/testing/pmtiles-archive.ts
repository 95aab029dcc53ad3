import { crc32, deflateSync, gzipSync } from 'node:zlib';

const HEADER_BYTES = 127;
const TILE_TYPES = { vector: 1, raster: 2 } as const;

/** A PMTiles archive, version 3, in which every tile of the zooms 0 to `maxZoom` is the one given; west, south, east, north. */
export function pmtilesArchive(options: {
  readonly kind: keyof typeof TILE_TYPES;
  readonly tile: Buffer;
  readonly maxZoom: number;
  readonly bounds: readonly [number, number, number, number];
  readonly metadata?: object;
}): Buffer {
  const { kind, maxZoom, bounds, metadata = {} } = options;
  const tiles = (4 ** (maxZoom + 1) - 1) / 3;
  const tile = kind === 'vector' ? gzipSync(options.tile) : options.tile;
  // One entry: tile 0, running over all of them, its length, and its offset plus one.
  const root = gzipSync(Buffer.from([1, 0, tiles, tile.length, 1].flatMap(varint)));
  const described = gzipSync(JSON.stringify(metadata));
  const header = Buffer.alloc(HEADER_BYTES);
  header.write('PMTiles');
  header[7] = 3;
  const metadataAt = HEADER_BYTES + root.length;
  const tilesAt = metadataAt + described.length;
  const figures = [
    HEADER_BYTES,
    root.length,
    metadataAt,
    described.length,
    tilesAt,
    0,
    tilesAt,
    tile.length,
    tiles,
    1,
    1,
  ];
  figures.forEach((figure, at) => header.writeBigUInt64LE(BigInt(figure), 8 + 8 * at));
  // Clustered; gzip inside; tiles gzipped or as they are.
  header.set([1, 2, kind === 'vector' ? 2 : 1, TILE_TYPES[kind], 0, maxZoom], 96);
  bounds.forEach((degrees, at) => header.writeInt32LE(Math.round(degrees * 1e7), 102 + 4 * at));
  return Buffer.concat([header, root, described, tile]);
}

/** A PNG of one colour. */
export function plainPng(side: number, [red, green, blue]: readonly [number, number, number]): Buffer {
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(side * 3, Buffer.from([red, green, blue]))]);
  const size = Buffer.alloc(8);
  size.writeUInt32BE(side, 0);
  size.writeUInt32BE(side, 4);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', Buffer.concat([size, Buffer.from([8, 2, 0, 0, 0])])),
    chunk('IDAT', deflateSync(Buffer.concat(Array.from({ length: side }, () => row)))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A vector tile (MVT 2.1) whose one layer has one rectangle: `part` of the tile's width from its west, full height. */
export function rectangleTile(layer: string, part: number): Buffer {
  const extent = 4096;
  const [east, south] = [zigzag(Math.round(extent * part)), zigzag(extent)];
  // Move to the corner, three lines, close.
  const path = [9, 0, 0, 26, east, 0, 0, south, zigzag(-Math.round(extent * part)), 0, 15];
  const geometry = Buffer.from(path.flatMap(varint));
  const feature = Buffer.concat([Buffer.from([0x18, 3]), bytes(4, geometry)]);
  const parts = [Buffer.from([0x78, 2]), bytes(1, Buffer.from(layer)), bytes(2, feature)];
  return bytes(3, Buffer.concat([...parts, Buffer.from([0x28, ...varint(extent)])]));
}

function chunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** A field of protobuf that holds bytes. */
const bytes = (field: number, content: Buffer): Buffer =>
  Buffer.concat([Buffer.from([field * 8 + 2, ...varint(content.length)]), content]);

const zigzag = (value: number): number => (value < 0 ? -value * 2 - 1 : value * 2);

function varint(value: number): number[] {
  const written: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...written, rest];
    written.push((rest % 128) | 128);
  }
}
