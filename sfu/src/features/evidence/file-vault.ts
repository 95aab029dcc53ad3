import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, mkdirSync, statSync, unlinkSync, utimesSync } from 'node:fs';
import { link, mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Sha256 } from '@haigang/shared/features/evidence/evidence.model';
import { syncFolder } from '../../platform/storage/durable-file.js';

/** A file that lies in the vault: durable, under its hash. */
export interface StoredBytes {
  readonly sha256: string;
  readonly bytes: number;
}

const TEMPORARY = '.tmp';

/** SHA-256 of a file's bytes, read in pieces. */
export async function hashFile(path: string): Promise<StoredBytes> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
    hash.update(piece);
    bytes += piece.length;
  }
  return { sha256: hash.digest('hex'), bytes };
}

/** Where the bytes of a hash lie below a data folder. */
export function vaultPath(dataDir: string, sha256: string): string {
  return join(dataDir, 'evidence', sha256.slice(0, 2), Sha256.parse(sha256));
}

/**
 * [EVD1] Content-addressed files below `<dataDir>/evidence`. What a method returned is on disk: written aside, synced,
 * given its name, the folder synced. The same bytes are kept once.
 */
export class FileVault {
  readonly #dataDir: string;
  readonly #work: string;

  constructor(dataDir: string) {
    this.#dataDir = dataDir;
    this.#work = join(dataDir, 'uploads');
    for (const folder of [this.#work, join(dataDir, 'evidence')]) mkdirSync(folder, { recursive: true, mode: 0o700 });
  }

  /** Folder for what is not yet evidence; on the same file system, never part of a backup. */
  get workFolder(): string {
    return this.#work;
  }

  /** A new name in the work folder. */
  temporary(): string {
    return join(this.#work, `${randomUUID()}${TEMPORARY}`);
  }

  /** Removes what a killed server was making; call before anything is made. */
  async clearTemporary(): Promise<void> {
    const left = (await readdir(this.#work)).filter((name) => name.endsWith(TEMPORARY));
    for (const name of left) await rm(join(this.#work, name), { force: true });
  }

  pathOf(sha256: string): string {
    return vaultPath(this.#dataDir, sha256);
  }

  /**
   * Keeps a file of the work folder; its name there stays until whoever named it removes it, so that a crash before the
   * row loses nothing.
   */
  async keep(path: string, known?: StoredBytes): Promise<StoredBytes> {
    const stored = known ?? (await hashFile(path));
    const target = this.pathOf(stored.sha256);
    if (this.#touch(target, stored.bytes)) return stored;
    const file = await open(path, 'r+');
    try {
      await file.chmod(0o400);
      await file.sync();
    } finally {
      await file.close();
    }
    const folder = dirname(target);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await rm(target, { force: true });
    await link(path, target);
    this.#touch(target, stored.bytes);
    syncFolder(folder);
    syncFolder(dirname(folder));
    return stored;
  }

  /** Whether these bytes are there already; they count as new again, so that tidying leaves them alone. */
  #touch(target: string, bytes: number): boolean {
    try {
      if (statSync(target).size !== bytes) return false;
      const now = new Date();
      utimesSync(target, now, now);
      return true;
    } catch {
      return false;
    }
  }

  /**
   * [EVD8] Removes files no row names, untouched since `before` (ms): a crash between file and row leaves such. Returns
   * how many.
   */
  async sweep(isNamed: (sha256: string) => Promise<boolean>, before: number): Promise<number> {
    let removed = 0;
    for (const path of await this.#olderThan(before)) {
      const name = path.slice(path.lastIndexOf('/') + 1);
      if (await isNamed(name)) continue;
      // NOTE: looked at again at once before it goes: the same bytes may have come in anew while the database was asked.
      if (statSync(path).mtimeMs >= before) continue;
      unlinkSync(path);
      removed += 1;
    }
    return removed;
  }

  async #olderThan(before: number): Promise<string[]> {
    const old: string[] = [];
    for (const entry of await readdir(join(this.#dataDir, 'evidence'), { withFileTypes: true, recursive: true })) {
      if (!entry.isFile() || !Sha256.safeParse(entry.name).success) continue;
      const path = join(entry.parentPath, entry.name);
      if ((await stat(path)).mtimeMs < before) old.push(path);
    }
    return old;
  }
}
