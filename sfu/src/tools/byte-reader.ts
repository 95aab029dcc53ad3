/** Reads a stream of chunks in the sizes a format asks for. */
export class ByteReader {
  readonly #source: AsyncIterator<Buffer>;
  #waiting: Buffer[] = [];
  #length = 0;
  #ended = false;

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** Up to `size` bytes; fewer only at the end. */
  async read(size: number): Promise<Buffer> {
    await this.#fill(size);
    const all = Buffer.concat(this.#waiting);
    const taken = all.subarray(0, size);
    this.#waiting = all.length > size ? [all.subarray(size)] : [];
    this.#length = all.length - taken.length;
    return taken;
  }

  async atEnd(): Promise<boolean> {
    await this.#fill(1);
    return this.#length === 0;
  }

  async #fill(size: number): Promise<void> {
    while (this.#length < size && !this.#ended) {
      const next = await this.#source.next();
      if (next.done) this.#ended = true;
      else {
        this.#waiting.push(next.value);
        this.#length += next.value.length;
      }
    }
  }
}
