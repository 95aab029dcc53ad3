import { rm, stat } from 'node:fs/promises';
import type { FileStore } from '@tus/file-store';
import type { Upload } from '@tus/server';
import { z } from 'zod';
import { AppError } from '@haigang/shared/kernel/errors';
import { settingMs, type SettingsReader } from '@haigang/shared/kernel/settings';
import { toInstant, type Clock } from '@haigang/shared/kernel/time';
import { EvidenceClaim, EvidenceFile, EvidenceSubject } from '@haigang/shared/features/evidence/evidence.model';
import {
  dailyMegabytes,
  idleUploadMinutes,
  MEGABYTE,
  unfinishedHours,
  uploadsAtOnce,
} from '@haigang/shared/features/evidence/evidence.settings';
import type { CallContext } from '../../platform/signaling/call-context.js';
import type { HaigangDatabase } from '../../platform/storage/database.js';
import type { UnitOfWork } from '../../platform/storage/unit-of-work.js';
import { requireTarget } from './evidence.access.js';
import type { EvidenceService } from './evidence.service.js';
import { evidenceFiles } from './evidence.store.js';
import { UploadLedger } from './upload-ledger.js';

const DAY_MS = 86_400_000;

export interface UploadsDeps {
  readonly service: EvidenceService;
  readonly store: FileStore;
  readonly database: HaigangDatabase;
  readonly unitOfWork: UnitOfWork;
  readonly settings: SettingsReader;
  readonly clock: Clock;
}

/** What the sender's metadata must be; all values of tus are text, a structure is JSON. */
const Metadata = z.object({
  incidentId: z.string().optional(),
  conferenceId: z.string().optional(),
  kind: z.string(),
  filename: z.string().optional(),
  takenAt: z.string().optional(),
  sha256: z.string().optional(),
  subject: z.string().max(2000).optional(),
});

/** Uploads from their creation to the evidence they become. Rights are looked at in each step. */
export class Uploads {
  readonly #deps: UploadsDeps;
  readonly #ledger = new UploadLedger();

  constructor(deps: UploadsDeps) {
    this.#deps = deps;
  }

  /** Takes up what an earlier run of the server left unfinished. */
  async open(): Promise<void> {
    for (const upload of await this.#stored()) this.#remember(upload);
  }

  /** Unfinished uploads now; a metric. */
  get unfinished(): number {
    return this.#ledger.size;
  }

  /** [EVD3] [EVD4] [EVD6] The metadata to keep, the owner among them; throws the refusal. */
  async create(upload: Upload, { principal }: CallContext): Promise<Record<string, string>> {
    const claim = claimOf(upload);
    if (upload.size === undefined) throw new AppError('invalid_input', 'evidence.bad-upload', 'the size is missing');
    await requireTarget(this.#deps.database.reader, claim, principal);
    this.#deps.service.requireSize(claim.kind, upload.size);
    const { settings, clock } = this.#deps;
    const usedBytes = await this.#usedBytes(principal.id);
    this.#ledger.admit(principal.id, upload.size, {
      atOnce: settings.get(uploadsAtOnce),
      quotaBytes: settings.get(dailyMegabytes) * MEGABYTE,
      usedBytes,
      liveSince: clock() - settingMs(settings, idleUploadMinutes),
    });
    this.#ledger.add(upload.id, { principalId: principal.id, bytes: upload.size, touchedAt: clock() });
    const kept = Object.entries(upload.metadata ?? {}).filter((entry): entry is [string, string] => entry[1] !== null);
    return { ...Object.fromEntries(kept), principalId: principal.id };
  }

