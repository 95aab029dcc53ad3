import { rm } from 'node:fs/promises';
import type { Kysely } from 'kysely';
import type { Scope } from '@haigang/shared/kernel/scope';
import type { EvidenceFile } from '@haigang/shared/features/evidence/evidence.model';
import type { Logger } from '../../platform/logger.js';
import type { Database } from '../../platform/storage/schema.js';
import type { UnitOfWork } from '../../platform/storage/unit-of-work.js';
import { systemPrincipal } from '../identity/index.js';
import { evidenceFiles } from './evidence.store.js';
import type { FileVault } from './file-vault.js';
import { makePreview } from './preview.js';

export interface PreviewMakerDeps {
  readonly vault: FileVault;
  readonly ffmpegPath: string;
  readonly reader: Kysely<Database>;
  readonly unitOfWork: UnitOfWork;
  readonly scope: Scope;
  readonly logger: Logger;
}

/**
 * [EVD7] Makes the previews that are due, after their pictures are evidence: nobody's acknowledgement waits for a
 * decoder. One at a time, so that previews never take the machine from the conference, and one of each person in turn,
 * so that nobody's hundred pictures keep another's first one waiting.
 */
export class PreviewMaker {
  readonly #deps: PreviewMakerDeps;
  /** Ids of files by who sent them; whose turn is next stands in front. */
  readonly #waiting = new Map<string, string[]>();
  /** Who looks at a picture whose preview is not there yet, by its file. */
  readonly #askers = new Map<string, Set<() => void>>();
  #running = false;

  constructor(deps: PreviewMakerDeps) {
    this.#deps = deps;
  }

  /** Takes up what a server before this one left undone. */
  async resume(): Promise<void> {
    const all = await evidenceFiles.list(this.#deps.reader);
    for (const file of all.toReversed()) this.add(file);
  }

  add({ id, uploaderId, previewDue }: Pick<EvidenceFile, 'id' | 'uploaderId' | 'previewDue'>): void {
    if (!previewDue) return;
    this.#waiting.set(uploaderId, [...(this.#waiting.get(uploaderId) ?? []), id]);
    if (!this.#running) void this.#run();
  }

  /** Resolves when there is nothing left to be made for this file, or after `patienceMs`. */
  settled(id: string, patienceMs: number): Promise<void> {
    const { scope, reader } = this.#deps;
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        askers.delete(done);
        if (askers.size === 0) this.#askers.delete(id);
        withdraw();
        resolve();
      };
      const timer = setTimeout(done, patienceMs);
      const askers = this.#askers.get(id) ?? new Set();
      const withdraw = scope.defer(done);
      this.#askers.set(id, askers.add(done));
      // Asked after one is on the list: what is made meanwhile is heard of.
      evidenceFiles.find(reader, id).then((file) => (file?.previewDue ? undefined : done()), done);
    });
  }

  async #run(): Promise<void> {
    const { scope, logger } = this.#deps;
    this.#running = true;
    for (let id = this.#next(); id !== undefined && !scope.closed; id = this.#next()) {
      const evidenceId = id;
      await this.#make(id).catch((failure: unknown) => {
        if (!scope.closed) logger.warn({ evidenceId, err: failure }, 'a preview could not be made');
      });
      for (const answer of [...(this.#askers.get(id) ?? [])]) answer();
    }
    this.#running = false;
  }

  #next(): string | undefined {
    const first = this.#waiting.entries().next().value;
    if (!first) return undefined;
    const [person, [id, ...rest]] = first;
    this.#waiting.delete(person);
    if (rest.length > 0) this.#waiting.set(person, rest);
    return id;
  }

  async #make(id: string): Promise<void> {
    const { vault, ffmpegPath, reader, unitOfWork, scope } = this.#deps;
    const file = await evidenceFiles.find(reader, id);
    if (!file?.previewDue) return;
    const target = vault.temporary();
    try {
      const source = vault.pathOf(file.sha256);
      const made = await makePreview({ ffmpegPath, type: file.type, source, target, signal: scope.signal });
      // What the end of the server cut short is still due.
      if (scope.closed) return;
      const previewSha256 = made === 'made' ? (await vault.keep(target)).sha256 : null;
      const origin = { call: 'evidence:preview', requestId: undefined, body: { id }, client: null };
      await unitOfWork.run(systemPrincipal(file.orgId), origin, async (unit) => {
        const now = await evidenceFiles.get(unit.tx, id);
        unit.audit('evidence:previewed', 'evidence-file', id, { sha256: now.sha256, previewSha256 });
        await evidenceFiles.update(unit, now, {
          ...now,
          ...{ previewSha256, previewDue: false, revision: now.revision + 1 },
        });
      });
    } finally {
      await rm(target, { force: true });
    }
  }
}
