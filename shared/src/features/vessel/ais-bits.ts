/**
 * Longest payload the radio can produce: a message of five slots (ITU-R M.1371, 1,064 bits with the message state) plus
 * slack for padding, in six-bit characters. Anything longer is no AIS message. [AIS9]
 */
export const MAX_PAYLOAD_CHARACTERS = 200;

/** Six-bit value of each armoured character, 255 where the character is not allowed (IEC 61162-1, VDM). */
const SIX_BITS = new Uint8Array(256).fill(255);
for (let code = 48; code <= 87; code += 1) SIX_BITS[code] = code - 48;
for (let code = 96; code <= 119; code += 1) SIX_BITS[code] = code - 56;

/** The 64 characters of the six-bit text alphabet (ITU-R M.1371, table 47); value 0 (`@`) ends a text. */
const TEXT_CHARACTERS = Array.from({ length: 64 }, (_, value) => String.fromCharCode(value < 32 ? value + 64 : value));

/**
 * Bits of one message, reloaded for each message so that decoding allocates nothing but its result. Reading past the
 * end gives zeros, never the message before; whoever cares asks `bitLength`.
 */
export class AisBits {
  /** Number of bits of the loaded message, without the fill bits. */
  bitLength = 0;
  /** 53-bit hash of the loaded payload, for finding copies of one broadcast. [AIS14] */
  fingerprint = 0;
  readonly #sixes = new Uint8Array(MAX_PAYLOAD_CHARACTERS + 64);
  #loaded = 0;

  /** Loads armoured text `[start, end)`; false when it is too long or holds a character outside the armour alphabet. */
  load(text: string, start: number, end: number, fillBits: number): boolean {
    const count = end - start;
    this.bitLength = 0;
    if (count <= 0 || count > MAX_PAYLOAD_CHARACTERS) return false;
    const sixes = this.#sixes;
    let low = 0x811c9dc5;
    let high = 0x1b873593;
    for (let index = 0; index < count; index += 1) {
      const code = text.charCodeAt(start + index);
      const six = code < 256 ? (SIX_BITS[code] ?? 255) : 255;
      if (six === 255) return false;
      sixes[index] = six;
      low = Math.imul(low ^ six, 0x01000193);
      high = Math.imul(high ^ six, 0x85ebca6b) ^ (high >>> 13);
    }
    if (this.#loaded > count) sixes.fill(0, count, this.#loaded);
    this.#loaded = count;
    this.fingerprint = (high >>> 11) * 4_294_967_296 + (low >>> 0);
    this.bitLength = Math.max(0, count * 6 - fillBits);
    return true;
  }

  /** Unsigned field of at most 30 bits. */
  uint(start: number, length: number): number {
    const sixes = this.#sixes;
    let index = (start / 6) | 0;
    let have = 6 - (start - index * 6);
    let value = (sixes[index] ?? 0) & ((1 << have) - 1);
    if (have >= length) return value >> (have - length);
    while (have + 6 <= length) {
      index += 1;
      value = (value << 6) | (sixes[index] ?? 0);
      have += 6;
    }
    const rest = length - have;
    if (rest > 0) value = (value << rest) | ((sixes[index + 1] ?? 0) >> (6 - rest));
    return value;
  }

  /** Two's-complement field of at most 30 bits. */
  int(start: number, length: number): number {
    const shift = 32 - length;
    return (this.uint(start, length) << shift) >> shift;
  }

  /** Bits `[start, end)` as hexadecimal bytes, the last one filled with zeros; empty when there are none. */
  hex(start: number, end: number): string {
    let text = '';
    for (let at = start; at < end; at += 8) {
      const length = Math.min(8, end - at);
      text += (this.uint(at, length) << (8 - length)).toString(16).padStart(2, '0');
    }
    return text;
  }

  /** Whether the single bit at `start` is set. */
  flag(start: number): boolean {
    return this.uint(start, 1) === 1;
  }

  /** Six-bit text up to `@` or the end of the message, without trailing blanks; only whole characters count. */
  text(start: number, length: number): string {
    const end = Math.min(start + length, this.bitLength) - 6;
    let text = '';
    for (let at = start; at <= end; at += 6) {
      const value = this.uint(at, 6);
      if (value === 0) break;
      text += TEXT_CHARACTERS[value] ?? '';
    }
    return text.trimEnd();
  }
}
