import { readdirSync, readFileSync, writeFileSync, chmodSync, utimesSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';
import { EvidenceFile } from '@haigang/shared/features/evidence/evidence.model';
import { convene, enterAsExpert, openCast, type Cast } from '../../testing/cast.js';
import { startApp, type TestServer } from '../../testing/start-app.js';
import {
  createUpload,
  picture,
  reasonOf,
  sendBytes,
  sha256,
  tus,
  upload,
  type UploadClaim,
} from '../../testing/uploads.js';
import { verifyDataDir } from '../../tools/verify-data-dir.js';
import { evidenceFiles } from './evidence.store.js';
import { vaultPath } from './file-vault.js';

let server: TestServer;
let cast: Cast;
let conference: ConferenceView;
beforeAll(async () => {
  server = await startApp();
  cast = await openCast(server);
  ({ conference } = cast);
}, 60_000);
afterAll(async () => {
  cast.close();
  await server.close();
});

const cookie = (who: Parameters<Cast['as']>[0]) => cast.as(who).cookie;
const send = (bytes: Uint8Array, claim: UploadClaim = {}, who: Parameters<Cast['as']>[0] = 'officer1') =>
  upload(server, cookie(who), bytes, { conferenceId: conference.id, ...claim }, who === 'guest' ? 'expert' : undefined);
const added = async (bytes: Uint8Array, claim?: UploadClaim) => EvidenceFile.parse((await send(bytes, claim)).body);
const get = (
  path: string,
  asCookie: string,
): Promise<{ status: number; bytes: Buffer; headers: Record<string, unknown> }> =>
  new Promise((resolve, reject) => {
    const call = request(`${server.url}${path}`, { ca: server.caPem, headers: { cookie: asCookie } }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, bytes: Buffer.concat(pieces), headers: response.headers }),
      );
    });
    call.on('error', reject);
    call.end();
  });
/** The file's row when its preview was tried. */
async function previewed(id: string): Promise<EvidenceFile> {
  const row = () => evidenceFiles.get(server.app.database.reader, id);
  await expect.poll(async () => (await row()).previewDue, { timeout: 10_000 }).toBe(false);
  return row();
}
const leftBehind = () => readdirSync(join(server.dataDir, 'uploads'));
/** What lies in the vault when no preview is under way. */
async function stored(): Promise<unknown[]> {
  const due = async () => (await evidenceFiles.list(server.app.database.reader)).filter((file) => file.previewDue);
  await expect.poll(due, { timeout: 10_000 }).toEqual([]);
  return readdirSync(join(server.dataDir, 'evidence'), { recursive: true }).filter((name) => String(name).length > 3);
}

test('[EVD1] [EVD2] [EVD7] a picture is kept byte for byte under its hash, with a preview and its size', async () => {
  const bytes = picture(1600, 900);
  const file = await added(bytes, { sha256: sha256(bytes), filename: '病人 1.png' });
  expect(file).toMatchObject({ sha256: sha256(bytes), bytes: bytes.length, type: 'image/png', name: '病人 1.png' });
  expect([file.width, file.height, file.incidentId]).toEqual([1600, 900, conference.incidentId]);
  expect(readFileSync(vaultPath(server.dataDir, file.sha256)).equals(bytes)).toBe(true);
  await expect.poll(leftBehind, { timeout: 10_000 }).toEqual([]);
  const { previewSha256 } = await previewed(file.id);
  const preview = await get(`/api/evidence/${file.id}/preview`, cookie('dispatcher'));
  expect([preview.status, preview.headers['content-type'], preview.bytes.subarray(0, 3).toString('hex')]).toEqual([
    200,
    'image/jpeg',
    'ffd8ff',
  ]);
  expect(sha256(preview.bytes)).toBe(previewSha256);
});

