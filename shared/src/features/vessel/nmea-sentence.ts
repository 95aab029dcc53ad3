/** Where a sentence starts, ends, and why it was refused; character codes, so that nothing is cut out of the text. */
export const BANG = 33;
export const DOLLAR = 36;
export const STAR = 42;
export const COMMA = 44;
export const BACKSLASH = 92;

/**
 * Longest sentence we follow, in characters. The 82 of NMEA 0183 is not enforced, since shore feeds send type 5 as one
 * sentence of 116 (ais.md §1d). [AIS3]
 */
export const MAX_SENTENCE_CHARACTERS = 1024;

/** Fields of `!ttVDM,total,index,sequence,channel,payload,fill*hh`, reused from sentence to sentence. */
export interface VdmFields {
  /** Two-character talker packed as one number, for keys. */
  talker: number;
  /** True for VDO, the receiver's own ship. */
  ownShip: boolean;
  total: number;
  index: number;
  /** 0–9, or −1 where the field is empty. */
  sequenceId: number;
  /** Character code of the channel, 0 where the field is empty. */
  channel: number;
  payloadStart: number;
  payloadEnd: number;
  fillBits: number;
  /** First character after the checksum. */
  end: number;
}

export type SentenceFault = 'bad-checksum' | 'malformed' | 'too-long' | 'other';

export function emptyVdmFields(): VdmFields {
  return {
    talker: 0,
    ownShip: false,
    total: 0,
    index: 0,
    sequenceId: -1,
    channel: 0,
    payloadStart: 0,
    payloadEnd: 0,
    fillBits: 0,
    end: 0,
  };
}

const commas = new Int32Array(6);

/**
 * Reads one AIVDM/AIVDO sentence that starts with `!` at `start`, in one pass. Any talker is welcome; the checksum must
 * be there and right, in either letter case. On a fault `fields.end` says where to look on. [AIS1] [AIS2]
 */
export function parseVdm(text: string, start: number, end: number, fields: VdmFields): SentenceFault | null {
  const limit = Math.min(end, start + MAX_SENTENCE_CHARACTERS);
  let checksum = 0;
  let commaCount = 0;
  let at = start + 1;
  for (; at < limit; at += 1) {
    const code = text.charCodeAt(at);
    if (code === STAR) break;
    if (code === BANG || code === DOLLAR || code === BACKSLASH) return fault(fields, at, 'malformed');
    if (code === COMMA) {
      if (commaCount < 6) commas[commaCount] = at;
      commaCount += 1;
    }
    checksum ^= code;
  }
  if (at >= limit) return fault(fields, at, limit < end ? 'too-long' : 'malformed');
  fields.end = Math.min(end, at + 3);
  if (at + 2 >= end) return 'malformed';
  const said = hexPair(text.charCodeAt(at + 1), text.charCodeAt(at + 2));
  if (said < 0) return fault(fields, at + 1, 'malformed');
  if (said !== checksum) return 'bad-checksum';
  if (!isVdmAddress(text, start, commas[0] ?? 0)) return 'other';
  if (commaCount !== 6) return 'malformed';
  return readFields(text, start, at, fields) ? null : 'malformed';
}

function fault(fields: VdmFields, end: number, why: SentenceFault): SentenceFault {
  fields.end = end;
  return why;
}

function isVdmAddress(text: string, start: number, firstComma: number): boolean {
  if (firstComma - start !== 6) return false;
  // V, D, then M or O.
  const last = text.charCodeAt(start + 5);
  return text.charCodeAt(start + 3) === 86 && text.charCodeAt(start + 4) === 68 && (last === 77 || last === 79);
}

function readFields(text: string, start: number, star: number, fields: VdmFields): boolean {
  // One by one: taking the array apart would make an iterator for each sentence.
  const c0 = commas[0] ?? 0;
  const c1 = commas[1] ?? 0;
  const c2 = commas[2] ?? 0;
  const c3 = commas[3] ?? 0;
  const c4 = commas[4] ?? 0;
  const c5 = commas[5] ?? 0;
  fields.talker = text.charCodeAt(start + 1) * 256 + text.charCodeAt(start + 2);
  fields.ownShip = text.charCodeAt(start + 5) === 79;
  fields.total = digit(text, c0 + 1, c1);
  fields.index = digit(text, c1 + 1, c2);
  fields.sequenceId = digit(text, c2 + 1, c3);
  fields.channel = c4 > c3 + 1 ? text.charCodeAt(c3 + 1) : 0;
  fields.payloadStart = c4 + 1;
  fields.payloadEnd = c5;
  fields.fillBits = digit(text, c5 + 1, star);
  return (
    fields.total >= 1 &&
    fields.index >= 1 &&
    fields.index <= fields.total &&
    fields.fillBits >= 0 &&
    fields.fillBits <= 5 &&
    (fields.sequenceId >= 0 || c3 === c2 + 1) &&
    c4 - c3 <= 3
  );
}

/** Value of a field of exactly one digit, −1 otherwise. */
function digit(text: string, start: number, end: number): number {
  if (end - start !== 1) return -1;
  const value = text.charCodeAt(start) - 48;
  return value >= 0 && value <= 9 ? value : -1;
}

function hexPair(high: number, low: number): number {
  const first = hexDigit(high);
  const second = hexDigit(low);
  return first < 0 || second < 0 ? -1 : first * 16 + second;
}

function hexDigit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  if (code >= 65 && code <= 70) return code - 55;
  return code >= 97 && code <= 102 ? code - 87 : -1;
}

/** XOR of the characters `[start, end)`, the checksum of NMEA 0183. */
export function nmeaChecksum(text: string, start: number, end: number): number {
  let checksum = 0;
  for (let at = start; at < end; at += 1) checksum ^= text.charCodeAt(at);
  return checksum;
}

/** Whether `text[star+1 … star+2]` is the hexadecimal of `checksum`. */
export function saysChecksum(text: string, star: number, checksum: number): boolean {
  return hexPair(text.charCodeAt(star + 1), text.charCodeAt(star + 2)) === checksum;
}
