import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Sessions } from '../../features/identity/index.js';
import type { TestStorage } from '../storage.js';

/** What every database must do for `Sessions`. [STO5] */
export function sessionsContract(engine: string, open: () => Promise<TestStorage>): void {
  describe(`sessions on ${engine}`, () => {
    let storage: TestStorage;
    beforeEach(async () => {
      storage = await open();
    });
    afterEach(() => storage.close());
    const loaded = async (): Promise<Sessions> => {
      const sessions = new Sessions(storage.clock);
      await sessions.load(storage.database.reader);
      return sessions;
    };
    const begin = (sessions: Sessions, principalId: string, lifetimeMs = 60_000) =>
      storage.run((unit) => sessions.open(unit, { principalId, subjectId: principalId, kind: 'account', lifetimeMs }));

    test('[STO5] a session lives over a restart, its token is stored only as a hash', async () => {
      const { token, session } = await begin(await loaded(), 'account:1');
      storage = await storage.reopen();
      expect((await loaded()).find(token)).toEqual(session);
      const rows = await storage.database.reader.selectFrom('sessions').selectAll().execute();
      expect(JSON.stringify(rows)).not.toContain(token);
    });

    test('[STO5] an ended or expired session stays ended over a restart', async () => {
      const sessions = await loaded();
      const ended = await begin(sessions, 'account:1');
      const short = await begin(sessions, 'account:2', 1000);
      const kept = await begin(sessions, 'account:3');
      const heard: string[] = [];
      await storage.run((unit) =>
        sessions.revoke(
          unit,
          (session) => session.principalId === 'account:1',
          (session) => heard.push(session.id),
        ),
      );
      expect(heard).toEqual([ended.session.id]);
      storage.advance(1001);
      storage = await storage.reopen();
      const again = await loaded();
      expect([ended, short, kept].map(({ token }) => again.find(token) !== undefined)).toEqual([false, false, true]);
    });
  });
}