test('[EVD7] a file is acknowledged before its preview is made, and every page hears when it is there (bug: the sender waited for the decoder)', async () => {
  await cast.as('commander').resume();
  const file = await added(picture(1200, 700));
  expect(file).toMatchObject({ previewSha256: null, previewDue: true });
  // Who looks at once waits for it instead of finding none.
  expect((await get(`/api/evidence/${file.id}/preview`, cookie('dispatcher'))).status).toBe(200);
  const row = () => cast.as('commander').rows('evidence-file').get(file.id);
  await expect
    .poll(row, { timeout: 10_000 })
    .toMatchObject({ previewDue: false, previewSha256: expect.stringMatching(/^[0-9a-f]{64}$/u) as string });
});

test('[EVD1] the same bytes sent twice are two files and lie on disk once', async () => {
  const bytes = picture();
  const first = await added(bytes);
  await previewed(first.id);
  const before = (await stored()).length;
  const second = await added(bytes);
  await previewed(second.id);
  expect(second.id).not.toBe(first.id);
  expect((await stored()).length).toBe(before);
});

test('[EVD2] a piece that broke off goes on where it stopped, and only there', async () => {
  const bytes = picture(1200, 1000);
  const created = await createUpload(server, cookie('officer1'), bytes.length, { conferenceId: conference.id });
  const location = String(created.headers['location']);
  const half = Math.floor(bytes.length / 2);
  await expect(sendBytes(server, cookie('officer1'), location, bytes, { cutAfter: half })).rejects.toThrow();
  const at = async () => {
    const answer = await tus(server, 'HEAD', location, { cookie: cookie('officer1') });
    return Number(answer.headers['upload-offset']);
  };
  await expect.poll(at).toBeGreaterThan(0);
  const offset = await at();
  expect(offset).toBeLessThan(bytes.length);
  const wrong = await sendBytes(server, cookie('officer1'), location, bytes, { offset: 0 });
  expect(wrong.status).toBe(409);
  const whole = await sendBytes(server, cookie('officer1'), location, bytes, { offset: await at() });
  expect(EvidenceFile.parse(whole.body).sha256).toBe(sha256(bytes));
});

test('[EVD2] an answer that was lost is given again and makes no second file', async () => {
  const bytes = picture();
  const created = await createUpload(server, cookie('officer1'), bytes.length, { conferenceId: conference.id });
  const location = String(created.headers['location']);
  const file = EvidenceFile.parse((await sendBytes(server, cookie('officer1'), location, bytes)).body);
  const asked = await tus(server, 'HEAD', location, { cookie: cookie('officer1') });
  expect([asked.status, asked.headers['upload-offset']]).toEqual([200, String(bytes.length)]);
  const { files } = await cast
    .as('officer1')
    .call('evidence:list', { incidentId: file.incidentId, conferenceId: conference.id });
  expect(files.filter((one) => one.sha256 === file.sha256)).toHaveLength(1);
});

test('[EVD3] what is not taken is refused in plain words and leaves nothing behind', async () => {
  const before = (await stored()).length;
  const jpegCutShort = Buffer.concat([
    Buffer.from([0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 0, 9, 0, 9, 1, 0]),
    Buffer.alloc(500),
  ]);
  const huge = picture(4, 4);
  huge.writeUInt32BE(60_000, 16);
  huge.writeUInt32BE(60_000, 20);
  const cases: [string, Uint8Array, UploadClaim][] = [
    ['evidence.wrong-type', Buffer.from('MZ\u0000\u0001 a program'), { kind: 'chat-file' }],
    ['evidence.wrong-type', Buffer.from('<svg onload="alert(1)"/>'), { filename: 'a.png' }],
    ['evidence.wrong-type', Buffer.from('GIF89a........'), {}],
    ['evidence.wrong-type', Buffer.from([0x50, 0x4b, 3, 4, 0, 0]), { kind: 'chat-file', filename: 'a.docx' }],
    ['evidence.broken-picture', jpegCutShort, {}],
    ['evidence.broken-picture', picture().subarray(0, -20), {}],
    ['evidence.picture-too-large', huge, {}],
    ['evidence.hash-mismatch', picture(), { sha256: '0'.repeat(64) }],
  ];
  for (const [reason, bytes, claim] of cases) {
    const answer = await send(bytes, claim);
    expect([reasonOf(answer), answer.status]).toEqual([reason, 400]);
  }
  expect((await stored()).length).toBe(before);
  await expect.poll(leftBehind, { timeout: 10_000 }).toEqual([]);
});

