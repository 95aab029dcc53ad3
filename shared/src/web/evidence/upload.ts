import { DetailedError, Upload } from 'tus-js-client';
import { WireError } from '../../kernel/contract.js';
import { AppError } from '../../kernel/errors.js';
import type { EvidenceClaim } from '../../features/evidence/evidence.model.js';
import { SURFACE_HEADER, UPLOAD_CHUNK_BYTES, UPLOADS_PATH } from '../../features/evidence/evidence.protocol.js';

/** Waits between attempts, milliseconds; after the last one the person may press retry. */
const RETRY_DELAYS = [0, 1000, 2000, 4000, 8000, 15_000, 15_000, 30_000, 30_000, 60_000, 60_000];

/** Why an upload stops whose sent bytes are to go. */
const GIVEN_UP = 'given-up';

export interface UploadOptions {
  readonly file: Blob & { readonly name?: string; readonly lastModified?: number };
  readonly claim: Omit<EvidenceClaim, 'sha256' | 'filename'>;
  readonly filename: string;
  /** `expert` on the guest's page, where the guest's cookie counts. */
  readonly surface: string;
  /** From 0 to 1, of the bytes the server has. */
  readonly onProgress: (share: number) => void;
  /** Where an earlier page began it; begun anew where the centre has nothing of it any more. */
  readonly begunAt?: string | null;
  /** Hears where the unfinished upload is, to go on with it or for `endUpload`. */
  readonly onBegun?: (url: string) => void;
}

/** An upload that runs; it goes on by itself after a lost link, and after a reload from `begunAt`. */
export interface RunningUpload {
  /** Id of the evidence; rejects with an `AppError`, `evidence.cancelled` after `cancel`. */
  readonly done: Promise<string>;
  /** Gives up; what the server has of it goes. */
  cancel(): void;
  /** Stops here; what the server has stays, to be gone on with. `done` rejects as after `cancel`. */
  pause(): void;
}

/**
 * [EVD8] Ends an unfinished upload of an earlier page, so that it does not count any more. Never rejects: what is not
 * reached now is removed by the centre in time.
 */
export function endUpload(url: string, surface: string): void {
  const headers = { 'Tus-Resumable': '1.0.0', [SURFACE_HEADER]: surface };
  void Upload.terminate(url, { headers, retryDelays: RETRY_DELAYS }).catch(() => undefined);
}

/** SHA-256 of a file in hex; the server compares it with what arrived. */
export async function hashBlob(file: Blob): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function startUpload(options: UploadOptions): RunningUpload {
  const cancelled = new AppError('conflict', 'evidence.cancelled', 'cancelled');
  const stop = new AbortController();
  const run = async (): Promise<string> => {
    const sha256 = await hashBlob(options.file);
    return send(options, sha256, stop.signal, cancelled);
  };
  return { done: run(), cancel: () => stop.abort(GIVEN_UP), pause: () => stop.abort() };
}

function send(options: UploadOptions, sha256: string, signal: AbortSignal, cancelled: AppError): Promise<string> {
  const { file, claim, filename, surface, onProgress } = options;
  return new Promise((resolve, reject) => {
    const upload = new Upload(file, {
      endpoint: UPLOADS_PATH,
      chunkSize: UPLOAD_CHUNK_BYTES,
      retryDelays: RETRY_DELAYS,
      headers: { [SURFACE_HEADER]: surface },
      metadata: metadataOf(claim, filename, sha256),
      // The browser would keep names of people and files for ever; what is to be gone on with is kept with its message.
      storeFingerprintForResuming: false,
      uploadUrl: options.begunAt ?? null,
      onProgress: (sent, total) => onProgress(total === 0 ? 0 : sent / total),
      onUploadUrlAvailable: () => {
        if (upload.url) options.onBegun?.(upload.url);
      },
      onError: (failure) => reject(asAppError(failure)),
      onSuccess: () => resolve(upload.url?.split('/').at(-1) ?? ''),
    });
    const giveUp = (): void => {
      void upload.abort(signal.reason === GIVEN_UP).catch(() => undefined);
      reject(cancelled);
    };
    if (signal.aborted) giveUp();
    else upload.start();
    signal.addEventListener('abort', giveUp, { once: true });
  });
}

function metadataOf(claim: UploadOptions['claim'], filename: string, sha256: string): Record<string, string> {
  const { subject, ...rest } = claim;
  const fields = { ...rest, filename, sha256, subject: subject && JSON.stringify(subject) };
  return Object.fromEntries(Object.entries(fields).filter((entry): entry is [string, string] => Boolean(entry[1])));
}

function asAppError(failure: Error): AppError {
  const body = failure instanceof DetailedError ? failure.originalResponse?.getBody() : undefined;
  try {
    const { code, reason, message } = WireError.parse((JSON.parse(body ?? '') as { error: unknown }).error);
    return new AppError(code, reason, message);
  } catch {
    return new AppError('unavailable', 'evidence.no-link', 'the link is gone', { cause: failure });
  }
}
