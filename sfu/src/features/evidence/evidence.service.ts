import { randomUUID } from 'node:crypto';
import { rm, stat, writeFile } from 'node:fs/promises';
import { AppError } from '@haigang/shared/kernel/errors';
import type { SettingsReader } from '@haigang/shared/kernel/settings';
import type {
  EvidenceFile,
  EvidenceKind,
  EvidenceSubject,
  EvidenceType,
} from '@haigang/shared/features/evidence/evidence.model';
import { isLoggedByMessage, isTypeOfKind, safeFileName } from '@haigang/shared/features/evidence/evidence.rules';
import { fileMegabytes, MEGABYTE, photoMegabytes } from '@haigang/shared/features/evidence/evidence.settings';
import type { Incident } from '@haigang/shared/features/incident/incident.model';
import type { Unit } from '../../platform/storage/unit-of-work.js';
import { nameParams, type IncidentService } from '../incident/index.js';
import { evidenceFiles } from './evidence.store.js';
import { hashFile, type FileVault } from './file-vault.js';
import { pictureFacts, type PictureFacts } from './picture-facts.js';
import { canPreview } from './preview.js';
import type { PreviewMaker } from './preview-maker.js';
import type { UnloggedFiles } from './unlogged-files.js';
import { sniffType } from './sniff.js';

/** More pixels than any camera of an officer has; beyond it a decoder could be made to eat the machine. */
const MAX_PIXELS = 120_000_000;

/** Bytes that are checked, hashed and on disk; `record` makes them evidence. */
export interface PreparedFile {
  readonly sha256: string;
  readonly bytes: number;
  readonly type: EvidenceType;
  readonly width: number | null;
  readonly height: number | null;
}

/** What a file is to whom; rights are the caller's business. */
export interface EvidenceDraft {
  /** Made anew when absent. */
  readonly id?: string;
  readonly incident: Pick<Incident, 'id' | 'orgId' | 'simulated' | 'drill'>;
  readonly conferenceId: string | null;
  readonly kind: EvidenceKind;
  readonly name: string;
  readonly takenAt?: string | undefined;
  readonly subject?: EvidenceSubject | undefined;
}

export interface EvidenceServiceDeps {
  readonly vault: FileVault;
  readonly incidents: IncidentService;
  readonly settings: SettingsReader;
  readonly previews: Pick<PreviewMaker, 'add'>;
  readonly unlogged: Pick<UnloggedFiles, 'add'>;
}

/**
 * Files of incidents. Two steps, because a transaction waits for nothing but the database: `prepare` checks, hashes and
 * stores the bytes, `record` writes row, audit and log inside the caller's unit.
 */
export class EvidenceService {
  readonly #deps: EvidenceServiceDeps;

  constructor(deps: EvidenceServiceDeps) {
    this.#deps = deps;
  }

  /** [EVD3] Throws `evidence.empty` or `evidence.too-large` for a size that is not taken. */
  requireSize(kind: EvidenceKind, bytes: number): void {
    const { settings } = this.#deps;
    if (bytes <= 0) throw new AppError('invalid_input', 'evidence.empty', 'the file is empty');
    const limit = settings.get(kind === 'chat-file' ? fileMegabytes : photoMegabytes) * MEGABYTE;
    if (bytes > limit) {
      throw new AppError('invalid_input', 'evidence.too-large', `${bytes} bytes are more than ${limit}`);
    }
  }

