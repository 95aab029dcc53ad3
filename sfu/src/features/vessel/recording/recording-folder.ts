import { createReadStream, createWriteStream } from 'node:fs';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

const HOUR_MS = 3_600_000;
const NAME = /^ais-(\d{4})(\d\d)(\d\d)T(\d\d)Z-(\d{3,})\.nmea(\.gz)?$/u;

/** `ais-20260510T14Z-001.nmea`: the hour by UTC, and a number within it. */
export function segmentName(atMs: number, number: number): string {
  const hour = new Date(atMs).toISOString().slice(0, 13).replaceAll('-', '');
  return `ais-${hour}Z-${String(number).padStart(3, '0')}.nmea`;
}

export interface RecordingLimits {
  readonly keepMs: number;
  readonly mostBytes: number;
}

interface Segment {
  readonly name: string;
  readonly endMs: number;
  readonly bytes: number;
}

/** The files of a recording, oldest first. */
export async function segmentsIn(folder: string): Promise<Segment[]> {
  const segments: Segment[] = [];
  for (const name of (await readdir(folder)).toSorted()) {
    const parts = NAME.exec(name)?.slice(1, 5).map(Number);
    if (!parts) continue;
    const [year = 0, month = 0, day = 0, hour = 0] = parts;
    const found = await stat(join(folder, name)).catch(() => null);
    if (found) segments.push({ name, endMs: Date.UTC(year, month - 1, day, hour) + HOUR_MS, bytes: found.size });
  }
  return segments;
}

/**
 * Packs what is finished and deletes what is too old or too much, the oldest first; never the file that is being
 * written. Returns what is left. A packed file is whole or not there: an end by force leaves the plain one.
 */
export async function tidyFolder(
  folder: string,
  now: number,
  options: { readonly current: string | null; readonly limits: RecordingLimits; readonly signal: AbortSignal },
): Promise<{ files: number; bytes: number }> {
  const { current, limits, signal } = options;
  for (const name of await readdir(folder)) if (name.endsWith('.nmea.gz.part')) await rm(join(folder, name));
  for (const { name } of await segmentsIn(folder)) {
    if (name === current || name.endsWith('.gz')) continue;
    const packed = join(folder, `${name}.gz`);
    await pipeline(createReadStream(join(folder, name)), createGzip(), createWriteStream(`${packed}.part`), { signal });
    await rename(`${packed}.part`, packed);
    await rm(join(folder, name));
  }
  const segments = await segmentsIn(folder);
  let bytes = segments.reduce((sum, segment) => sum + segment.bytes, 0);
  let files = segments.length;
  for (const segment of segments) {
    if (segment.name === current || (segment.endMs > now - limits.keepMs && bytes <= limits.mostBytes)) continue;
    await rm(join(folder, segment.name));
    bytes -= segment.bytes;
    files -= 1;
  }
  return { files, bytes };
}
