import type { Kysely } from 'kysely';
import { Account } from '@haigang/shared/features/identity/identity.model';
import type { Database } from '../../platform/storage/schema.js';
import { Documents } from '../../platform/storage/documents.js';
import type { Unit } from '../../platform/storage/unit-of-work.js';

/** Accounts as administrators see them; secrets stand in `account_secrets`. */
export const accounts = new Documents<Account>({
  entity: 'account',
  schema: Account,
  audience: (account) => ({ roles: ['administrator'], principals: [account.id] }),
  incidentId: () => null,
  state: (account) => (account.disabled ? 'DISABLED' : 'ACTIVE'),
  createdAt: (account) => account.createdAt,
});

export interface AccountSecret {
  readonly accountId: string;
  readonly passwordHash: string;
}

export async function findSecret(db: Kysely<Database>, username: string): Promise<AccountSecret | undefined> {
  const row = await db.selectFrom('account_secrets').selectAll().where('username', '=', username).executeTakeFirst();
  return row && { accountId: row.account_id, passwordHash: row.password_hash };
}

export async function findSecretOf(db: Kysely<Database>, accountId: string): Promise<AccountSecret | undefined> {
  const row = await db.selectFrom('account_secrets').selectAll().where('account_id', '=', accountId).executeTakeFirst();
  return row && { accountId: row.account_id, passwordHash: row.password_hash };
}

export async function putSecret(unit: Unit, accountId: string, username: string, passwordHash: string): Promise<void> {
  await unit.tx
    .insertInto('account_secrets')
    .values({ account_id: accountId, username, password_hash: passwordHash })
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet({ password_hash: passwordHash }))
    .execute();
}
