import { NO_TAG, parseCoastGuardTail, parseTagBlock } from './nmea-tag.js';

/** `2016-03-31 00:00:01`, with a T between, a fraction and a Z behind, or none of them. */
const CALENDAR = /^\s*(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,3}))?/u;
/** Seconds or milliseconds since 1970, with a fraction or without. */
const EPOCH = /^\s*(\d{10})(\d{3})?(?:\.(\d{1,6}))?[\s,;:]/u;
/** A receiver's own sentence before each that it heard: year, month, day, hour, minute, second, millisecond. */
const PGHP = /^\s*\$PGHP,1,(\d{4}),(\d\d?),(\d\d?),(\d\d?),(\d\d?),(\d\d?),(\d{1,3}),/u;

/**
 * When a line of a recording was received, milliseconds since 1970; null where it does not say. Read from the first tag
 * block, a date or number of seconds at the start, `$PGHP`, or the tail of a U.S. Coast Guard feed. A date without a zone
 * is taken for UTC: distances are right, the hour is whatever the recorder's clock showed. [AIS45]
 */
export function recordedAtMs(line: string): number | null {
  return tagged(line) ?? dated(line) ?? numbered(line) ?? tailed(line);
}

function tagged(line: string): number | null {
  const start = line.indexOf('\\');
  const bang = line.indexOf('!');
  if (start < 0 || (bang >= 0 && start > bang)) return null;
  const end = line.indexOf('\\', start + 1);
  return end < 0 ? null : (parseTagBlock(line, start + 1, end) ?? NO_TAG).receivedAtMs;
}

function dated(line: string): number | null {
  const parts = CALENDAR.exec(line) ?? PGHP.exec(line);
  if (!parts) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map(Number);
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 60) return null;
  const fraction = parts[7] ?? '';
  const milliseconds = Number(line.trimStart().startsWith('$') ? fraction : fraction.padEnd(3, '0'));
  return Date.UTC(year, month - 1, day, hour, minute, second, milliseconds);
}

function numbered(line: string): number | null {
  const parts = EPOCH.exec(line);
  if (!parts) return null;
  const [, seconds = '', milliseconds, fraction = ''] = parts;
  return Number(seconds) * 1000 + Number(milliseconds ?? fraction.slice(0, 3).padEnd(3, '0'));
}

function tailed(line: string): number | null {
  const star = line.indexOf('*', line.indexOf('!') + 1);
  return star < 0 || line[star + 3] !== ',' ? null : parseCoastGuardTail(line, star + 4, line.length).receivedAtMs;
}
