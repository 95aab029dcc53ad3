import type { Kysely } from 'kysely';
import type { Scope } from '@haigang/shared/kernel/scope';
import { settingMs, type SettingsReader } from '@haigang/shared/kernel/settings';
import type { Clock } from '@haigang/shared/kernel/time';
import type { EvidenceFile } from '@haigang/shared/features/evidence/evidence.model';
import { logGraceMinutes } from '@haigang/shared/features/evidence/evidence.settings';
import type { Logger } from '../../platform/logger.js';
import { repeat } from '../../platform/repeat.js';
import type { Database } from '../../platform/storage/schema.js';
import type { Unit, UnitOfWork } from '../../platform/storage/unit-of-work.js';
import { systemPrincipal } from '../identity/index.js';
import { nameParams, type IncidentService } from '../incident/index.js';
import { evidenceFiles } from './evidence.store.js';

const LOOK_EVERY_MS = 60_000;

export interface UnloggedFilesDeps {
  readonly reader: Kysely<Database>;
  readonly unitOfWork: UnitOfWork;
  readonly incidents: IncidentService;
  readonly settings: SettingsReader;
  readonly clock: Clock;
  readonly scope: Scope;
  readonly logger: Logger;
}

/**
 * [EVD9] Files that a message of a conversation is to say, and that none has taken: discarded, refused, or its sender never
 * came back. After a time each gets a log row of its own.
 */
export class UnloggedFiles {
  readonly #deps: UnloggedFilesDeps;
  readonly #waiting = new Map<string, Pick<EvidenceFile, 'id' | 'orgId' | 'at'>>();

  constructor(deps: UnloggedFilesDeps) {
    this.#deps = deps;
    const { scope, logger } = deps;
    repeat(
      scope,
      LOOK_EVERY_MS,
      () => this.run(),
      (failure) => {
        if (!scope.closed) logger.error({ err: failure }, 'a file without a message could not be logged');
      },
    );
  }

  /** Takes up what a server before this one left. */
  async resume(): Promise<void> {
    for (const file of await evidenceFiles.list(this.#deps.reader)) this.add(file);
  }

  add({ id, orgId, at, logDue }: Pick<EvidenceFile, 'id' | 'orgId' | 'at' | 'logDue'>): void {
    if (logDue) this.#waiting.set(id, { id, orgId, at });
  }

  /** Returns how many got their row. */
  async run(): Promise<number> {
    const { settings, clock, scope, logger } = this.#deps;
    const before = clock() - settingMs(settings, logGraceMinutes);
    let logged = 0;
    for (const file of [...this.#waiting.values()]) {
      if (scope.closed || Date.parse(file.at) > before) continue;
      try {
        if (await this.#log(file)) logged += 1;
        this.#waiting.delete(file.id);
      } catch (failure) {
        // The others have their turn; this one again at the next look.
        logger.error({ err: failure, id: file.id }, 'a file without a message could not be logged');
      }
    }
    return logged;
  }

  #log({ id, orgId }: Pick<EvidenceFile, 'id' | 'orgId'>): Promise<boolean> {
    const origin = { call: 'evidence:log', requestId: undefined, body: { id }, client: null };
    return this.#deps.unitOfWork.run(systemPrincipal(orgId), origin, async (unit) => {
      const file = await evidenceFiles.get(unit.tx, id);
      if (!file.logDue) return false;
      const { sha256, type, bytes, kind, uploaderName } = file;
      unit.audit('evidence:logged', 'evidence-file', id, { sha256 });
      await this.#deps.incidents.log(unit, file.incidentId, {
        kind: 'media',
        textKey: `log.evidence-${kind}-unsent`,
        params: { sha256, type, bytes: String(bytes), evidenceId: id, ...nameParams(uploaderName, 'uploader') },
        occurredAt: file.at,
      });
      await logged(unit, file);
      return true;
    });
  }
}

/** [EVD9] A message takes a file along: it says it in the log. */
export async function logged(unit: Unit, file: EvidenceFile): Promise<void> {
  if (file.logDue) await evidenceFiles.update(unit, file, { ...file, logDue: false, revision: file.revision + 1 });
}
