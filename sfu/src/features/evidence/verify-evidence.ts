import { existsSync } from 'node:fs';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import { Sha256 } from '@haigang/shared/features/evidence/evidence.model';
import type { Finding } from '../../platform/audit/findings.js';
import type { Database } from '../../platform/storage/schema.js';
import { evidenceFiles } from './evidence.store.js';
import { hashFile, vaultPath } from './file-vault.js';

const Added = z.object({ sha256: Sha256, previewSha256: Sha256.nullable(), bytes: z.int() });
const Previewed = z.object({ previewSha256: Sha256.nullable() });

/**
 * [EVD10] Every file the audit chain ever recorded against the bytes on disk and against its row. The chain itself is
 * proved by the audit's verifier; what it names is proved here. Returns the files seen.
 */
export async function verifyEvidence(options: {
  readonly reader: Kysely<Database>;
  readonly dataDir: string;
  readonly report: (finding: Finding) => void;
}): Promise<number> {
  const { reader, report } = options;
  const rows = await payloadsOf(reader, 'evidence:added');
  for (const { entity_id: id, payload } of rows) {
    const added = Added.safeParse(JSON.parse(payload));
    // A payload that is not what was written is a finding of the chain's own.
    if (!added.success) continue;
    const { sha256 } = added.data;
    // The row before the chain: a preview that is recorded in this moment is in the chain when it is in the row.
    const row = await evidenceFiles.find(reader, id).catch(() => undefined);
    const previewSha256 = added.data.previewSha256 ?? (await previewOf(reader, id));
    await verifyBytes(options, id, sha256);
    if (previewSha256 !== null) await verifyBytes(options, id, previewSha256);
    const isPreviewed = row?.previewSha256 === previewSha256 || row?.previewDue === true;
    if (row?.sha256 === sha256 && isPreviewed) continue;
    report({
      ...{ kind: 'changed', table: 'evidence', row: id },
      zh: `证据 ${id} 的登记与审计链不符`,
      en: `the row of evidence ${id} is not what the audit chain recorded`,
    });
  }
  return rows.length;
}

function payloadsOf(reader: Kysely<Database>, action: string, id?: string) {
  const rows = reader
    .selectFrom('audit')
    .innerJoin('audit_payloads', 'audit_payloads.digest', 'audit.payload_digest')
    .select(['audit.seq', 'audit.entity_id', 'audit_payloads.payload'])
    .where('audit.action', '=', action)
    .orderBy('audit.seq');
  return (id === undefined ? rows : rows.where('audit.entity_id', '=', id)).execute();
}

/** The preview that was made after the file was added; null when there is none. */
async function previewOf(reader: Kysely<Database>, id: string): Promise<string | null> {
  const last = (await payloadsOf(reader, 'evidence:previewed', id)).at(-1);
  const previewed = last && Previewed.safeParse(JSON.parse(last.payload));
  return previewed?.success ? previewed.data.previewSha256 : null;
}

async function verifyBytes(
  { dataDir, report }: { dataDir: string; report: (finding: Finding) => void },
  id: string,
  sha256: string,
): Promise<void> {
  const path = vaultPath(dataDir, sha256);
  if (!existsSync(path)) {
    report({
      ...{ kind: 'file-missing', table: 'evidence', row: sha256 },
      zh: `证据 ${id} 的文件 ${sha256} 缺失`,
      en: `the file ${sha256} of evidence ${id} is missing`,
    });
  } else if ((await hashFile(path)).sha256 !== sha256) {
    report({
      ...{ kind: 'file-changed', table: 'evidence', row: sha256 },
      zh: `证据 ${id} 的文件 ${sha256} 被改动`,
      en: `the file ${sha256} of evidence ${id} was changed`,
    });
  }
}
