import { nmeaChecksum } from './nmea-sentence.js';

const SIX_BIT_TEXT = '@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_ !"#$%&\'()*+,-./0123456789:;<=>?';
/** What fits into one sentence of 82 characters (IEC 61162-1). */
const SENTENCE_CHARACTERS = 60;
/** 9 is the most a sentence can count. */
const MOST_SENTENCES = 9;

/** How a message is put into sentences. */
export interface SentenceOptions {
  /** 0–9 keeps parts of different messages apart; default 0. */
  readonly sequenceId?: number;
  readonly channel?: 'A' | 'B';
  /** Default AI, a mobile station. */
  readonly talker?: string;
  /** VDO: the receiver's own ship. */
  readonly ownShip?: boolean;
}

/** Writes the fields of a message one after the other and armours them (IEC 61162-1, VDM). */
export class AisBitWriter {
  readonly #bits: number[] = [];

  /** Bits written so far. */
  get length(): number {
    return this.#bits.length;
  }

  /** Unsigned, at most 30 bits; throws for a value that does not fit. */
  uint(value: number, length: number): this {
    if (!Number.isInteger(value) || value < 0 || value >= 2 ** length) {
      throw new RangeError(`${String(value)} does not fit into ${String(length)} bits`);
    }
    for (let bit = length - 1; bit >= 0; bit -= 1) this.#bits.push(Math.floor(value / 2 ** bit) % 2);
    return this;
  }

  /** Two's complement. */
  int(value: number, length: number): this {
    return this.uint(value < 0 ? value + 2 ** length : value, length);
  }

  flag(value: boolean): this {
    return this.uint(value ? 1 : 0, 1);
  }

  /** Filled with `@`; characters the alphabet does not have become `?`, what is too long is cut. */
  text(value: string, characters: number): this {
    for (let at = 0; at < characters; at += 1) {
      const code = at < value.length ? SIX_BIT_TEXT.indexOf((value[at] ?? '').toUpperCase()) : 0;
      this.uint(code < 0 ? SIX_BIT_TEXT.indexOf('?') : code, 6);
    }
    return this;
  }

  /** Bytes in hexadecimal. */
  hex(value: string): this {
    for (let at = 0; at + 2 <= value.length; at += 2) this.uint(Number.parseInt(value.slice(at, at + 2), 16), 8);
    return this;
  }

  /** The message as one sentence or several, each with its checksum. */
  sentences(options: SentenceOptions = {}): string[] {
    const { sequenceId = 0, channel = 'A', talker = 'AI', ownShip = false } = options;
    const { payload, fillBits } = this.#armoured();
    const parts = payload.match(new RegExp(`.{1,${String(SENTENCE_CHARACTERS)}}`, 'gu')) ?? [];
    if (parts.length > MOST_SENTENCES) throw new RangeError('longer than nine sentences');
    return parts.map((part, at) => {
      const sequence = parts.length > 1 ? String(sequenceId % 10) : '';
      const fill = at === parts.length - 1 ? fillBits : 0;
      const body = [
        ...[`${talker}${ownShip ? 'VDO' : 'VDM'}`, parts.length, at + 1],
        ...[sequence, channel, part, fill],
      ].join(',');
      return `!${body}*${checksumDigits(body)}`;
    });
  }

  #armoured(): { payload: string; fillBits: number } {
    const fillBits = (6 - (this.#bits.length % 6)) % 6;
    const padded = [...this.#bits, ...Array.from({ length: fillBits }, () => 0)];
    let payload = '';
    for (let at = 0; at < padded.length; at += 6) {
      const six = padded.slice(at, at + 6).reduce((sum, bit) => sum * 2 + bit, 0);
      payload += String.fromCharCode(six < 40 ? six + 48 : six + 56);
    }
    return { payload, fillBits };
  }
}

/** The checksum of everything between `!` and `*` as it is written: two upper-case hexadecimal digits. */
export function checksumDigits(body: string): string {
  return nmeaChecksum(body, 0, body.length).toString(16).toUpperCase().padStart(2, '0');
}
