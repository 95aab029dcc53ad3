import type { Clock } from '@haigang/shared/kernel/time';
import { AisDecoder, type AisReception } from '@haigang/shared/features/vessel/ais-decoder';
import type { AisMessage } from '@haigang/shared/features/vessel/ais-message';
import { LineSplitter } from '../line-splitter.js';
import type { SourceReader } from './source-input.js';

export interface ReaderCounts {
  readonly sentences: number;
  readonly badChecksum: number;
  readonly malformed: number;
  readonly droppedFragments: number;
}
export const NO_COUNTS: ReaderCounts = { sentences: 0, badChecksum: 0, malformed: 0, droppedFragments: 0 };

export function addCounts(first: ReaderCounts, second: ReaderCounts): ReaderCounts {
  return {
    sentences: first.sentences + second.sentences,
    badChecksum: first.badChecksum + second.badChecksum,
    malformed: first.malformed + second.malformed,
    droppedFragments: first.droppedFragments + second.droppedFragments,
  };
}

/** Who hears what the readers of a source read. */
export interface SourceHearer {
  readonly clock: Clock;
  readonly onMessage: (message: AisMessage, reception: AisReception) => void;
  /** Each line or datagram with a sentence in it, right or wrong, as it came. */
  readonly onRaw?: ((text: string) => void) | undefined;
}

/** Every reader of one source, and what they and those before them counted. [AIS13] */
export class SourceReaders {
  readonly #open = new Set<CountingReader>();
  readonly #hearer: SourceHearer;
  #finished = NO_COUNTS;

  constructor(hearer: SourceHearer) {
    this.#hearer = hearer;
  }

  get counts(): ReaderCounts {
    let sum = this.#finished;
    for (const reader of this.#open) sum = addCounts(sum, reader.counts);
    return sum;
  }

  open(): SourceReader {
    const reader = new CountingReader(this.#hearer, () => {
      if (this.#open.delete(reader)) this.#finished = addCounts(this.#finished, reader.counts);
    });
    this.#open.add(reader);
    return reader;
  }
}

class CountingReader implements SourceReader {
  readonly #decoder: AisDecoder;
  readonly #lines = new LineSplitter((line) => this.read(line));
  readonly #hearer: SourceHearer;
  readonly end: () => void;
  /** Lines without the beginning of any sentence: binary, text of people. */
  #strange = 0;

  constructor(hearer: SourceHearer, onEnd: () => void) {
    this.#hearer = hearer;
    this.#decoder = new AisDecoder({ onMessage: hearer.onMessage });
    this.end = onEnd;
  }

  get counts(): ReaderCounts {
    const { counters } = this.#decoder;
    return {
      sentences: counters.sentences,
      badChecksum: counters.badChecksum,
      malformed:
        counters.malformed + counters.tooLong + counters.rejectedMessages + this.#lines.dropped + this.#strange,
      droppedFragments: counters.droppedFragments,
    };
  }

  push(chunk: string): void {
    this.#lines.push(chunk);
  }

  skip(lines: number): void {
    this.#strange += lines;
  }

  read(text: string): void {
    if (!text.includes('!') && !text.includes('$')) {
      if (!isRemark(text)) this.#strange += 1;
      return;
    }
    this.#hearer.onRaw?.(text);
    this.#decoder.decode(text, this.#hearer.clock());
  }
}

/** Recordings explain themselves in lines that begin with `#`. */
function isRemark(text: string): boolean {
  const line = text.trimStart();
  return line === '' || line.startsWith('#');
}
