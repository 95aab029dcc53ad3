import { open, type FileHandle } from 'node:fs/promises';
import type { EvidenceType } from '@haigang/shared/features/evidence/evidence.model';

export interface PictureFacts {
  readonly width: number;
  readonly height: number;
}

/** More marker segments before the picture than any camera writes. */
const MAX_SEGMENTS = 2048;
const TAIL_BYTES = 65_536;

/**
 * [EVD3] Size of a picture as its file states it, read without decoding anything. `broken` where the file is cut short or
 * states none; null for types whose inside is not looked at.
 */
export async function pictureFacts(path: string, type: EvidenceType): Promise<PictureFacts | 'broken' | null> {
  if (type !== 'image/jpeg' && type !== 'image/png' && type !== 'image/webp') return null;
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const facts = await READERS[type](file, size);
    return facts && facts.width > 0 && facts.height > 0 ? facts : 'broken';
  } finally {
    await file.close();
  }
}

type Reader = (file: FileHandle, size: number) => Promise<PictureFacts | null>;
const READERS: Readonly<Record<'image/jpeg' | 'image/png' | 'image/webp', Reader>> = {
  'image/jpeg': jpegFacts,
  'image/png': pngFacts,
  'image/webp': webpFacts,
};

async function bytesAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const piece = Buffer.alloc(length);
  const { bytesRead } = await file.read(piece, 0, length, at);
  return piece.subarray(0, bytesRead);
}

async function tailOf(file: FileHandle, size: number): Promise<Buffer> {
  const length = Math.min(size, TAIL_BYTES);
  return bytesAt(file, size - length, length);
}

async function pngFacts(file: FileHandle, size: number): Promise<PictureFacts | null> {
  const head = await bytesAt(file, 0, 24);
  if (head.length < 24 || head.toString('latin1', 12, 16) !== 'IHDR') return null;
  if (!(await tailOf(file, size)).includes('IEND')) return null;
  return { width: head.readUInt32BE(16), height: head.readUInt32BE(20) };
}

async function jpegFacts(file: FileHandle, size: number): Promise<PictureFacts | null> {
  // Phones may add a second picture or a clip behind the end mark, so it is looked for in the last pieces.
  if (!(await tailOf(file, size)).includes(Buffer.from([0xff, 0xd9]))) return null;
  let at = 2;
  for (let segment = 0; segment < MAX_SEGMENTS; segment += 1) {
    const head = await bytesAt(file, at, 9);
    if (head.length < 9 || head[0] !== 0xff) return null;
    const marker = head[1] ?? 0;
    if (isFrameHeader(marker)) return { height: head.readUInt16BE(5), width: head.readUInt16BE(7) };
    if (marker === 0xda || marker === 0xd9) return null;
    // 0xFF may be repeated as padding before a marker.
    at += marker === 0xff ? 1 : 2 + head.readUInt16BE(2);
  }
  return null;
}

/** SOF0 to SOF15 without the tables that share the range. */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

async function webpFacts(file: FileHandle, size: number): Promise<PictureFacts | null> {
  const head = await bytesAt(file, 0, 30);
  if (head.length < 30 || head.readUInt32LE(4) + 8 > size) return null;
  switch (head.toString('latin1', 12, 16)) {
    case 'VP8X':
      return { width: head.readUIntLE(24, 3) + 1, height: head.readUIntLE(27, 3) + 1 };
    case 'VP8 ':
      return { width: head.readUInt16LE(26) & 0x3fff, height: head.readUInt16LE(28) & 0x3fff };
    case 'VP8L': {
      const bits = head.readUInt32LE(21);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    default:
      return null;
  }
}
