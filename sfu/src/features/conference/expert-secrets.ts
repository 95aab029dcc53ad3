import { timingSafeEqual } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Database } from '../../platform/storage/schema.js';
import type { Unit } from '../../platform/storage/unit-of-work.js';
import { hashSecret } from '../identity/index.js';

/** What ties an expert's link to one browser; of token and key the hash alone is stored. */
export interface ExpertSecret {
  readonly linkId: string;
  /** The session of the browser that entered; null while nobody did. */
  readonly sessionId: string | null;
  readonly keyHash: string | null;
}

export async function findSecret(db: Kysely<Database>, token: string): Promise<ExpertSecret | undefined> {
  const row = await db
    .selectFrom('expert_secrets')
    .selectAll()
    .where('token_hash', '=', hashSecret(token))
    .executeTakeFirst();
  return row && { linkId: row.link_id, sessionId: row.bound_session_id, keyHash: row.browser_key_hash };
}

export async function keepSecret(unit: Unit, linkId: string, token: string): Promise<void> {
  await unit.tx
    .insertInto('expert_secrets')
    .values({ link_id: linkId, token_hash: hashSecret(token), bound_session_id: null, browser_key_hash: null })
    .execute();
}

export async function bindSecret(
  unit: Unit,
  linkId: string,
  browser: { sessionId: string; key: string | undefined },
): Promise<void> {
  await unit.tx
    .updateTable('expert_secrets')
    .set({
      bound_session_id: browser.sessionId,
      browser_key_hash: browser.key === undefined ? null : hashSecret(browser.key),
    })
    .where('link_id', '=', linkId)
    .execute();
}

/** [LINK9] Whether this is the key the link was entered with. */
export function isKeyOf({ keyHash }: ExpertSecret, key: string | undefined): boolean {
  if (keyHash === null || key === undefined) return false;
  return timingSafeEqual(Buffer.from(keyHash, 'hex'), Buffer.from(hashSecret(key), 'hex'));
}
