/** Longest line worth keeping: several glued sentences with tag blocks. */
const MAX_LINE_CHARACTERS = 1024;

/** Cuts a byte stream into lines; a line without an end is dropped, never gathered. */
export class LineSplitter {
  readonly #onLine: (line: string) => void;
  #rest = '';
  #overlong = false;
  /** Lines thrown away because they were too long. */
  dropped = 0;

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
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
    if (this.#rest.length > MAX_LINE_CHARACTERS) {
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
    if (line.length > MAX_LINE_CHARACTERS) this.dropped += 1;
    else if (whole && line.trim() !== '') this.#onLine(line);
  }
}
