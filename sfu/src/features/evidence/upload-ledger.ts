import { AppError } from '@haigang/shared/kernel/errors';

export interface OpenUpload {
  readonly principalId: string;
  readonly bytes: number;
}

/** [EVD6] Who has how many unfinished uploads. */
export class UploadLedger {
  readonly #open = new Map<string, OpenUpload>();

  add(id: string, upload: OpenUpload): void {
    this.#open.set(id, upload);
  }

  remove(id: string): void {
    this.#open.delete(id);
  }

  get size(): number {
    return this.#open.size;
  }

  /** Throws `evidence.too-many-uploads` or `evidence.quota` when one more of this size is too much. */
  admit(principalId: string, bytes: number, limits: { atOnce: number; quotaBytes: number; usedBytes: number }): void {
    const own = [...this.#open.values()].filter((upload) => upload.principalId === principalId);
    if (own.length >= limits.atOnce) {
      throw new AppError('over_capacity', 'evidence.too-many-uploads', `${own.length} uploads are unfinished`);
    }
    const pending = own.reduce((sum, upload) => sum + upload.bytes, 0);
    if (limits.usedBytes + pending + bytes > limits.quotaBytes) {
      throw new AppError('over_capacity', 'evidence.quota', 'the quota of this day is used up');
    }
  }
}
