import { nmeaChecksum, saysChecksum } from './nmea-sentence.js';

/** What a receiver says about a sentence: in an NMEA 4 tag block before it, or in the U.S. Coast Guard tail behind it. */
export interface SentenceTag {
  /** Name of the receiving station, at most 15 printable characters. */
  readonly station: string | null;
  /** When the station received it, milliseconds since 1970, unverified. */
  readonly receivedAtMs: number | null;
  /** Group id that ties the sentences of one message together (`g:part-total-id`). */
  readonly group: string | null;
}

export const NO_TAG: SentenceTag = { station: null, receivedAtMs: null, group: null };

/**
 * Reads the inside of `\…\` (without the backslashes). A tag block whose checksum is missing or wrong tells nothing and
 * gives `undefined`; the sentence behind it still counts, it has its own checksum. [AIS4]
 */
export function parseTagBlock(text: string, start: number, end: number): SentenceTag | undefined {
  const star = text.lastIndexOf('*', end - 1);
  if (star < start || end - star !== 3) return undefined;
  if (!saysChecksum(text, star, nmeaChecksum(text, start, star))) return undefined;
  let { station, receivedAtMs, group } = NO_TAG;
  for (const field of text.slice(start, star).split(',')) {
    const value = field.slice(2);
    if (field.startsWith('s:')) station = stationName(value);
    else if (field.startsWith('c:')) receivedAtMs = epochMs(value);
    else if (field.startsWith('g:')) group = groupId(value);
  }
  return { station, receivedAtMs, group };
}

/** Reads `,r003669945,…,1325394001` behind a checksum: the first `r…` or `b…` is the station, the last number the time. */
export function parseCoastGuardTail(text: string, start: number, end: number): SentenceTag {
  let station: string | null = null;
  let receivedAtMs: number | null = null;
  for (const field of text.slice(start, Math.min(end, start + 256)).split(',')) {
    const value = field.trim();
    if (station === null && (value.startsWith('r') || value.startsWith('b'))) station = stationName(value);
    else receivedAtMs = epochMs(value) ?? receivedAtMs;
  }
  return { station, receivedAtMs, group: null };
}

/** Later words win; used when a sentence carries several. */
export function mergeTags(first: SentenceTag, second: SentenceTag): SentenceTag {
  return {
    station: second.station ?? first.station,
    receivedAtMs: second.receivedAtMs ?? first.receivedAtMs,
    group: second.group ?? first.group,
  };
}

function stationName(value: string): string | null {
  return /^[\x21-\x7e]{1,15}$/u.test(value) ? value : null;
}

/** Seconds (10 digits) or milliseconds (13 digits) since 1970; anything else is no time. */
function epochMs(value: string): number | null {
  if (!/^\d{10}(?:\d{3})?$/u.test(value)) return null;
  return value.length === 10 ? Number(value) * 1000 : Number(value);
}

function groupId(value: string): string | null {
  return /^\d{1,2}-\d{1,2}-(\d{1,10})$/u.exec(value)?.[1] ?? null;
}
