import { open, type FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { bytesToHeader, Compression, TileType, type Header } from 'pmtiles';
import { z } from 'zod';
import type { BaseMapLayer } from '@haigang/shared/features/vessel/base-map.model';

/** What a `.pmtiles` file says of itself (PMTiles specification, version 3). */
export interface PmtilesFacts {
  readonly kind: 'vector' | 'raster';
  readonly minZoom: number;
  readonly maxZoom: number;
  readonly bounds: BaseMapLayer['bounds'];
  /** Names of the layers of a vector file, as far as it tells them. */
  readonly sourceLayers: readonly string[];
  /** Plain text. */
  readonly attribution: string;
}

const HEADER_BYTES = 127;
const MAGIC = 'PMTiles';
/** Metadata name layers and their fields; what is larger is none. */
const MOST_METADATA_BYTES = 4 * 1_048_576;
const RASTER: readonly TileType[] = [TileType.Png, TileType.Jpeg, TileType.Webp, TileType.Avif];
/** What browsers unpack. */
const READABLE: readonly Compression[] = [Compression.Unknown, Compression.None, Compression.Gzip];
const MERCATOR_EDGE_DEG = 85.06;

const Metadata = z.looseObject({
  attribution: z.string().optional().catch(undefined),
  vector_layers: z
    .array(z.looseObject({ id: z.string() }))
    .optional()
    .catch(undefined),
});
type Metadata = z.infer<typeof Metadata>;

/** Why a file cannot be shown, in plain Chinese and English. */
export class PmtilesProblem extends Error {}

/** Reads the header and the metadata. Throws `PmtilesProblem` for what is no such file, not whole, or not drawable. */
export async function readPmtiles(path: string): Promise<PmtilesFacts> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const header = await readHeader(file, size);
    const metadata = await readMetadata(file, header);
    return factsOf(header, metadata);
  } finally {
    await file.close();
  }
}

async function readHeader(file: FileHandle, size: number): Promise<Header> {
  const bytes = await readPart(file, 0, HEADER_BYTES);
  if (bytes.length < HEADER_BYTES || bytes.toString('latin1', 0, MAGIC.length) !== MAGIC || bytes[7] !== 3) {
    throw new PmtilesProblem('不是第 3 版的 PMTiles 文件 / this is no PMTiles file of version 3');
  }
  const header = bytesToHeader(new Uint8Array(bytes).buffer);
  const ends = [
    header.rootDirectoryOffset + header.rootDirectoryLength,
    header.jsonMetadataOffset + header.jsonMetadataLength,
    header.leafDirectoryOffset + (header.leafDirectoryLength ?? 0),
    header.tileDataOffset + (header.tileDataLength ?? 0),
  ];
  if (ends.some((end) => end > size)) {
    throw new PmtilesProblem('文件不完整，可能还没有复制完 / the file is not whole; perhaps it is still being copied');
  }
  return header;
}

async function readMetadata(file: FileHandle, header: Header): Promise<Metadata> {
  const { jsonMetadataOffset, jsonMetadataLength, internalCompression } = header;
  if (!READABLE.includes(internalCompression) || !READABLE.includes(header.tileCompression)) {
    throw new PmtilesProblem('压缩方式不受支持，请用 gzip / its compression is not supported; take gzip');
  }
  if (jsonMetadataLength === 0 || jsonMetadataLength > MOST_METADATA_BYTES) return {};
  const packed = await readPart(file, jsonMetadataOffset, jsonMetadataLength);
  try {
    const isPacked = internalCompression === Compression.Gzip;
    const text = isPacked ? await promisify(gunzip)(packed, { maxOutputLength: MOST_METADATA_BYTES }) : packed;
    return Metadata.parse(JSON.parse(text.toString('utf8')));
  } catch {
    // Tiles can be drawn without: it says what is in them.
    return {};
  }
}

async function readPart(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset);
  return buffer.subarray(0, bytesRead);
}

function factsOf(header: Header, metadata: Metadata): PmtilesFacts {
  const { tileType, minZoom, maxZoom } = header;
  const isVector = tileType === TileType.Mvt;
  if (!isVector && !RASTER.includes(tileType)) {
    throw new PmtilesProblem(
      '瓦片须为 MVT、PNG、JPEG、WebP 或 AVIF / its tiles are none of MVT, PNG, JPEG, WebP, AVIF',
    );
  }
  return {
    kind: isVector ? 'vector' : 'raster',
    minZoom: Math.min(minZoom, maxZoom, 24),
    maxZoom: Math.min(maxZoom, 24),
    bounds: boundsOf(header),
    sourceLayers: (metadata.vector_layers ?? []).map(({ id }) => id),
    attribution: plainText(metadata.attribution ?? ''),
  };
}

function boundsOf({ minLon, minLat, maxLon, maxLat }: Header): PmtilesFacts['bounds'] {
  const south = Math.max(minLat, -MERCATOR_EDGE_DEG);
  const north = Math.min(maxLat, MERCATOR_EDGE_DEG);
  const isArea = minLon < maxLon && south < north && minLon >= -180 && maxLon <= 180;
  return isArea ? [minLon, south, maxLon, north] : null;
}

/** Attributions are HTML by custom; we show their words. */
function plainText(html: string): string {
  return html
    .replaceAll(/<[^>]*>/gu, '')
    .replaceAll(/[<>]/gu, '')
    .replaceAll('&copy;', '©')
    .replaceAll('&amp;', '&')
    .trim()
    .slice(0, 200);
}
