import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { incidents } from '../features/incident/index.js';
import { openDatabase } from '../platform/storage/database.js';
import { openEpoch } from '../platform/storage/epoch.js';
import { connectClient, type TestClient } from '../testing/test-client.js';
import { startApp, type TestServer } from '../testing/start-app.js';
import { openAuditedStorage } from '../testing/audited-storage.js';
import { lockDataDir } from '../platform/data-lock.js';
import { commitRestore, stagingFolder } from '../platform/storage/restore-journal.js';
import { backup } from './backup.js';
import { restore } from './restore.js';
import { verifyDataDir } from './verify-data-dir.js';

const passphrase = 'a passphrase for tests';
const common = { demo: true, orgId: 'beilun', passphrase, logN: 10 };
let folder: string;
const closing: (() => unknown)[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'haigang-backup-test-'));
  closing.push(() => rmSync(folder, { recursive: true, force: true }));
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function serverUnderWrites(): Promise<{
  server: TestServer;
  client: TestClient;
  reported: string[];
  stop: () => Promise<void>;
}> {
  const server = await startApp();
  closing.push(() => server.close());
  const client = await connectClient(server, 'dispatcher');
  closing.push(() => client.close());
  const reported: string[] = [];
  const going = { on: true };
  const writing = (async () => {
    while (going.on) {
      const { id } = await client.call('incident:report', { kind: 'injury', summary: `跌落 ${reported.length}` });
      reported.push(id);
    }
  })();
  const stop = async (): Promise<void> => {
    going.on = false;
    await writing;
  };
  await expect.poll(() => reported.length).toBeGreaterThan(5);
  return { server, client, reported, stop };
}

test('[BAK1] [BAK2] [BAK5] a backup beside a server under writes restores whole: every acknowledged row, a proved chain, a new epoch', async () => {
  const { server, client, reported, stop } = await serverUnderWrites();
  mkdirSync(join(server.dataDir, 'evidence', 'ab'), { recursive: true });
  writeFileSync(join(server.dataDir, 'evidence', 'ab', 'abcdef'), 'a photo');
  await client.resume();
  const before = [...reported];
  const file = join(folder, 'site.backup');
  const { bytes } = await backup({ ...common, dataDir: server.dataDir, file });
  const during = reported.length;
  await expect.poll(() => reported.length).toBeGreaterThan(during);
  await stop();
  expect(statSync(file)).toMatchObject({ size: bytes, mode: 0o100600 });
  expect(readdirSync(server.dataDir).filter((name) => name.startsWith('backup-'))).toEqual([]);

  const target = join(folder, 'restored', 'demo');
  const { keptIn } = await restore({ ...common, dataDir: target, file, replace: false });
  expect(keptIn).toBeNull();
  expect(readdirSync(target).sort()).toEqual(['DEMO', 'audit', 'evidence', 'haigang.db']);
  expect(readFileSync(join(target, 'evidence', 'ab', 'abcdef'), 'utf8')).toBe('a photo');
  expect(statSync(join(target, 'audit', 'host-key.pem')).mode & 0o777).toBe(0o600);
  expect(await verifyDataDir(target)).toMatchObject({ findings: [], rowsAfterLastCheckpoint: 0 });
  const restored = await openDatabase(join(target, 'haigang.db'));
  closing.push(() => restored.close());
  const ids = new Set((await incidents.list(restored.reader)).map((incident) => incident.id));
  expect(before.filter((id) => !ids.has(id))).toEqual([]);
  expect(await openEpoch(restored)).not.toBe(await openEpoch(server.app.database));
  const alive = await restored.reader.selectFrom('sessions').selectAll().where('revoked_at', 'is', null).execute();
  expect(alive).toEqual([]);
}, 60_000);

/** A small stopped data folder and its backup. */
async function smallBackup(): Promise<{ dataDir: string; file: string; incidentId: string }> {
  const storage = await openAuditedStorage();
  closing.push(() => storage.close());
  const incidentId = await storage.incident();
  await storage.scope.close();
  const file = join(folder, 'small.backup');
  await backup({ ...common, dataDir: storage.dataDir, file });
  return { dataDir: storage.dataDir, file, incidentId };
}

/** Names, sizes and bytes of everything below a folder. */
function contents(path: string): Record<string, string> {
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map((entry) => {
      const full = join(entry.parentPath, entry.name);
      return [full, readFileSync(full).toString('base64')];
    }),
  );
}

