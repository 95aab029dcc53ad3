import { open, unlink, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { RECORDING_HEADER } from './recording-line.js';
import { segmentName, segmentsIn } from './recording-folder.js';

/** Largest file; a flood makes more files in an hour, so that old ones can go one by one. */
const MOST_BYTES = 64 * 1024 * 1024;

/** The file that is being written: one for each hour, several when it is busy. What failed half way is taken back. */
export class SegmentFile {
  readonly #folder: string;
  readonly #mostBytes: number;
  #handle: FileHandle | null = null;
  #name: string | null = null;
  #bytes = 0;

  constructor(folder: string, mostBytes = MOST_BYTES) {
    this.#folder = folder;
    this.#mostBytes = mostBytes;
  }

  /** Its name while one is open. */
  get name(): string | null {
    return this.#handle ? this.#name : null;
  }

  /** Appends to the file of `now`; true when that is another one than before. Throws what the system says. */
  async append(text: string, now: number): Promise<boolean> {
    const changed = await this.#select(now);
    const handle = this.#handle;
    if (!handle) return changed;
    const bytes = Buffer.from(text, 'latin1');
    try {
      await handle.appendFile(bytes);
      this.#bytes += bytes.length;
    } catch (failure) {
      // Half a line would be taken for damage of the source; where even this fails the next file begins anew.
      await handle.truncate(this.#bytes).catch(() => undefined);
      await this.close();
      throw failure;
    }
    return changed;
  }

  async close(): Promise<void> {
    const handle = this.#handle;
    this.#handle = null;
    await handle?.close().catch(() => undefined);
  }

  async #select(now: number): Promise<boolean> {
    const prefix = segmentName(now, 1).slice(0, -'001.nmea'.length);
    if (this.#handle && this.#name?.startsWith(prefix) && this.#bytes < this.#mostBytes) return false;
    await this.close();
    const taken = (await segmentsIn(this.#folder)).filter((segment) => segment.name.startsWith(prefix));
    const last = taken.at(-1)?.number ?? 0;
    // Never one that another run began: its end may be half a line.
    this.#name = segmentName(now, last + 1);
    const path = join(this.#folder, this.#name);
    this.#bytes = 0;
    this.#handle = await open(path, 'ax', 0o600);
    const header = `${RECORDING_HEADER}\n`;
    try {
      await this.#handle.appendFile(header);
    } catch (failure) {
      // Without its first line it would be read as a recording of somebody else.
      await this.close();
      await unlink(path).catch(() => undefined);
      throw failure;
    }
    this.#bytes = header.length;
    return true;
  }
}
