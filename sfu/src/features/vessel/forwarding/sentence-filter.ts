import { nmeaChecksum, saysChecksum } from '@haigang/shared/features/vessel/nmea-sentence';

const SENTENCE = /!..VD[MO],(\d),(\d),(\d?),([^,]{0,2}),[^!$\\\r\n]{0,1000}\*[\dA-Fa-f]{2}/gu;
/** The same sentence again within this time is a copy of another receiver, or comes back in a circle. */
const COPY_MS = 10_000;
const MOST = 50_000;

/** The parts of a message follow each other within a second or so. */
const PART_MS = 4000;
const MOST_PARTS = 1000;

interface Begun {
  readonly parts: string[];
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
    for (const [sentence, total, index, sequence, channel] of text.matchAll(SENTENCE)) {
      const star = sentence.length - 3;
      if (!saysChecksum(sentence, star, nmeaChecksum(sentence, 1, star))) continue;
      const key = `${source} ${total}${sequence}${channel}`;
      const parts = total === '1' ? [sentence] : this.#whole(key, Number(index), Number(total), { sentence, now });
      if (parts && this.#isNew(parts.join(''), now)) sentences.push(...parts);
    }
    return sentences;
  }

  /** All parts with the last one, null before. */
  #whole(key: string, index: number, total: number, part: { sentence: string; now: number }): string[] | null {
    const begun = index === 1 ? { parts: [], at: part.now } : this.#begun.get(key);
    this.#begun.delete(key);
    if (begun?.parts.length !== index - 1 || part.now - begun.at > PART_MS) return null;
    begun.parts.push(part.sentence);
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
