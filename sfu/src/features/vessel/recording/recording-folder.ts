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
  readonly number: number;
  readonly bytes: number;
}

/** The files of a recording, oldest first. */
export async function segmentsIn(folder: string): Promise<Segment[]> {
  const segments: Segment[] = [];
  for (const name of await readdir(folder)) {
    const parts = NAME.exec(name)?.slice(1, 6).map(Number);
    if (!parts) continue;
    const [year = 0, month = 0, day = 0, hour = 0, number = 0] = parts;
    const endMs = Date.UTC(year, month - 1, day, hour) + HOUR_MS;
    const found = await stat(join(folder, name)).catch(() => null);
    if (found) segments.push({ name, endMs, number, bytes: found.size });
  }
  return segments.toSorted((one, other) => one.endMs - other.endMs || one.number - other.number);
}

interface TidyOptions {
  /** The file that is being written. */
  readonly current: string | null;
  readonly limits: RecordingLimits;
  readonly signal: AbortSignal;
}

/** What is left, and what went wrong with the first file that could not be packed. */
interface Tidied {
  readonly files: number;
  readonly bytes: number;
  readonly failure: unknown;
}

/**
 * Deletes what is too old or too much, the oldest first, and packs what is finished; never the file that is being
 * written. Deleting comes first: a full disk lets nothing be packed. A packed file is whole or not there: an end by
 * force leaves the plain one.
 */
export async function tidyFolder(folder: string, now: number, options: TidyOptions): Promise<Tidied> {
  await deleteOld(folder, now, options);
  for (const name of await readdir(folder)) {
    if (name.endsWith('.nmea.gz.part')) await rm(join(folder, name)).catch(() => undefined);
  }
  let failure: unknown = null;
  for (const { name } of await segmentsIn(folder)) {
    if (name === options.current || name.endsWith('.gz') || options.signal.aborted) continue;
    const fault = await pack(join(folder, name), options.signal);
    failure ??= fault;
  }
  const left = await segmentsIn(folder);
  return { files: left.length, bytes: left.reduce((sum, { bytes }) => sum + bytes, 0), failure };
}

async function deleteOld(folder: string, now: number, { current, limits }: TidyOptions): Promise<void> {
  const segments = await segmentsIn(folder);
  let bytes = segments.reduce((sum, segment) => sum + segment.bytes, 0);
  for (const segment of segments) {
    if (segment.name === current || (segment.endMs > now - limits.keepMs && bytes <= limits.mostBytes)) continue;
    await rm(join(folder, segment.name));
    bytes -= segment.bytes;
  }
}

/** What went wrong, null when it is done. */
async function pack(path: string, signal: AbortSignal): Promise<unknown> {
  const part = `${path}.gz.part`;
  try {
    await pipeline(createReadStream(path), createGzip(), createWriteStream(part), { signal });
    await rename(part, `${path}.gz`);
    await rm(path);
    return null;
  } catch (failure) {
    await rm(part, { force: true }).catch(() => undefined);
    return failure;
  }
}
