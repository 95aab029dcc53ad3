import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { seatGraceSeconds } from '@haigang/shared/features/conference/conference.settings';
import { findSetting, listSettings, saveSetting } from '../../features/settings/settings.store.js';
import type { TestStorage } from '../storage.js';

/** What every database must do for settings. [SET1] [STO2] */
export function settingsContract(engine: string, open: () => Promise<TestStorage>): void {
  describe(`settings on ${engine}`, () => {
    let storage: TestStorage;
    beforeEach(async () => {
      storage = await open();
    });
    afterEach(() => storage.close());
    const definition = seatGraceSeconds;
    const stored = () => findSetting(storage.database.reader, definition, 'test');
    const save = async (value: number, previous = stored()) => {
      const row = await previous;
      return storage.run((unit) => saveSetting(unit, definition, row, { ...row, value, changedAt: unit.at }));
    };

    test('[SET1] what nobody touched is there with revision 0, what was set stays over a new opening', async () => {
      expect(await stored()).toMatchObject({ value: null, revision: 0 });
      await save(90);
      await save(60);
      storage = await storage.reopen();
      expect(await stored()).toMatchObject({ value: 60, revision: 2 });
      expect(await listSettings(storage.database.reader, [definition], 'test')).toEqual([await stored()]);
    });

    test('[STO2] of two who change the same revision the second is refused', async () => {
      const seen = await stored();
      await save(90);
      await expect(save(30, Promise.resolve(seen))).rejects.toMatchObject({ reason: 'setting.stale' });
      expect(await stored()).toMatchObject({ value: 90, revision: 1 });
    });
  });
}
