import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestStorage, type TestStorage } from '../../testing/storage.js';
import { Sessions } from './sessions.js';

let storage: TestStorage;
beforeEach(async () => {
  storage = await openTestStorage();
});
afterEach(() => storage.close());

test('[ID6] what ended, by revocation or by its time, is kept in memory no longer (bug: every token stayed)', async () => {
  const sessions = new Sessions(storage.clock);
  const open = (subjectId: string, lifetimeMs: number) =>
    storage.run((unit) =>
      sessions.open(unit, { principalId: `account:${subjectId}`, subjectId, kind: 'account', lifetimeMs }),
    );
  const [stays, short] = [await open('stays', 60_000), await open('short', 1000)];
  const one = sessions.kept / 2;
  await open('revoked', 60_000);
  await storage.run((unit) =>
    sessions.revoke(
      unit,
      (session) => session.subjectId === 'revoked',
      () => undefined,
    ),
  );
  expect(sessions.kept).toBe(2 * one);
  storage.advance(1000);
  sessions.forgetExpired();
  expect(sessions.kept).toBe(one);
  expect([sessions.find(short.token), sessions.find(stays.token)?.id]).toEqual([undefined, stays.session.id]);
});
