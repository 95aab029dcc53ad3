import { type KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { canonicalJson } from '@haigang/shared/kernel/canonical-json';
import { Instant } from '@haigang/shared/kernel/time';
import type { Unit } from '../storage/unit-of-work.js';
import { auditFolder, isSignedBy, openHostKey } from './host-key.js';
import { LineFile } from './signed-lines.js';

/** [AUD5] One line of `tombstones.jsonl`: this payload was erased, by whom and why. */
export const Tombstone = z.strictObject({
  version: z.literal(1),
  digest: z.string().regex(/^[0-9a-f]{64}$/u),
  at: Instant,
  actorId: z.string(),
  reason: z.string().min(1).max(500),
  signature: z.base64(),
});
export type Tombstone = z.infer<typeof Tombstone>;

export function tombstoneFile(folder: string): string {
  return join(folder, 'tombstones.jsonl');
}

/**
 * Erases a payload where the law demands it: the signed tombstone is on disk first, then the payload goes and the
 * erasure is itself audited, in the caller's transaction. A tombstone whose transaction failed erases nothing.
 */
export async function erasePayload(
  unit: Unit,
  request: { dataDir: string; digest: string; reason: string },
): Promise<void> {
  const folder = auditFolder(request.dataDir);
  const core = {
    version: 1 as const,
    digest: request.digest,
    at: unit.at,
    actorId: unit.actor.id,
    reason: request.reason,
  };
  const line = JSON.stringify(Tombstone.parse({ ...core, signature: openHostKey(folder).sign(textOf(core)) }));
  const file = new LineFile(tombstoneFile(folder));
  try {
    file.append(line);
  } finally {
    file.close();
  }
  await unit.tx.deleteFrom('audit_payloads').where('digest', '=', request.digest).execute();
  unit.audit('audit:payload-erased', 'audit-payload', request.digest, { reason: request.reason });
}

export function isTombstoneGenuine(key: KeyObject, { signature, ...core }: Tombstone): boolean {
  return isSignedBy(key, textOf(core), signature);
}

function textOf(core: Omit<Tombstone, 'signature'>): string {
  return `haigang audit tombstone\n${canonicalJson(core)}`;
}
