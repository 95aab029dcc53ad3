import type { Kysely } from 'kysely';
import type { Scope } from '@haigang/shared/kernel/scope';
import type { Clock } from '@haigang/shared/kernel/time';
import { EvidenceFile } from '@haigang/shared/features/evidence/evidence.model';
import type { Logger } from '../../platform/logger.js';
import { repeat } from '../../platform/repeat.js';
import type { Database } from '../../platform/storage/schema.js';
import type { FileVault } from './file-vault.js';
import type { Uploads } from './uploads.js';

const HOUR_MS = 3_600_000;

export interface EvidenceRetentionOptions {
  readonly vault: FileVault;
  readonly uploads: Uploads;
  readonly reader: Kysely<Database>;
  readonly scope: Scope;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** [EVD8] Each hour: uploads nobody goes on with, and bytes no row names. Returns one run, for tests. */
export function openEvidenceRetention(options: EvidenceRetentionOptions): {
  run: () => Promise<{ uploads: number; orphans: number }>;
} {
  const { vault, uploads, scope, clock, logger } = options;
  const run = async (): Promise<{ uploads: number; orphans: number }> => {
    const expired = await uploads.expire();
    const names = await namedHashes(options.reader);
    const isNamed = async (sha256: string): Promise<boolean> =>
      names.has(sha256) || (await namedHashes(options.reader)).has(sha256);
    const removed = { uploads: expired, orphans: await vault.sweep(isNamed, clock() - HOUR_MS) };
    if (removed.uploads + removed.orphans > 0) logger.info(removed, 'unfinished uploads and orphaned files removed');
    return removed;
  };
  repeat(scope, HOUR_MS, run, (failure) => {
    if (!scope.closed) logger.error({ err: failure }, 'evidence could not be tidied');
  });
  return { run };
}

async function namedHashes(reader: Kysely<Database>): Promise<Set<string>> {
  const rows = await reader.selectFrom('documents').select('data').where('entity', '=', 'evidence-file').execute();
  return new Set(
    rows.flatMap((row) => {
      const { sha256, previewSha256 } = EvidenceFile.parse(JSON.parse(row.data));
      return previewSha256 === null ? [sha256] : [sha256, previewSha256];
    }),
  );
}
