import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findSecret, findSecretOf, putSecret } from '../../features/identity/account.store.js';
import type { TestStorage } from '../storage.js';

/** What every database must do for account secrets. [STO5] */
export function accountSecretsContract(engine: string, open: () => Promise<TestStorage>): void {
  describe(`account secrets on ${engine}`, () => {
    let storage: TestStorage;
    beforeEach(async () => {
      storage = await open();
    });
    afterEach(() => storage.close());
    const put = (id: string, username: string, hash: string): Promise<void> =>
      storage.run((unit) => putSecret(unit, id, username, hash));

    test('[STO5] a secret is found by name and by account, also after a new opening', async () => {
      await put('account:1', 'officer1', 'hash-1');
      storage = await storage.reopen();
      const wanted = { accountId: 'account:1', passwordHash: 'hash-1' };
      expect(await findSecret(storage.database.reader, 'officer1')).toEqual(wanted);
      expect(await findSecretOf(storage.database.reader, 'account:1')).toEqual(wanted);
      expect(await findSecret(storage.database.reader, 'nobody')).toBeUndefined();
    });

    test('[STO1] a new password replaces the old one, a taken name belongs to its first owner', async () => {
      await put('account:1', 'officer1', 'hash-1');
      await put('account:1', 'officer1', 'hash-2');
      await expect(put('account:2', 'officer1', 'hash-3')).rejects.toThrow();
      expect(await findSecret(storage.database.reader, 'officer1')).toEqual({
        accountId: 'account:1',
        passwordHash: 'hash-2',
      });
      expect(await findSecretOf(storage.database.reader, 'account:2')).toBeUndefined();
    });
  });
}
