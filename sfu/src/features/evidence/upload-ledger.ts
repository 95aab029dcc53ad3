import { AppError } from '@haigang/shared/kernel/errors';

export interface OpenUpload {
  readonly principalId: string;
  readonly bytes: number;
  /** When somebody last went on with it, ms. */
  readonly touchedAt: number;
}

export interface UploadLimits {
  readonly atOnce: number;
  readonly quotaBytes: number;
  readonly usedBytes: number;
  /** What nobody went on with since then is no upload at once: its page is gone, and may come back. */
  readonly liveSince: number;
}

/** [EVD6] Who has how many unfinished uploads. */
export class UploadLedger {
  readonly #open = new Map<string, OpenUpload>();

  add(id: string, upload: OpenUpload): void {
    this.#open.set(id, upload);
  }

  touch(id: string, touchedAt: number): void {
    const upload = this.#open.get(id);
    if (upload) this.#open.set(id, { ...upload, touchedAt });
  }

  remove(id: string): void {
    this.#open.delete(id);
  }

  get size(): number {
    return this.#open.size;
  }

  /** Throws `evidence.too-many-uploads` or `evidence.quota` when one more of this size is too much. */
  admit(principalId: string, bytes: number, limits: UploadLimits): void {
    const own = [...this.#open.values()].filter((upload) => upload.principalId === principalId);
    const live = own.filter((upload) => upload.touchedAt >= limits.liveSince);
    if (live.length >= limits.atOnce) {
      throw new AppError('over_capacity', 'evidence.too-many-uploads', `${live.length} uploads are unfinished`);
    }
    const pending = own.reduce((sum, upload) => sum + upload.bytes, 0);
    if (limits.usedBytes + pending + bytes > limits.quotaBytes) {
      throw new AppError('over_capacity', 'evidence.quota', 'the quota of this day is used up');
    }
  }
}
