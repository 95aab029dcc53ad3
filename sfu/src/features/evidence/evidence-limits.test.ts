import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { DEFAULT_SETTINGS, settingMs } from '@haigang/shared/kernel/settings';
import { logGraceMinutes, uploadsAtOnce } from '@haigang/shared/features/evidence/evidence.settings';
import type { Principal } from '@haigang/shared/features/identity/identity.model';
import { silentLogger } from '../../platform/logger.js';
import { OFFICER } from '../../testing/audited-storage.js';
import { raiseCallRate } from '../../testing/cast.js';
import { startApp } from '../../testing/start-app.js';
import { openTestStorage, type TestStorage } from '../../testing/storage.js';
import { connectClient } from '../../testing/test-client.js';
import { createUpload, picture, reasonOf, sendBytes, upload } from '../../testing/uploads.js';
import { openCameraService } from '../camera/index.js';
import { IncidentService, readLog } from '../incident/index.js';
import { openEvidence } from './open-evidence.js';
import { evidenceFiles } from './evidence.store.js';
import { vaultPath } from './file-vault.js';
import { UploadLedger } from './upload-ledger.js';
import { UploadStore } from './upload-store.js';

const HOUR_MS = 3_600_000;

test('[EVD6] one person’s unfinished uploads and bytes of a day are limited, and another person’s are not', async () => {
  const server = await startApp();
  onTestFinished(() => server.close());
  const admin = await connectClient(server, 'admin');
  await raiseCallRate(admin);
  const { settings } = await admin.call('settings:list', {});
  const set = async (key: string, value: number) => {
    const { revision } = settings.find((one) => one.id === key)!;
    await admin.call('settings:set', { key, value, revision, reason: 'test' });
  };
  await set('evidence.uploads-at-once', 2);
  await set('evidence.daily-megabytes', 10);
  const officer = await connectClient(server, 'officer1');
  const dispatcher = await connectClient(server, 'dispatcher');
  const { id: incidentId } = await officer.call('incident:report', { kind: 'injury', summary: 'fall' });
  const create = (cookie: string, size = 100) => createUpload(server, cookie, size, { incidentId });
  const first = await create(officer.cookie);
  await create(officer.cookie);
  const third = await create(officer.cookie);
  expect([third.status, reasonOf(third)]).toEqual([429, 'evidence.too-many-uploads']);
  expect((await create(dispatcher.cookie)).status).toBe(201);
  const refused = await sendBytes(server, officer.cookie, String(first.headers['location']), Buffer.alloc(100));
  expect(reasonOf(refused)).toBe('evidence.wrong-type');
  expect(reasonOf(await create(officer.cookie, 10 * 1024 * 1024))).toBe('evidence.quota');
  expect((await upload(server, officer.cookie, picture(1000, 1000), { incidentId })).status).toBe(200);
  expect(reasonOf(await create(officer.cookie, 9.5 * 1024 * 1024))).toBe('evidence.quota');
  for (const client of [admin, officer, dispatcher]) client.close();
});

test('[EVD6] an upload that could not be begun takes no place (bug: twelve on a full disk locked the person out)', async () => {
  const server = await startApp();
  onTestFinished(() => server.close());
  const officer = await connectClient(server, 'officer1');
  const { id: incidentId } = await officer.call('incident:report', { kind: 'injury', summary: 'fall' });
  const create = () => createUpload(server, officer.cookie, 100, { incidentId });
  const folder = join(server.dataDir, 'uploads');
  renameSync(folder, `${folder}-away`);
  writeFileSync(folder, 'no folder: nothing can be written here');
  for (let times = 0; times < DEFAULT_SETTINGS.get(uploadsAtOnce); times += 1) {
    expect((await create()).status).toBe(500);
  }
  rmSync(folder);
  renameSync(`${folder}-away`, folder);
  expect((await create()).status).toBe(201);
  officer.close();
});

test('[EVD6] an upload nobody goes on with takes no place, and one that is gone on with does (bug: a page that gave up counted for 48 hours)', () => {
  const ledger = new UploadLedger();
  const limits = { atOnce: 2, quotaBytes: 1000, usedBytes: 0, liveSince: 50 };
  for (const id of ['a', 'b']) ledger.add(id, { principalId: 'officer', bytes: 100, touchedAt: 10 });
  expect(() => ledger.admit('officer', 100, limits)).not.toThrow();
  expect(() => ledger.admit('officer', 900, limits)).toThrow('quota');
  for (const id of ['a', 'b']) ledger.touch(id, 60);
  expect(() => ledger.admit('officer', 100, limits)).toThrow('2 uploads');
  expect(() => ledger.admit('dispatcher', 100, limits)).not.toThrow();
});

async function openStore(folder?: string) {
  const storage = await openTestStorage(folder, Date.now());
  onTestFinished(() => storage.close());
  const { dataDir, scope, clock, database, unitOfWork } = storage;
  const incidents = new IncidentService({ simulated: false, settings: DEFAULT_SETTINGS });
  const cameraParts = { cameras: [], dataDir, ffmpegPath: 'ffmpeg', scope, clock, logger: silentLogger };
  const cameras = await openCameraService(cameraParts);
  const shared = {
    database,
    unitOfWork,
    settings: DEFAULT_SETTINGS,
    incidents,
    cameras,
    shownOnWalls: () => Promise.resolve(false),
  };
  const evidence = await openEvidence({ dataDir, ffmpegPath: 'ffmpeg', scope, clock, logger: silentLogger, ...shared });
  const actor: Principal = OFFICER;
  const incident = await storage.run(
    (unit) => incidents.report(unit, { kind: 'injury', summary: 'fall', source: 'desk' }),
    { actor },
  );
  return { storage, evidence, incident, actor };
}