test('[BAK3] [BAK4] refused restores change nothing: data there, demo into real, wrong passphrase, a cut or changed file', async () => {
  const { dataDir, file } = await smallBackup();
  const before = contents(dataDir);
  const attempt = (changes: Partial<Parameters<typeof restore>[0]>) =>
    restore({ ...common, dataDir, file, replace: true, ...changes });
  await expect(attempt({ replace: false })).rejects.toMatchObject({ reason: 'restore.not-empty' });
  await expect(attempt({ demo: false })).rejects.toMatchObject({ reason: 'restore.demo-mismatch' });
  await expect(attempt({ passphrase: 'wrong' })).rejects.toMatchObject({ reason: 'backup.wrong-passphrase' });
  const bytes = readFileSync(file);
  const bad = join(folder, 'bad.backup');
  writeFileSync(bad, bytes.subarray(0, bytes.length - 1));
  await expect(attempt({ file: bad })).rejects.toMatchObject({ reason: 'backup.damaged' });
  bytes[bytes.length >> 1]! ^= 1;
  writeFileSync(bad, bytes);
  await expect(attempt({ file: bad })).rejects.toMatchObject({ reason: 'backup.damaged' });
  expect(contents(dataDir)).toEqual(before);
  const empty = join(folder, 'empty', 'demo');
  await expect(attempt({ dataDir: empty, passphrase: 'wrong', replace: false })).rejects.toThrow();
  expect(readdirSync(empty)).toEqual([]);
});

test('[BAK4] a replaced folder is kept beside, and a backup whose audit is broken goes in only when told', async () => {
  const { dataDir, file, incidentId } = await smallBackup();
  const { keptIn } = await restore({ ...common, dataDir, file, replace: true });
  expect(existsSync(join(keptIn!, 'haigang.db'))).toBe(true);
  expect(existsSync(stagingFolder(dataDir))).toBe(false);
  const database = await openDatabase(join(dataDir, 'haigang.db'));
  expect(await incidents.find(database.reader, incidentId)).toMatchObject({ id: incidentId });
  await database.writer.deleteFrom('audit').where('seq', '=', 2).execute();
  await database.close();
  const broken = join(folder, 'broken.backup');
  await backup({ ...common, dataDir, file: broken });
  const target = join(folder, 'other', 'demo');
  const request = { ...common, dataDir: target, file: broken, replace: false };
  await expect(restore(request)).rejects.toMatchObject({ reason: 'restore.audit-broken' });
  await restore({ ...request, acceptBrokenAudit: true });
  expect((await verifyDataDir(target)).findings.map((finding) => finding.kind)).toContain('gap');
});

test('[BAK4] a restore cut short before its commit is undone, after it is finished, by the next who takes the folder', async () => {
  const { dataDir } = await smallBackup();
  const before = contents(dataDir);
  mkdirSync(stagingFolder(dataDir));
  writeFileSync(join(stagingFolder(dataDir), 'haigang.db'), 'half');
  lockDataDir(dataDir)();
  expect(contents(dataDir)).toEqual(before);

  mkdirSync(stagingFolder(dataDir));
  writeFileSync(join(stagingFolder(dataDir), 'haigang.db'), 'the new one');
  // The journal of a process that died right after its point of no return.
  writeFileSync(join(dataDir, 'restore-journal.json'), JSON.stringify({ phase: 'aside', keepIn: 'before-restore-x' }));
  const twice = join(folder, 'twice');
  cpSync(dataDir, twice, { recursive: true });
  lockDataDir(dataDir)();
  expect(readFileSync(join(dataDir, 'haigang.db'), 'utf8')).toBe('the new one');
  expect(existsSync(join(dataDir, 'before-restore-x', 'haigang.db'))).toBe(true);
  expect(readdirSync(dataDir).sort()).toEqual(['before-restore-x', 'haigang.db']);
  // Died with half of the old data moved aside, and with the new data half in.
  mkdirSync(join(twice, 'before-restore-x'));
  cpSync(join(twice, 'audit'), join(twice, 'before-restore-x', 'audit'), { recursive: true });
  rmSync(join(twice, 'audit'), { recursive: true });
  lockDataDir(twice)();
  expect(contentsRelative(twice)).toEqual(contentsRelative(dataDir));
  mkdirSync(stagingFolder(twice));
  writeFileSync(join(twice, 'restore-journal.json'), JSON.stringify({ phase: 'in', keepIn: 'before-restore-x' }));
  lockDataDir(twice)();
  expect(contentsRelative(twice)).toEqual(contentsRelative(dataDir));
  expect(() => commitRestore(twice, '../out')).toThrow();
});

const contentsRelative = (path: string) =>
  Object.fromEntries(Object.entries(contents(path)).map(([name, bytes]) => [name.slice(path.length), bytes]));

test('[BAK1] an existing file is never overwritten, and no data is no backup', async () => {
  const { dataDir, file } = await smallBackup();
  await expect(backup({ ...common, dataDir, file })).rejects.toMatchObject({ reason: 'backup.file-exists' });
  await expect(backup({ ...common, dataDir: folder, file: join(folder, 'none') })).rejects.toMatchObject({
    reason: 'backup.nothing-to-do',
  });
});
