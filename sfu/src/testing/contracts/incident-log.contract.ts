import { DEFAULT_SETTINGS } from '@haigang/shared/kernel/settings';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { chainHash, digestOf, GENESIS_HASH } from '../../platform/audit/chain.js';
import { IncidentService, logCore, logSnapshot, readLog } from '../../features/incident/index.js';
import { OFFICER } from '../audited-storage.js';
import type { TestStorage } from '../storage.js';

/** What every database must do for the incident log. [INC7] [AUD6] */
export function incidentLogContract(engine: string, open: () => Promise<TestStorage>): void {
  describe(`incident log on ${engine}`, () => {
    let storage: TestStorage;
    const service = new IncidentService({ simulated: false, settings: DEFAULT_SETTINGS });
    beforeEach(async () => {
      storage = await open();
    });
    afterEach(() => storage.close());
    const report = () =>
      storage.run((unit) => service.report(unit, { kind: 'injury', summary: '跌落 fall', source: 'desk' }), {
        actor: OFFICER,
      });

    test('[INC7] rows come back in order with their own chain, one chain an incident', async () => {
      const [first, second] = [await report(), await report()];
      await storage.run((unit) => service.acknowledge(unit, first), { actor: OFFICER });
      storage = await storage.reopen();
      const log = await readLog(storage.database.reader, first.id);
      expect(log.map((entry) => entry.position)).toEqual([1, 2]);
      let prev = GENESIS_HASH;
      for (const entry of log) {
        expect(entry).toMatchObject({ prevHash: prev, digest: digestOf(logCore(entry)) });
        prev = chainHash(prev, entry.digest);
        expect(entry.hash).toBe(prev);
      }
      expect(await readLog(storage.database.reader, second.id)).toHaveLength(1);
      expect(await logSnapshot(storage.database.reader)).toHaveLength(3);
    });

    test('[INC7] [AUD6] the log row, its record in the audit chain and the change stand or fall together', async () => {
      const failing = storage.run(
        async (unit) => {
          await service.report(unit, { kind: 'injury', summary: 'x', source: 'desk' });
          throw new Error('refused');
        },
        { actor: OFFICER },
      );
      await expect(failing).rejects.toThrow('refused');
      const { id } = await report();
      const anchors = await storage.database.reader
        .selectFrom('audit')
        .select('entity_id')
        .where('action', '=', 'incident:logged')
        .execute();
      expect(anchors.map((row) => row.entity_id)).toEqual(
        (await readLog(storage.database.reader, id)).map((row) => row.id),
      );
    });
  });
}
