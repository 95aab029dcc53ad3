import { appendFileSync, readFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { openAuditedStorage, type AuditedStorage } from '../../testing/audited-storage.js';
import { Checkpoint, checkpointFile } from './checkpoint.js';
import { openCheckpoints } from './checkpoints.js';
import { auditFolder } from './host-key.js';
import { silentLogger } from '../logger.js';

const linesOf = (storage: AuditedStorage): Checkpoint[] =>
  readFileSync(checkpointFile(auditFolder(storage.dataDir)), 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => Checkpoint.parse(JSON.parse(line)));

async function open(limits: Parameters<typeof openAuditedStorage>[0]): Promise<AuditedStorage> {
  const storage = await openAuditedStorage(limits);
  onTestFinished(() => storage.close());
  return storage;
}

test('[AUD3] after so many rows a checkpoint is written at once, and none while nothing grows', async () => {
  const storage = await open({ rows: 8 });
  await storage.incident();
  // The first rows at once, since a file without any would prove nothing.
  await expect.poll(() => linesOf(storage).map((line) => line.seq)).toEqual([2]);
  await storage.incident();
  await storage.incident();
  await expect.poll(() => linesOf(storage).map((line) => line.seq)).toEqual([2, 10]);
  await storage.checkpoint();
  await storage.checkpoint();
  expect(linesOf(storage).map((line) => line.seq)).toEqual([2, 10, 12]);
});

test('[AUD3] each interval a checkpoint is written', async () => {
  const storage = await open({ intervalMs: 20 });
  await storage.incident();
  await expect.poll(() => linesOf(storage).at(-1)?.seq).toBe(4);
});

test('[AUD3] a graceful stop signs the last row, and a new start goes on in the same line of checkpoints', async () => {
  const storage = await open({});
  await storage.incident();
  await storage.scope.close();
  expect(linesOf(storage).map((line) => line.seq)).toEqual([2, 4]);
  const again = await storage.reopen();
  onTestFinished(() => again.close());
  const { dataDir, database, unitOfWork, scope, clock } = again;
  // A line torn by a power cut is cut off; what was whole stays.
  appendFileSync(checkpointFile(auditFolder(dataDir)), '{"version":1,"se');
  openCheckpoints({ dataDir, database, unitOfWork, scope, clock, logger: silentLogger });
  await again.run((unit) => {
    unit.audit('test:row', 'test', '1');
    return Promise.resolve();
  });
  await scope.close();
  expect(linesOf(storage).map((line) => line.seq)).toEqual([2, 4, 5]);
});
