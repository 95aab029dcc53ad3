import type { SourceHost, SourceReader } from '../sources/source-input.js';
import { readRecordingLine, RECORDING_HEADER } from './recording-line.js';

/** More sources than a site has; beyond it they share one. */
const MOST_READERS = 32;

/** Reads recordings: ours with a reader for each source in them, so that the parts of two never mix, others as they are. */
export class RecordingReader {
  readonly #host: SourceHost;
  readonly #plain: SourceReader;
  readonly #bySource = new Map<string, SourceReader>();
  #ours = false;

  constructor(host: SourceHost) {
    this.#host = host;
    this.#plain = host.reader();
  }

  read(line: string): void {
    if (line.startsWith(RECORDING_HEADER)) this.#ours = true;
    const recorded = this.#ours ? readRecordingLine(line) : null;
    if (recorded) this.#of(recorded.name).read(recorded.rest);
    else this.#plain.read(line);
  }

  skip(lines: number): void {
    this.#plain.skip(lines);
  }

  readonly end = (): void => {
    for (const reader of [this.#plain, ...this.#bySource.values()]) reader.end();
  };

  #of(name: string): SourceReader {
    const known = this.#bySource.get(name);
    if (known) return known;
    if (this.#bySource.size >= MOST_READERS) return this.#plain;
    const reader = this.#host.reader();
    this.#bySource.set(name, reader);
    return reader;
  }
}
