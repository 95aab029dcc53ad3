import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Scope } from '@haigang/shared/kernel/scope';
import { EvidenceFile } from '@haigang/shared/features/evidence/evidence.model';
import { silentLogger } from '../../platform/logger.js';
import { signIn, startApp } from '../../testing/start-app.js';
import { connectClient, https } from '../../testing/test-client.js';
import { reasonOf } from '../../testing/uploads.js';
import { openRtspCameraSimulator } from '../camera/index.js';

test('[EVD11] a camera’s picture becomes evidence with camera, time and hash, for those who may watch it', async () => {
  const scope = new Scope('simulator');
  const folder = mkdtempSync(join(tmpdir(), 'haigang-snapshot-'));
  onTestFinished(async () => {
    await scope.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const simulator = await openRtspCameraSimulator({
    ...{ port: 0, dataDir: folder, ffmpegPath: 'ffmpeg', scope, logger: silentLogger },
  });
  const camerasFile = join(folder, 'cameras.yaml');
  const rtspUrl = `rtsp://127.0.0.1:${simulator.port}/quay/one`;
  writeFileSync(
    camerasFile,
    JSON.stringify([{ id: 'cam-1', name: { zh: '三期岸边', en: 'Quay 3' }, group: 'quay', rtspUrl }]),
  );
  const server = await startApp({ config: { camerasFile } });
  onTestFinished(() => server.close());
  const dispatcher = await connectClient(server, 'dispatcher');
  onTestFinished(() => dispatcher.close());
  const { id: incidentId } = await dispatcher.call('incident:report', { kind: 'vector', summary: 'rats' });
  const snap = (cookie: string, body: unknown, key?: string) =>
    https(server, 'POST', '/api/cameras/cam-1/snapshot', {
      ...{ cookie, body },
      ...(key ? { headers: { 'Idempotency-Key': key } } : {}),
    });
  const before = Date.now();
  const key = crypto.randomUUID();
  const answer = await snap(dispatcher.cookie, { incidentId }, key);
  const file = EvidenceFile.parse(answer.body);
  expect([answer.status, file.type, file.kind]).toEqual([201, 'image/png', 'snapshot']);
  expect(file.subject).toMatchObject({ cameraId: 'cam-1', name: { zh: '三期岸边' } });
  expect(Math.abs(Date.parse(file.subject?.mediaAt ?? '') - before)).toBeLessThan(30_000);
  expect(file.width).toBeGreaterThan(300);
  expect(EvidenceFile.parse((await snap(dispatcher.cookie, { incidentId }, key)).body).id).toBe(file.id);
  const { entries } = await dispatcher.call('incident:log', { id: incidentId });
  expect(entries.filter((entry) => entry.params['sha256'] === file.sha256)).toMatchObject([
    { textKey: 'log.evidence-snapshot', params: { subjectEn: 'Quay 3' } },
  ]);
  expect(reasonOf(await snap(dispatcher.cookie, {}))).toBe('evidence.incident-needed');
  const officer = await connectClient(server, 'officer1');
  onTestFinished(() => officer.close());
  const own = await officer.call('incident:report', { kind: 'injury', summary: 'fall' });
  expect(reasonOf(await snap(officer.cookie, { incidentId: own.id }))).toBe('camera.not-allowed');
  expect(reasonOf(await snap(officer.cookie, { incidentId }))).toBe('incident.unknown');
  expect(reasonOf(await snap(await signIn(server, 'auditor'), { incidentId }))).toBe('evidence.not-allowed');
  expect((await snap('none=1', { incidentId })).status).toBe(401);
}, 60_000);
