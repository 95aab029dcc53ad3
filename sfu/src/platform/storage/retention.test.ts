import { expect, onTestFinished, test } from 'vitest';
import type { EntityName } from '@haigang/shared/protocol';
import { systemPrincipal } from '../../features/identity/index.js';
import { openTestStorage, type TestStorage } from '../../testing/storage.js';
import { silentLogger } from '../logger.js';
import { SyncHub, type SyncedEntity } from '../sync/sync-hub.js';
import { openRetention, RETENTION_DEFAULTS, type RetentionLimits } from './retention.js';

const DAY_MS = 86_400_000;
const reader = { ...systemPrincipal('test'), roles: ['administrator' as const] };

async function open(): Promise<TestStorage> {
  const storage = await openTestStorage();
  onTestFinished(() => storage.close());
  return storage;
}
function retention(storage: TestStorage, limits: Partial<RetentionLimits> = {}) {
  const { database, unitOfWork, scope, clock } = storage;
  return openRetention({ database, unitOfWork, scope, clock, logger: silentLogger, limits });
}
const write = (storage: TestStorage, id: string): Promise<null> =>
  storage.run(
    (unit) => {
      unit.change('account', id, { id }, { orgId: 'test', roles: ['administrator'], principals: [] });
      return Promise.resolve(null);
    },
    { requestId: `request-${id}` },
  );
function hubOf(storage: TestStorage): SyncHub {
  const entity: SyncedEntity = { present: (value) => value, snapshot: () => Promise.resolve([]) };
  const entities = new Proxy({}, { get: () => entity, ownKeys: () => [] }) as Record<EntityName, SyncedEntity>;
  return new SyncHub({ database: storage.database, unitOfWork: storage.unitOfWork, epoch: 'epoch', entities });
}
const resumed = async (storage: TestStorage, seq: number) => {
  const hub = hubOf(storage);
  const page = { principal: reader, deliver: () => undefined };
  const { epoch } = (await hub.resume(page, null, 0)).reply;
  const { reply } = await hub.resume(page, epoch, seq);
  return reply.kind === 'changes' ? reply.changes.map((change) => change.id) : reply.kind;
};

test('[STO6] a repeated request is remembered for 30 days and then forgotten', async () => {
  expect(RETENTION_DEFAULTS.requestsMs).toBe(30 * DAY_MS);
  const storage = await open();
  await write(storage, 'old');
  storage.advance(30 * DAY_MS);
  await write(storage, 'new');
  const { run } = retention(storage);
  expect(await run()).toMatchObject({ requests: 0 });
  storage.advance(1);
  expect(await run()).toMatchObject({ requests: 1 });
  const left = await storage.database.reader.selectFrom('requests').select('request_id').execute();
  expect(left).toEqual([{ request_id: 'request-new' }]);
});

test('[SYNC5] changes go by number in batches; a client within the rest catches up, one before it gets a snapshot', async () => {
  const storage = await open();
  for (let n = 1; n <= 12; n += 1) await write(storage, `n${n}`);
  const { run } = retention(storage, { changesRows: 4, batchRows: 3 });
  await run();
  const left = await storage.database.reader.selectFrom('changes').select('seq').orderBy('seq').execute();
  expect(left.map((row) => row.seq)).toEqual([9, 10, 11, 12]);
  expect(await resumed(storage, 8)).toEqual(['n9', 'n10', 'n11', 'n12']);
  expect(await resumed(storage, 7)).toBe('snapshot');
  expect(await resumed(storage, 12)).toEqual([]);
});

test('[SYNC5] changes go by age, the newest never: the numbers go on after a restart', async () => {
  const storage = await open();
  for (let n = 1; n <= 3; n += 1) await write(storage, `n${n}`);
  storage.advance(8 * DAY_MS);
  const { run } = retention(storage);
  await run();
  expect(await resumed(storage, 1)).toBe('snapshot');
  const again = await storage.reopen();
  onTestFinished(() => again.close());
  expect(again.unitOfWork.lastSeq).toBe(3);
});

test('[STO6] it tidies by itself at the start and each interval, and ends with its scope', async () => {
  const storage = await open();
  for (let n = 1; n <= 3; n += 1) await write(storage, `n${n}`);
  retention(storage, { changesRows: 1, intervalMs: 10 });
  const left = async (): Promise<number> =>
    (await storage.database.reader.selectFrom('changes').selectAll().execute()).length;
  await expect.poll(left).toBe(1);
  await write(storage, 'n4');
  await expect.poll(left).toBe(1);
  await storage.scope.close();
});
