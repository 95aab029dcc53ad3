import { mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { FileStore } from '@tus/file-store';

type Created = Parameters<FileStore['create']>[0];

/** The unfinished uploads in the vault's work folder; says which of them could not be begun, and leaves nothing of it. */
export class UploadStore extends FileStore {
  /** Hears the id of an upload that was admitted and then not created, for example on a full disk. */
  onNotCreated: (id: string) => void = () => undefined;

  override async create(upload: Created): Promise<Created> {
    try {
      return await super.create(upload);
    } catch (failure) {
      this.onNotCreated(upload.id);
      for (const part of [upload.id, `${upload.id}.json`]) {
        await rm(join(this.directory, part), { force: true }).catch(() => undefined);
      }
      throw failure;
    }
  }
}

// The library's own goes on after its constructor and throws where nobody hears it, which ends the process.
Object.defineProperty(UploadStore.prototype, 'checkOrCreateDirectory', {
  value(this: UploadStore) {
    mkdirSync(this.directory, { recursive: true });
  },
});
