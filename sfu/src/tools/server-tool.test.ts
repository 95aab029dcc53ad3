import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { askServer, controlPath } from '../platform/control/control-socket.js';
import { connectClient } from '../testing/test-client.js';
import { signIn, startApp, type TestServer } from '../testing/start-app.js';
import { generatePassword, resetPasswordOf } from './reset-password.js';
import { verifyDataDir } from './verify-data-dir.js';

let server: TestServer;
beforeAll(async () => {
  server = await startApp();
});
afterAll(() => server.close());

test('[CTL1] the control socket opens for its owner alone, and refuses what it does not know', async () => {
  expect(statSync(controlPath(server.dataDir)).mode & 0o777).toBe(0o600);
  await expect(askServer(server.dataDir, 'constructor', {})).rejects.toMatchObject({ reason: 'control.unknown' });
  await expect(askServer(server.dataDir, 'reset-password', { username: 'officer1' })).rejects.toMatchObject({
    reason: 'control.invalid',
  });
  const rubbish = connect(controlPath(server.dataDir));
  rubbish.write('not json\n');
  await new Promise((closed) => rubbish.on('close', closed).on('error', () => undefined));
  await expect(askServer(server.dataDir, 'constructor', {})).rejects.toMatchObject({ reason: 'control.unknown' });
});

test('[CTL2] a running server resets a password: the old one ends, its sockets close, the row is audited', async () => {
  const client = await connectClient(server, 'officer1');
  const dropped = new Promise((closed) => client.socket.once('disconnect', closed));
  const password = generatePassword();
  const input = { username: 'officer1', password };
  expect(await askServer(server.dataDir, 'reset-password', input)).toEqual({ endedSessions: 1 });
  await dropped;
  client.close();
  await expect(signIn(server, 'officer1')).rejects.toThrow('401');
  expect(await signIn(server, 'officer1', password)).toContain('=');
  const row = await server.app.database.reader
    .selectFrom('audit')
    .select(['actor_id', 'client'])
    .where('action', '=', 'account:password-reset')
    .executeTakeFirst();
  expect(row).toEqual({ actor_id: 'system', client: 'console' });
  await expect(askServer(server.dataDir, 'reset-password', { ...input, username: 'nobody' })).rejects.toMatchObject({
    reason: 'identity.unknown-account',
  });
  expect((await verifyDataDir(server.dataDir)).findings).toEqual([]);
});

test('[CTL2] with the server stopped the tool does it itself, sessions included; with the lock held it asks the server', async () => {
  const cookie = await signIn(server, 'officer2');
  const target = { dataDir: server.dataDir, orgId: 'beilun' };
  // The lock as another process sees it: held by a living server process.
  const holder = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 60_000)', 'main.js']);
  onTestFinished(() => void holder.kill());
  await once(holder, 'spawn');
  writeFileSync(join(server.dataDir, 'server.lock'), String(holder.pid));
  const throughLock = await resetPasswordOf(target, { username: 'lab', password: generatePassword() });
  expect(throughLock.endedSessions).toBe(0);
  expect((await verifyDataDir(server.dataDir)).findings).toEqual([]);
  await server.app.scope.close();
  await expect(resetPasswordOf(target, { username: 'lab', password: generatePassword() })).rejects.toMatchObject({
    reason: 'control.no-server',
  });
  rmSync(join(server.dataDir, 'server.lock'));
  const password = generatePassword();
  const offline = await resetPasswordOf(target, { username: 'officer2', password });
  expect(offline.endedSessions).toBe(1);
  await server.restart();
  expect(await signIn(server, 'officer2', password)).toContain('=');
  expect(cookie).not.toBe('');
  expect((await verifyDataDir(server.dataDir)).findings).toEqual([]);
});

test('[CTL2] a generated password is long, readable and never the same', () => {
  const made = new Set(Array.from({ length: 200 }, generatePassword));
  expect(made.size).toBe(200);
  for (const password of made) expect(password).toMatch(/^([a-hjkmnp-z2-9]{5}-){4}[a-hjkmnp-z2-9]{5}$/u);
});