/** Resolves when the preview of a file was tried. */
const previewed = (storage: TestStorage, id: string) =>
  expect
    .poll(async () => (await evidenceFiles.get(storage.database.reader, id)).previewDue, { timeout: 15_000 })
    .toBe(false);

test('[EVD7] one person’s many pictures keep another’s one waiting for a single turn (bug: one queue for all)', async () => {
  const { storage, evidence, incident, actor } = await openStore();
  const draft = { incident, conferenceId: null, kind: 'annotation' as const, name: 'a.png' };
  const pictures = await Promise.all(
    [1, 2, 3, 4, 5, 6].map((n) => evidence.service.prepareBytes(picture(300 + n, 200), 'annotation')),
  );
  const many = await storage.run(
    async (unit) => {
      const files = [];
      for (const one of pictures.slice(1)) files.push(await evidence.service.record(unit, one, draft));
      return files;
    },
    { actor },
  );
  const single = await storage.run((unit) => evidence.service.record(unit, pictures[0]!, draft), {
    actor: { ...actor, id: 'account:other' },
  });
  for (const { id } of [...many, single]) await previewed(storage, id);
  const order = await storage.database.reader
    .selectFrom('audit')
    .select('entity_id')
    .where('action', '=', 'evidence:previewed')
    .orderBy('seq')
    .execute();
  expect(order).toHaveLength(6);
  expect(order.findIndex((row) => row.entity_id === single.id)).toBeLessThan(3);
});

test('[EVD7] a preview that a server left undone is made by the next one', async () => {
  const { storage, evidence, incident, actor } = await openStore();
  const kept = await evidence.service.prepareBytes(picture(), 'annotation');
  const draft = { incident, conferenceId: null, kind: 'annotation' as const, name: 'a.png' };
  const { id } = await storage.run((unit) => evidence.service.record(unit, kept, draft), { actor });
  await storage.scope.close();
  const again = await openStore(storage.dataDir);
  await previewed(again.storage, id);
});

test('[EVD9] a photo that no message took gets its own log row in time, over a restart too (bug: it stayed out of the log)', async () => {
  const { storage, evidence, incident, actor } = await openStore();
  const kept = await evidence.service.prepareBytes(picture(), 'photo');
  const draft = { incident, conferenceId: randomUUID(), kind: 'photo' as const, name: 'a.png' };
  const file = await storage.run((unit) => evidence.service.record(unit, kept, draft), { actor });
  await previewed(storage, file.id);
  await storage.scope.close();
  const again = await openStore(storage.dataDir);
  const rows = async () =>
    (await readLog(again.storage.database.reader, incident.id)).filter((row) => row.params['sha256'] === file.sha256);
  expect(await again.evidence.logUnsent()).toBe(0);
  again.storage.advance(settingMs(DEFAULT_SETTINGS, logGraceMinutes) + 60_000);
  expect(await again.evidence.logUnsent()).toBe(1);
  expect(await again.evidence.logUnsent()).toBe(0);
  expect(await rows()).toMatchObject([
    { textKey: 'log.evidence-photo-unsent', params: { uploader: actor.name.zh }, occurredAt: file.at },
  ]);
});

test('[EVD8] an upload nobody went on with and bytes no row names are removed; evidence stays', async () => {
  const { storage, evidence, incident, actor } = await openStore();
  const { dataDir } = storage;
  const kept = await evidence.service.prepareBytes(picture(), 'annotation');
  const draft = { incident, conferenceId: null, kind: 'annotation' as const, name: 'a.png' };
  const file = await storage.run((unit) => evidence.service.record(unit, kept, draft), { actor });
  await previewed(storage, file.id);
  const orphan = await evidence.service.prepareBytes(picture(), 'annotation');
  const uploads = join(dataDir, 'uploads');
  writeFileSync(join(uploads, 'left'), 'half');
  writeFileSync(
    join(uploads, 'left.json'),
    JSON.stringify({
      id: 'left',
      size: 9,
      offset: 0,
      metadata: {},
      storage: { type: 'file', path: join(uploads, 'left') },
    }),
  );
  expect(await evidence.tidy()).toEqual({ uploads: 0, orphans: 0 });
  storage.advance(2 * HOUR_MS);
  expect(await evidence.tidy()).toEqual({ uploads: 0, orphans: 1 });
  expect(existsSync(vaultPath(dataDir, orphan.sha256))).toBe(false);
  storage.advance(48 * HOUR_MS);
  expect(await evidence.tidy()).toEqual({ uploads: 1, orphans: 0 });
  expect(readdirSync(uploads)).toEqual([]);
  expect(existsSync(vaultPath(dataDir, kept.sha256))).toBe(true);
});

test('the folder of uploads is there when its store is, or its opening says why not (bug: it threw later, past everybody)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'haigang-uploads-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  new UploadStore({ directory: join(folder, 'a', 'b') });
  expect(existsSync(join(folder, 'a', 'b'))).toBe(true);
  writeFileSync(join(folder, 'file'), '');
  expect(() => new UploadStore({ directory: join(folder, 'file', 'uploads') })).toThrow('ENOTDIR');
});

test('[EVD8] bytes that come in anew while they are tidied away are not lost', async () => {
  const { storage, evidence } = await openStore();
  const bytes = picture();
  const first = await evidence.service.prepareBytes(bytes, 'annotation');
  const path = vaultPath(storage.dataDir, first.sha256);
  utimesSync(path, new Date(0), new Date(0));
  await evidence.service.prepareBytes(bytes, 'annotation');
  await evidence.tidy();
  expect(existsSync(path)).toBe(true);
});
