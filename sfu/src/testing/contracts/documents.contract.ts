import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Account } from '@haigang/shared/features/identity/identity.model';
import { accounts } from '../../features/identity/index.js';
import type { TestStorage } from '../storage.js';

const draft = (changes: Partial<Account> = {}): Account => ({
  ...{ id: `account:${randomUUID()}`, orgId: 'test', drill: false, simulated: false, username: 'officer1' },
  ...{ name: { zh: '检疫员', en: 'Officer' }, roles: ['officer'], disabled: false },
  createdAt: '2026-05-10T00:00:00.000Z',
  revision: 0,
  ...changes,
});

/** What every database must do for `Documents`. [STO1] [STO2] */
export function documentsContract(engine: string, open: () => Promise<TestStorage>): void {
  describe(`documents on ${engine}`, () => {
    let storage: TestStorage;
    beforeEach(async () => {
      storage = await open();
    });
    afterEach(() => storage.close());

    test('[STO1] a document comes back as it was written, after the storage was opened anew too', async () => {
      const account = draft();
      await storage.run((unit) => accounts.insert(unit, account));
      storage = await storage.reopen();
      expect(await accounts.find(storage.database.reader, account.id)).toEqual(account);
      await expect(accounts.get(storage.database.reader, 'account:none')).rejects.toMatchObject({
        reason: 'account.unknown',
      });
    });

    test('[STO2] a revision is written once: the second writer of the same revision is refused and changes nothing', async () => {
      const first = draft();
      await storage.run((unit) => accounts.insert(unit, first));
      const next = { ...first, disabled: true, revision: 1 };
      await storage.run((unit) => accounts.update(unit, first, next));
      const late = { ...first, roles: ['clerk' as const], revision: 1 };
      await expect(storage.run((unit) => accounts.update(unit, first, late))).rejects.toMatchObject({
        code: 'conflict',
        reason: 'account.stale',
      });
      expect(await accounts.get(storage.database.reader, first.id)).toEqual(next);
    });

    test('[STO1] lists by state, newest first, within a limit, and counts by time', async () => {
      const made = [1, 2, 3].map((day) => draft({ createdAt: `2026-05-0${day}T00:00:00.000Z`, disabled: day === 2 }));
      await storage.run(async (unit) => {
        for (const account of made) await accounts.insert(unit, account);
      });
      const { reader } = storage.database;
      const days = (list: Account[]) => list.map((account) => account.createdAt.slice(9, 10));
      expect(days(await accounts.list(reader))).toEqual(['3', '2', '1']);
      expect(days(await accounts.list(reader, { states: ['ACTIVE'] }))).toEqual(['3', '1']);
      expect(days(await accounts.list(reader, { limit: 1 }))).toEqual(['3']);
      const count = await storage.run((unit) =>
        accounts.countCreated(unit.tx, '2026-05-02T00:00:00.000Z', '2026-05-03T00:00:00.000Z'),
      );
      expect(count).toBe(1);
    });
  });
}
