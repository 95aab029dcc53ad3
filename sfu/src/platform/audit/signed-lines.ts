import { closeSync, existsSync, fdatasyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { syncFolder } from '../storage/durable-file.js';

/**
 * An append-only file of JSON lines, each durable when `append` returns. A line torn by a power cut is no line: it is cut
 * off at the next opening, and readers leave it out.
 */
export class LineFile {
  readonly #handle: number;
  #length: number;

  constructor(path: string) {
    const existed = existsSync(path);
    this.#handle = openSync(path, 'a', 0o644);
    this.#length = existed ? Buffer.byteLength(wholeLines(readFileSync(path, 'utf8'))) : 0;
    ftruncateSync(this.#handle, this.#length);
    if (!existed) syncFolder(dirname(path));
  }

  /** Throws when the disk refuses; nothing of the line is left then. */
  append(line: string): void {
    const bytes = Buffer.from(`${line}\n`);
    try {
      let written = 0;
      while (written < bytes.length) written += writeSync(this.#handle, bytes, written);
      fdatasyncSync(this.#handle);
    } catch (failure) {
      ftruncateSync(this.#handle, this.#length);
      throw failure;
    }
    this.#length += bytes.length;
  }

  close(): void {
    closeSync(this.#handle);
  }
}

/** The complete lines of such a file; none when it does not exist. */
export function readLines(path: string): string[] {
  if (!existsSync(path)) return [];
  return wholeLines(readFileSync(path, 'utf8')).split('\n').slice(0, -1);
}

function wholeLines(text: string): string {
  return text.slice(0, text.lastIndexOf('\n') + 1);
}
