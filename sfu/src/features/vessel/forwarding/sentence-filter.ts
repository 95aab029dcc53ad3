import { nmeaChecksum, saysChecksum } from '@haigang/shared/features/vessel/nmea-sentence';

const SENTENCE = /!..VD[MO],(\d),(\d),(\d?),([^,]{0,2}),([^!$\\\r\n]{0,1000})\*[\dA-Fa-f]{2}/gu;
/** The same message again within this time is a copy of another receiver, or comes back in a circle. */
const COPY_MS = 10_000;
const MOST = 50_000;

/** The parts of a message follow each other within a second or so. */
const PART_MS = 4000;
const MOST_PARTS = 1000;

interface Part {
  readonly sentence: string;
  /** Payload and fill bits: what the ship said. The rest (talker, number, channel) is its receiver's. */
  readonly said: string;
}

interface Begun {
  readonly parts: Part[];
  readonly at: number;
}

/**
 * The AIS sentences of what sources send, right ones only and each message once, so that copies and circles end here.
 * The parts of a long message leave together: between those of another receiver they would become a third ship. [AIS51]
 */
export class SentenceFilter {
  readonly #passed = new Map<string, number>();
  readonly #begun = new Map<string, Begun>();

  take(source: string, text: string, now: number): string[] {
    const sentences: string[] = [];
    for (const [sentence, total, index, sequence, channel, said = ''] of text.matchAll(SENTENCE)) {
      const star = sentence.length - 3;
      if (!saysChecksum(sentence, star, nmeaChecksum(sentence, 1, star))) continue;
      const key = `${source} ${total}${sequence}${channel}`;
      const part = { sentence, said };
      const parts = total === '1' ? [part] : this.#whole(key, [Number(index), Number(total)], part, now);
      if (parts && this.#isNew(parts.map((one) => one.said).join(' '), now)) {
        sentences.push(...parts.map((one) => one.sentence));
      }
    }
    return sentences;
  }

  /** All parts with the last one, null before. */
  #whole(key: string, [index, total]: readonly [number, number], part: Part, now: number): Part[] | null {
    const begun = index === 1 ? { parts: [], at: now } : this.#begun.get(key);
    this.#begun.delete(key);
    if (begun?.parts.length !== index - 1 || now - begun.at > PART_MS) return null;
    begun.parts.push(part);
    if (index === total) return begun.parts;
    this.#begun.set(key, begun);
    const oldest = this.#begun.keys().next();
    if (this.#begun.size > MOST_PARTS && !oldest.done) this.#begun.delete(oldest.value);
    return null;
  }

  #isNew(key: string, now: number): boolean {
    const at = this.#passed.get(key);
    if (at !== undefined && Math.abs(now - at) <= COPY_MS) return false;
    this.#passed.delete(key);
    this.#passed.set(key, now);
    for (const [oldest, passedAt] of this.#passed) {
      if (Math.abs(now - passedAt) <= COPY_MS && this.#passed.size <= MOST) break;
      this.#passed.delete(oldest);
    }
    return true;
  }
}