test('[EVD3] sizes are refused before a byte is sent', async () => {
  const create = (size: number, claim: UploadClaim) =>
    createUpload(server, cookie('officer1'), size, { conferenceId: conference.id, ...claim });
  expect(reasonOf(await create(25 * 1024 * 1024 + 1, {}))).toBe('evidence.too-large');
  expect(reasonOf(await create(100 * 1024 * 1024 + 1, { kind: 'chat-file' }))).toBe('evidence.too-large');
  expect(reasonOf(await create(0, {}))).toBe('evidence.empty');
  expect(reasonOf(await create(10, { kind: 'movie' as never }))).toBe('evidence.bad-upload');
  const deferred = await tus(server, 'POST', '/api/uploads', {
    cookie: cookie('officer1'),
    headers: { 'Upload-Defer-Length': '1', 'Upload-Metadata': `kind ${Buffer.from('photo').toString('base64')}` },
  });
  expect(deferred.status).toBe(400);
  await expect.poll(leftBehind, { timeout: 10_000 }).toEqual([]);
});

test('[EVD3] hostile names are text without folders, and text files are no pages', async () => {
  const names: [string, string][] = [
    ['../../etc/passwd', 'passwd'],
    ['C:\\temp\\a.txt', 'a.txt'],
    ['a\u202etxt.exe\u0000\r\nSet-Cookie: x=1', 'atxt.exeSet-Cookie_ x=1'],
    ['"><script>alert(1)</script>.txt', 'script_.txt'],
    ['...', ''],
  ];
  for (const [given, kept] of names) {
    const file = await added(Buffer.from(`<script>alert(1)</script> ${kept}`), { kind: 'chat-file', filename: given });
    expect(file.name).toBe(kept);
    const original = await get(`/api/evidence/${file.id}`, cookie('officer1'));
    expect(original.headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': expect.stringContaining('attachment') as string,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      'cache-control': 'private, no-store',
    });
    expect(original.headers['set-cookie']).toBeUndefined();
  }
});

const EVERYBODY = [
  'commander',
  'dispatcher',
  'officer1',
  'officer2',
  'lab',
  'clerk',
  'auditor',
  'admin',
  'agent',
] as const;

test('[EVD4] who may add and who may read, for a file of a conference and one of the incident', async () => {
  const readers = async (id: string) => {
    const may: string[] = [];
    await previewed(id);
    for (const who of EVERYBODY) {
      const answers = await Promise.all(['', '/preview'].map((path) => get(`/api/evidence/${id}${path}`, cookie(who))));
      expect(new Set(answers.map((answer) => answer.status)).size).toBe(1);
      if (answers[0]?.status === 200) may.push(who);
    }
    return may;
  };
  const adders = async (claim: UploadClaim) => {
    const may: string[] = [];
    for (const who of EVERYBODY) {
      if ((await createUpload(server, cookie(who), 100, claim)).status === 201) may.push(who);
    }
    return may;
  };
  const inConference = await added(picture());
  expect(await readers(inConference.id)).toEqual(['commander', 'dispatcher', 'officer1', 'auditor']);
  expect(await adders({ conferenceId: conference.id })).toEqual(['commander', 'dispatcher', 'officer1']);
  const { incidentId } = conference;
  const ofIncident = EvidenceFile.parse((await upload(server, cookie('dispatcher'), picture(), { incidentId })).body);
  expect(ofIncident.conferenceId).toBeNull();
  expect(await readers(ofIncident.id)).toEqual(['commander', 'dispatcher', 'officer1', 'auditor']);
  expect(await adders({ incidentId })).toEqual(['commander', 'dispatcher', 'officer1']);
  expect((await get(`/api/evidence/${ofIncident.id}`, cookie('display'))).status).toBe(401);
});