  /**
   * [EVD1] [EVD3] Checks a finished file of the vault's work folder and keeps its bytes. Throws `evidence.hash-mismatch`,
   * `evidence.wrong-type`, `evidence.broken-picture`, `evidence.picture-too-large` and what `requireSize` throws; then
   * nothing was kept.
   */
  async prepare(path: string, kind: EvidenceKind, claimedSha256?: string): Promise<PreparedFile> {
    this.requireSize(kind, (await stat(path)).size);
    const type = await sniffType(path);
    if (type === null || !isTypeOfKind(kind, type)) {
      throw new AppError('invalid_input', 'evidence.wrong-type', 'this type of file is not taken');
    }
    const facts = await checkedFacts(path, type);
    const known = await hashFile(path);
    if (claimedSha256 !== undefined && claimedSha256 !== known.sha256) {
      throw new AppError('invalid_input', 'evidence.hash-mismatch', 'the bytes are not those that were sent');
    }
    const stored = await this.#deps.vault.keep(path, known);
    return { ...stored, type, width: facts?.width ?? null, height: facts?.height ?? null };
  }

  /** `prepare` for bytes that another feature made, for example a drawing. */
  async prepareBytes(content: Uint8Array, kind: EvidenceKind): Promise<PreparedFile> {
    this.requireSize(kind, content.byteLength);
    const path = this.#deps.vault.temporary();
    try {
      await writeFile(path, content, { mode: 0o600, flag: 'wx' });
      return await this.prepare(path, kind);
    } finally {
      await rm(path, { force: true });
    }
  }

  /** [EVD2] [EVD9] Row, audit row with the hash and, unless a message will say it, the log row with the hash. */
  async record(unit: Unit, prepared: PreparedFile, draft: EvidenceDraft): Promise<EvidenceFile> {
    const { incident, kind, conferenceId } = draft;
    const file = await evidenceFiles.insert(unit, {
      ...prepared,
      ...{ previewSha256: null, previewDue: canPreview(prepared.type) },
      logDue: isLoggedByMessage({ kind, conferenceId }),
      id: draft.id ?? randomUUID(),
      orgId: incident.orgId,
      simulated: incident.simulated,
      drill: incident.drill,
      incidentId: incident.id,
      conferenceId,
      kind,
      name: safeFileName(draft.name),
      takenAt: draft.takenAt ?? null,
      at: unit.at,
      subject: draft.subject ?? null,
      uploaderId: unit.actor.id,
      uploaderName: unit.actor.name,
      uploaderRole: unit.actor.roles[0] ?? null,
      revision: 0,
    });
    unit.afterCommit(() => {
      this.#deps.previews.add(file);
      this.#deps.unlogged.add(file);
    });
    const { sha256, previewSha256, bytes, type } = file;
    unit.audit('evidence:added', 'evidence-file', file.id, { sha256, previewSha256, bytes, type, kind });
    if (!file.logDue) {
      const { subject } = file;
      await this.#deps.incidents.log(unit, incident.id, {
        kind: 'media',
        textKey: `log.evidence-${kind}${kind === 'snapshot' ? standingSuffix(subject) : ''}`,
        params: {
          ...{ sha256, type, bytes: String(bytes), evidenceId: file.id },
          ...(subject?.name ? nameParams(subject.name, 'subject') : {}),
        },
        ...occurrence(subject?.mediaAt ?? file.takenAt, unit.now),
      });
    }
    return file;
  }
}

/** [EXC8] A picture that did not move when it was taken is called so in the log. */
function standingSuffix(subject: EvidenceSubject | null): string {
  const state = subject?.picture ?? 'moving';
  return state === 'moving' ? '' : `-${state}`;
}

/** The time of the picture, unless the device's clock is ahead. */
function occurrence(claimed: string | null, now: number): { occurredAt?: string } {
  return claimed !== null && Date.parse(claimed) <= now ? { occurredAt: claimed } : {};
}

async function checkedFacts(path: string, type: EvidenceType): Promise<PictureFacts | null> {
  const facts = await pictureFacts(path, type);
  if (facts === 'broken') {
    throw new AppError('invalid_input', 'evidence.broken-picture', 'the picture is not whole');
  }
  if (facts && facts.width * facts.height > MAX_PIXELS) {
    throw new AppError('invalid_input', 'evidence.picture-too-large', `${facts.width}x${facts.height} pixels`);
  }
  return facts;
}
