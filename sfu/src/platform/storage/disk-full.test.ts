import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { openTestStorage } from '../../testing/storage.js';
import { connectClient } from '../../testing/test-client.js';
import { startApp } from '../../testing/start-app.js';

/** A folder on a disk of 4 MB of its own where this user may mount one, otherwise null. */
function smallDisk(): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'haigang-small-disk-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder]).status === 0;
  onTestFinished(() => {
    if (mounted) spawnSync('umount', ['-l', folder]);
    rmSync(folder, { recursive: true, force: true });
  });
  return mounted ? folder : null;
}

test('[STO4] on a full disk a unit is refused by name, nothing of it is there, and work goes on when there is room', async () => {
  const disk = smallDisk();
  const storage = await openTestStorage(disk ?? undefined);
  onTestFinished(() => storage.scope.close());
  const acknowledged: string[] = [];
  const write = async (id: string): Promise<void> => {
    await storage.run(async (unit) => {
      await unit.tx
        .insertInto('meta')
        .values({ key: id, value: 'x'.repeat(20_000) })
        .execute();
      unit.audit('test:written', 'meta', id);
    });
    acknowledged.push(id);
  };
  await write('first');
  if (disk) writeFileSync(join(disk, 'ballast'), Buffer.alloc(2_500_000));
  else await sql`pragma max_page_count = 120`.execute(storage.database.writer);
  let failure: unknown;
  for (let n = 0; n < 1000 && failure === undefined; n += 1) {
    failure = await write(`n${n}`).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
  }
  expect(failure).toMatchObject({ code: 'unavailable', reason: 'storage.disk-full' });
  await expect(write('still full')).rejects.toMatchObject({ reason: 'storage.disk-full' });
  const stored = async (): Promise<string[]> =>
    (await storage.database.reader.selectFrom('meta').select('key').execute()).map((row) => row.key);
  expect((await stored()).sort()).toEqual([...acknowledged].sort());
  if (disk) rmSync(join(disk, 'ballast'));
  else await sql`pragma max_page_count = 100000`.execute(storage.database.writer);
  await write('after');
  expect((await stored()).sort()).toEqual([...acknowledged].sort());
  if (disk) expect(readdirSync(disk)).toContain('haigang.db');
});

test('[STO4] a server whose disk is full answers storage.disk-full, keeps reading, and takes the same request when there is room', async () => {
  const server = await startApp();
  onTestFinished(() => server.close());
  const client = await connectClient(server, 'dispatcher');
  onTestFinished(() => client.close());
  const { writer } = server.app.database;
  const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(writer);
  await sql`pragma max_page_count = ${sql.raw(String(rows[0]!.page_count + 1))}`.execute(writer);
  const report = (requestId: string) =>
    client.call('incident:report', { kind: 'injury', summary: 'x'.repeat(150) }, requestId);
  let refused: { id: string; failure: unknown } | undefined;
  for (let n = 0; n < 50 && !refused; n += 1) {
    const id = crypto.randomUUID();
    await report(id).catch((failure: unknown) => (refused = { id, failure }));
  }
  expect(refused?.failure).toMatchObject({ code: 'unavailable', reason: 'storage.disk-full' });
  expect(await client.resume()).toBe('snapshot');
  const before = client.rows('incident').size;
  await sql`pragma max_page_count = 1000000`.execute(writer);
  const { id } = await report(refused!.id);
  await expect.poll(() => client.rows('incident').has(id)).toBe(true);
  expect(client.rows('incident').size).toBe(before + 1);
});