test('[EVD4] an expert waits outside until admitted; another conference and another one’s upload do not exist', async () => {
  const file = await added(picture());
  const expert = `/api/evidence/${file.id}?surface=expert`;
  expect((await get(expert, cookie('guest'))).status).toBe(404);
  expect(reasonOf(await send(picture(), {}, 'guest'))).toBe('conference.unknown');
  await cast.as('dispatcher').call('conference:admit', { conferenceId: conference.id, principalId: cast.guestId });
  expect((await get(expert, cookie('guest'))).status).toBe(200);
  const mine = EvidenceFile.parse((await send(picture(), {}, 'guest')).body);
  expect(mine.uploaderRole).toBe('external-expert');
  const elsewhere = await convene(cast.as('officer2'), cast.as('dispatcher'));
  const other = await enterAsExpert(server, cast.as('dispatcher'), elsewhere.id);
  await cast.as('dispatcher').call('conference:admit', { conferenceId: elsewhere.id, principalId: other.guestId });
  expect((await get(expert, other.cookie)).status).toBe(404);
  other.client.close();
  const created = await createUpload(server, cookie('officer1'), 100, { conferenceId: conference.id });
  const location = String(created.headers['location']);
  for (const method of ['HEAD', 'DELETE']) {
    expect((await tus(server, method, location, { cookie: cookie('dispatcher') })).status).toBe(404);
  }
  expect((await sendBytes(server, cookie('dispatcher'), location, Buffer.alloc(100))).status).toBe(404);
  expect((await sendBytes(server, 'none=1', location, Buffer.alloc(100))).status).toBe(401);
  expect((await tus(server, 'GET', location, { cookie: cookie('officer1') })).status).toBe(404);
  expect((await tus(server, 'DELETE', location, { cookie: cookie('officer1') })).status).toBe(204);
});

test('[EVD5] who saw and who took a file is written down once', async () => {
  const file = await added(picture());
  for (const path of ['/preview', '/preview', '', '']) await get(`/api/evidence/${file.id}${path}`, cookie('auditor'));
  const rows = await server.app.database.reader
    .selectFrom('audit')
    .select('action')
    .where('entity_id', '=', file.id)
    .where('actor_role', '=', 'auditor')
    .execute();
  expect(rows.map((row) => row.action)).toEqual(['evidence:viewed', 'evidence:downloaded']);
});

test('[EVD9] a picture of the incident and a snapshot are log rows with their hash; a picture in a conversation waits for its message', async () => {
  const { incidentId } = conference;
  const ofIncident = EvidenceFile.parse((await upload(server, cookie('dispatcher'), picture(), { incidentId })).body);
  const subject = JSON.stringify({ name: { zh: '检疫员01', en: 'Officer 01' }, mediaAt: '2026-01-02T03:04:05.000Z' });
  const snapshot = await added(picture(), { kind: 'snapshot', subject });
  const photo = await added(picture());
  const { entries } = await cast.as('dispatcher').call('incident:log', { id: incidentId });
  const hashes = entries.map((entry) => [entry.textKey, entry.params['sha256']]);
  expect(hashes).toContainEqual(['log.evidence-photo', ofIncident.sha256]);
  expect(entries.find((entry) => entry.params['sha256'] === snapshot.sha256)).toMatchObject({
    ...{ kind: 'media', textKey: 'log.evidence-snapshot', occurredAt: '2026-01-02T03:04:05.000Z' },
    params: { subject: '检疫员01', subjectEn: 'Officer 01' },
  });
  expect(hashes.map(([, hash]) => hash)).not.toContain(photo.sha256);
});

test('[EVD10] the verifier says which file was changed by one byte, and which is missing', async () => {
  const file = await added(picture());
  expect(await verifyDataDir(server.dataDir)).toMatchObject({ findings: [] });
  const path = vaultPath(server.dataDir, file.sha256);
  const bytes = readFileSync(path);
  const forged = Buffer.from(bytes);
  forged[forged.length - 30] = (forged[forged.length - 30] ?? 0) ^ 1;
  chmodSync(path, 0o600);
  writeFileSync(path, forged);
  const { findings } = await verifyDataDir(server.dataDir);
  expect(findings.map(({ kind, row }) => [kind, row])).toEqual([['file-changed', file.sha256]]);
  writeFileSync(path, bytes);
  utimesSync(path, new Date(), new Date());
  expect((await verifyDataDir(server.dataDir)).findings).toEqual([]);
});
