import { createHash, type KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { canonicalJson } from '@haigang/shared/kernel/canonical-json';
import { Instant } from '@haigang/shared/kernel/time';
import { isSignedBy, type HostKey } from './host-key.js';

const Hash = z.string().regex(/^[0-9a-f]{64}$/u);

/** [AUD3] One line of `checkpoints.jsonl`: the chain had this hash at this row, said by the host. */
export const Checkpoint = z.strictObject({
  version: z.literal(1),
  /** Last row of the global audit chain. */
  seq: z.int().positive(),
  hash: Hash,
  at: Instant,
  /** SHA-256 of the whole previous line, 64 zeros for the first: lines cannot be taken out unseen. */
  previous: Hash,
  signature: z.base64(),
});
export type Checkpoint = z.infer<typeof Checkpoint>;

export function checkpointFile(folder: string): string {
  return join(folder, 'checkpoints.jsonl');
}

export function hashOfLine(line: string): string {
  return createHash('sha256').update(line).digest('hex');
}

export function signCheckpoint(key: HostKey, core: Omit<Checkpoint, 'signature'>): string {
  return JSON.stringify({ ...core, signature: key.sign(textOf(core)) } satisfies Checkpoint);
}

export function isCheckpointGenuine(key: KeyObject, { signature, ...core }: Checkpoint): boolean {
  return isSignedBy(key, textOf(core), signature);
}

function textOf(core: Omit<Checkpoint, 'signature'>): string {
  return `haigang audit checkpoint\n${canonicalJson(core)}`;
}