  /** Another person's upload does not exist; one's own may have lost its place meanwhile. */
  async requireOwn(id: string, { principal }: CallContext): Promise<Upload> {
    const upload = await this.#find(id);
    if (upload?.metadata?.['principalId'] !== principal.id) throw gone();
    await requireTarget(this.#deps.database.reader, claimOf(upload), principal);
    this.#ledger.touch(id, this.#deps.clock());
    return upload;
  }

  /** [EVD1] [EVD2] Makes evidence of a whole upload; twice is once. A refused file leaves nothing behind. */
  async finish(upload: Upload, { principal, client }: CallContext): Promise<EvidenceFile> {
    const { service, unitOfWork } = this.#deps;
    const path = upload.storage?.path ?? '';
    try {
      const claim = claimOf(upload);
      const prepared = await service.prepare(path, claim.kind, claim.sha256);
      const request = { call: 'evidence:upload', requestId: upload.id, body: claim, client };
      const stored = await unitOfWork.run(principal, request, async (unit) => {
        const target = await requireTarget(unit.tx, claim, principal);
        const { kind, filename: name, takenAt, subject } = claim;
        return service.record(unit, prepared, { ...target, id: upload.id, kind, name, takenAt, subject });
      });
      await this.#discard(upload.id, path);
      return EvidenceFile.parse(stored);
    } catch (failure) {
      // What can never become evidence goes; what a full disk or a busy moment stopped stays and is resumed.
      if (failure instanceof AppError && !failure.retry && failure.code !== 'internal') {
        await this.#discard(upload.id, path);
      }
      throw failure;
    }
  }

  /**
   * Size of an upload that is whole, or null when bytes are missing. The last answer may have been lost, or the server
   * killed before it made the row: asking for the state completes it.
   */
  async finishedBytes(id: string, context: CallContext): Promise<number | null> {
    if (!z.uuid().safeParse(id).success) throw gone();
    const known = await evidenceFiles.find(this.#deps.database.reader, id);
    if (known?.uploaderId === context.principal.id) return known.bytes;
    const upload = await this.requireOwn(id, context);
    if (upload.offset !== upload.size) return null;
    return (await this.finish(upload, context)).bytes;
  }

  forget(id: string): void {
    this.#ledger.remove(id);
  }

  /** [EVD8] Removes uploads that nobody went on with; returns how many. */
  async expire(): Promise<number> {
    const { settings, clock } = this.#deps;
    const before = clock() - settingMs(settings, unfinishedHours);
    let removed = 0;
    for (const upload of await this.#stored()) {
      const path = upload.storage?.path ?? '';
      const touched = await stat(path).catch(() => null);
      if (touched && touched.mtimeMs >= before) continue;
      await this.#discard(upload.id, path);
      removed += 1;
    }
    return removed;
  }

  async #discard(id: string, path: string): Promise<void> {
    this.#ledger.remove(id);
    await rm(path, { force: true });
    await this.#deps.store.configstore.delete(id);
  }

  #remember(upload: Upload): void {
    const principalId = upload.metadata?.['principalId'];
    // A server that was killed cannot say when; its clients go on at once or not at all.
    if (principalId) {
      this.#ledger.add(upload.id, { principalId, bytes: upload.size ?? 0, touchedAt: this.#deps.clock() });
    }
  }

  async #stored(): Promise<Upload[]> {
    const { store } = this.#deps;
    const ids = (await store.configstore.list?.()) ?? [];
    const found = await Promise.all(ids.map((id) => store.configstore.get(id)));
    return found.filter((upload) => upload !== undefined);
  }

  async #find(id: string): Promise<Upload | null> {
    return this.#deps.store.getUpload(id).catch(() => null);
  }

  async #usedBytes(principalId: string): Promise<number> {
    const rows = await this.#deps.database.reader
      .selectFrom('documents')
      .select('data')
      .where('entity', '=', 'evidence-file')
      .where('created_at', '>=', toInstant(this.#deps.clock() - DAY_MS))
      .execute();
    return rows
      .map((row) => EvidenceFile.parse(JSON.parse(row.data)))
      .filter((file) => file.uploaderId === principalId)
      .reduce((sum, file) => sum + file.bytes, 0);
  }
}

function claimOf(upload: Upload): EvidenceClaim {
  const metadata = Metadata.safeParse(upload.metadata ?? {});
  const subject = metadata.success && metadata.data.subject ? subjectOf(metadata.data.subject) : undefined;
  const claim = metadata.success ? EvidenceClaim.safeParse({ ...metadata.data, subject }) : metadata;
  if (claim.success) return claim.data;
  const message = z.prettifyError(claim.error).slice(0, 500);
  throw new AppError('invalid_input', 'evidence.bad-upload', message);
}

function subjectOf(text: string): EvidenceSubject | undefined {
  try {
    return EvidenceSubject.parse(JSON.parse(text));
  } catch (cause) {
    throw new AppError('invalid_input', 'evidence.bad-upload', 'the subject is malformed', { cause });
  }
}

function gone(): AppError {
  return new AppError('not_found', 'evidence.upload-gone', 'no such upload');
}
