import { open, type FileHandle } from 'node:fs/promises';
import type { EvidenceType } from '@haigang/shared/features/evidence/evidence.model';

const HEAD_BYTES = 65_536;
const PIECE_BYTES = 1_048_576;
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const HEIC_BRANDS = ['heic', 'heix', 'mif1', 'heim', 'heis'];
const MP4_BRANDS = [
  'isom',
  'iso2',
  'iso4',
  'iso5',
  'iso6',
  'mp41',
  'mp42',
  'avc1',
  'M4V ',
  'M4VH',
  '3gp4',
  '3gp5',
  'dash',
];
/** What a text may hold beside printed characters: tab, line feed, form feed, carriage return. */
const NOT_IN_TEXT = /[\u0000-\u0008\u000b\u000e-\u001f\u007f]/u;

/**
 * [EVD3] The type of a file from its bytes, or null when it is none of those that are kept. Own and short on purpose:
 * eleven signatures read from a bounded head cannot be kept busy by a hostile file, as a parser of all formats can.
 */
export async function sniffType(path: string): Promise<EvidenceType | null> {
  const file = await open(path, 'r');
  try {
    const head = Buffer.alloc(HEAD_BYTES);
    const { bytesRead } = await file.read(head, 0, HEAD_BYTES, 0);
    const bytes = head.subarray(0, bytesRead);
    return signature(bytes) ?? (await archiveOrText(file, bytes));
  } finally {
    await file.close();
  }
}

function signature(head: Buffer): EvidenceType | null {
  if (starts(head, [0xff, 0xd8, 0xff])) return 'image/jpeg';
  if (starts(head, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png';
  if (text(head, 0, 4) === 'RIFF' && text(head, 8, 12) === 'WEBP') return 'image/webp';
  if (text(head, 0, 5) === '%PDF-') return 'application/pdf';
  if (text(head, 4, 8) === 'ftyp') return isoMedia(text(head, 8, 12));
  if (starts(head, [0x1a, 0x45, 0xdf, 0xa3]) && head.subarray(0, 128).includes('webm')) return 'video/webm';
  return null;
}

function isoMedia(brand: string): EvidenceType | null {
  if (HEIC_BRANDS.includes(brand)) return 'image/heic';
  if (brand === 'qt  ') return 'video/quicktime';
  return MP4_BRANDS.includes(brand) ? 'video/mp4' : null;
}

async function archiveOrText(file: FileHandle, head: Buffer): Promise<EvidenceType | null> {
  if (starts(head, [0x50, 0x4b, 0x03, 0x04])) return officeType(file, head);
  return (await isText(file)) ? 'text/plain' : null;
}

/** Office documents are archives that name their parts: at the beginning, and again in the directory at the end. */
async function officeType(file: FileHandle, head: Buffer): Promise<EvidenceType | null> {
  const { size } = await file.stat();
  const tail = Buffer.alloc(Math.min(size, HEAD_BYTES));
  await file.read(tail, 0, tail.length, size - tail.length);
  const names = Buffer.concat([head, tail]);
  if (!names.includes('[Content_Types].xml') || names.includes('vbaProject.bin')) return null;
  if (names.includes('word/')) return WORD;
  return names.includes('xl/') ? SHEET : null;
}

async function isText(file: FileHandle): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const piece = Buffer.alloc(PIECE_BYTES);
  try {
    for (let at = 0; ;) {
      const { bytesRead } = await file.read(piece, 0, PIECE_BYTES, at);
      if (NOT_IN_TEXT.test(decoder.decode(piece.subarray(0, bytesRead), { stream: bytesRead > 0 }))) return false;
      if (bytesRead === 0) return true;
      at += bytesRead;
    }
  } catch {
    return false;
  }
}

function starts(head: Buffer, bytes: readonly number[]): boolean {
  return head.length >= bytes.length && bytes.every((byte, at) => head[at] === byte);
}

function text(head: Buffer, from: number, to: number): string {
  return head.toString('latin1', from, to);
}
