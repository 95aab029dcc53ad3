import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Unit } from '../../platform/storage/unit-of-work.js';
import type { TestStorage } from '../storage.js';

const change = (unit: Unit, id: string): Promise<string> => {
  unit.change('account', id, { id }, { orgId: 'test', roles: ['administrator'], principals: [] });
  unit.audit('test:changed', 'account', id, { id });
  return Promise.resolve(id);
};

/** What every database must do for `UnitOfWork`. [STO1] [STO3] [SYNC2] */
export function unitOfWorkContract(engine: string, open: () => Promise<TestStorage>): void {
  describe(`unit of work on ${engine}`, () => {
    let storage: TestStorage;
    beforeEach(async () => {
      storage = await open();
    });
    afterEach(() => storage.close());
    const count = async (table: 'changes' | 'audit' | 'requests'): Promise<number> =>
      (await storage.database.reader.selectFrom(table).selectAll().execute()).length;

    test('[STO1] a unit that fails leaves no row, no change, no announcement, and no gap in the order', async () => {
      await storage.run((unit) => change(unit, 'a'));
      const failing = storage.run(async (unit) => {
        await change(unit, 'b');
        throw new Error('refused');
      });
      await expect(failing).rejects.toThrow('refused');
      await storage.run((unit) => change(unit, 'c'));
      expect(storage.announced.flat().map(({ seq, entityId }) => `${seq} ${entityId}`)).toEqual(['1 a', '2 c']);
      expect([await count('changes'), await count('audit')]).toEqual([2, 2]);
    });

    test('[SYNC2] units started together commit one after the other, and the order survives a new opening', async () => {
      const ids = Array.from({ length: 20 }, (_, at) => `n${at}`);
      await Promise.all(ids.map((id) => storage.run((unit) => change(unit, id))));
      expect(storage.announced.flat().map((row) => row.entityId)).toEqual(ids);
      storage = await storage.reopen();
      expect(storage.unitOfWork.lastSeq).toBe(20);
      await storage.run((unit) => change(unit, 'next'));
      expect(storage.announced.flat().map((row) => row.seq)).toEqual([21]);
    });

    test('[STO3] a requestId answers the same again without running again, also after a new opening', async () => {
      const request = { requestId: 'request-0001', body: { to: 'a' } };
      expect(await storage.run((unit) => change(unit, 'a'), request)).toBe('a');
      storage = await storage.reopen();
      expect(await storage.run((unit) => change(unit, 'other'), request)).toBe('a');
      expect([await count('changes'), await count('requests')]).toEqual([1, 1]);
      await expect(storage.run((unit) => change(unit, 'a'), { ...request, body: { to: 'b' } })).rejects.toMatchObject({
        reason: 'request.reused',
      });
    });

    test('[STO10] an answer with a secret leaves once, is not kept, and nothing is done twice', async () => {
      const request = { requestId: 'request-0001', body: null };
      const secret = async (unit: Unit): Promise<string> => {
        await change(unit, 'a');
        unit.withholdReply();
        return 'the-secret';
      };
      expect(await storage.run(secret, request)).toBe('the-secret');
      const kept = await storage.database.reader.selectFrom('requests').selectAll().execute();
      expect(JSON.stringify(kept)).not.toContain('the-secret');
      await expect(storage.run(secret, request)).rejects.toMatchObject({
        code: 'conflict',
        reason: 'request.secret-shown-once',
      });
      expect(await count('changes')).toBe(1);
    });

    test('[STO3] the same requestId of another principal is another request', async () => {
      const request = { requestId: 'request-0001', body: null };
      await storage.run((unit) => change(unit, 'a'), request);
      const actor = {
        id: 'account:2',
        kind: 'account',
        name: { zh: '二', en: 'Two' },
        roles: [],
        orgId: 'test',
      } as const;
      const other = { ...actor, roles: [], conferenceId: null };
      expect(await storage.run((unit) => change(unit, 'b'), { ...request, actor: other })).toBe('b');
    });

    test('[STO1] effects run after the commit and only then', async () => {
      const seen: number[] = [];
      await storage.run(async (unit) => {
        unit.afterCommit(() => seen.push(storage.unitOfWork.lastSeq));
        await change(unit, 'a');
        expect(seen).toEqual([]);
      });
      expect(seen).toEqual([1]);
    });
  });
}
