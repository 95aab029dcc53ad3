import { nmeaChecksum } from '@haigang/shared/features/vessel/nmea-sentence';

/** First line of every file of ours: what follows has our own tag block before whatever the source sent. */
export const RECORDING_HEADER = '# haigang ais recording 1';
/** Longest name of a station in a tag block (IEC 61162-450). */
const MAX_NAME = 15;

/** A line as it was received, behind a tag block that says from where and when, milliseconds since 1970. [AIS48] */
export function recordingLine(name: string, receivedAtMs: number, line: string): string {
  const tag = `s:${name},c:${receivedAtMs}`;
  const checksum = nmeaChecksum(tag, 0, tag.length).toString(16).toUpperCase().padStart(2, '0');
  return `\\${tag}*${checksum}\\${line}\n`;
}

/** Takes our own tag block off again; null when the line has none. */
export function readRecordingLine(line: string): { readonly name: string; readonly rest: string } | null {
  const groups = /^\\s:(?<name>[\w.-]{1,15}),c:\d{13}\*[\dA-F]{2}\\(?<rest>.*)$/su.exec(line)?.groups;
  return groups ? { name: groups['name'] ?? '', rest: groups['rest'] ?? '' } : null;
}

/** Names for sources that fit a tag block, the same over a restart as long as the configuration is. */
export class SourceNames {
  readonly #names = new Map<string, string>();

  of(id: string): string {
    const known = this.#names.get(id);
    if (known !== undefined) return known;
    const place = id.replace(/^[\w-]+:\/*/u, '').replace(/[^\w.-]+/gu, '-');
    let name = place.slice(-MAX_NAME);
    const taken = new Set(this.#names.values());
    for (let number = 2; taken.has(name); number += 1) name = `${place.slice(-(MAX_NAME - 4))}.${number}`;
    this.#names.set(id, name);
    return name;
  }
}
