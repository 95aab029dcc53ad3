/** Longest line worth keeping of a stream: several glued sentences with tag blocks. */
const STREAM_LINE_CHARACTERS = 1024;

/** Cuts a byte stream into lines; a line without an end is dropped, never gathered. */
export class LineSplitter {
  readonly #onLine: (line: string) => void;
  readonly #mostCharacters: number;
  #rest = '';
  #overlong = false;
  /** Lines thrown away because they were too long. */
  dropped = 0;

  constructor(onLine: (line: string) => void, mostCharacters = STREAM_LINE_CHARACTERS) {
    this.#onLine = onLine;
    this.#mostCharacters = mostCharacters;
  }

  push(chunk: string): void {
    let start = 0;
    for (;;) {
      const end = chunk.indexOf('\n', start);
      if (end < 0) break;
      this.#finish(chunk.slice(start, end));
      start = end + 1;
    }
    this.#rest += chunk.slice(start);
    if (this.#rest.length > this.#mostCharacters) {
      this.#rest = '';
      if (!this.#overlong) this.dropped += 1;
      this.#overlong = true;
    }
  }

  #finish(tail: string): void {
    const line = this.#rest + tail;
    this.#rest = '';
    const whole = !this.#overlong;
    this.#overlong = false;
    if (line.length > this.#mostCharacters) this.dropped += 1;
    else if (whole && line.trim() !== '') this.#onLine(line);
  }
}
