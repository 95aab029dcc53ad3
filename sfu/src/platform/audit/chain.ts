import { createHash } from 'node:crypto';
import { canonicalJson } from '@haigang/shared/kernel/canonical-json';

/** Where a chain begins: 64 zeros, the hash of nothing that exists. */
export const GENESIS_HASH = '0'.repeat(64);

/** SHA-256 of a value's canonical JSON, lower-case hex. */
export function digestOf(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}

/**
 * Hash of a chain row: over the previous row's hash and this row's digest. Payloads stand beside the chain, so one can
 * be erased where the law demands it without breaking the rows after it (design.md §2, log and audit).
 */
export function chainHash(prevHash: string, digest: string): string {
  return createHash('sha256').update(`${prevHash}\n${digest}`).digest('hex');
}

/** Action of the audit row that anchors one incident log row in the global chain. */
export const LOG_ANCHOR_ACTION = 'incident:logged';

/**
 * [AUD6] Payload of such an anchor. An incident's own chain could be rewritten or cut as a whole; its rows cannot,
 * because the global chain and its checkpoints remember each one. Covers the columns the row's digest leaves out, too.
 */
export function logAnchor(row: {
  readonly incident_id: string;
  readonly position: number;
  readonly hash: string;
  readonly org_id: string;
  readonly simulated: number;
  readonly drill: number;
}): Record<string, string | number> {
  const { incident_id, position, hash, org_id, simulated, drill } = row;
  return { incidentId: incident_id, position, hash, orgId: org_id, simulated, drill };
}
