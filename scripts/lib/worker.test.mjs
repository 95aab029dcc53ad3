import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fixedSource, FIXES } from '../worker/fixes.mjs';
import { workerSources } from '../worker/ninja-file.mjs';
import { answers, archiveName, download } from './worker.mjs';
import { ROOT } from './run.mjs';

const VERSION = '3.27.1';
let folder;
let server;
let archive;
let asked;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'haigang-worker-test-'));
  asked = [];
  server = createServer((request, response) => {
    asked.push(request.url);
    if (archive && request.url === `/base/${VERSION}/${archiveName(VERSION)}`) response.end(archive);
    else response.writeHead(404).end();
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

const base = () => `http://127.0.0.1:${server.address().port}/base`;
const binary = () => join(folder, 'installed-worker');

/** An archive of the worker this suite itself runs on. */
function pack(source) {
  const inside = join(folder, 'mediasoup-worker');
  writeFileSync(inside, source);
  chmodSync(inside, 0o755);
  execFileSync('tar', ['-czf', 'archive.tgz', 'mediasoup-worker'], { cwd: folder });
  return readFileSync(join(folder, 'archive.tgz'));
}

test('the release archive is fetched, checked by its pin, started and kept', async () => {
  archive = pack(readFileSync(process.env.MEDIASOUP_WORKER_BIN));
  const pins = { [archiveName(VERSION)]: createHash('sha256').update(archive).digest('hex') };
  expect(await download({ base: base(), version: VERSION, binary: binary(), pins })).toBe(true);
  expect(await answers(binary(), VERSION)).toBe(true);
});

test('an archive that is not the pinned one stops everything and installs nothing', async () => {
  archive = pack('#!/bin/sh\nexit 0\n');
  const pins = { [archiveName(VERSION)]: '0'.repeat(64) };
  await expect(download({ base: base(), version: VERSION, binary: binary(), pins })).rejects.toThrow('SHA-256');
  expect(existsSync(binary())).toBe(false);
});

test('no archive for this system, rubbish, or a program that is no worker: the local build follows', async () => {
  archive = undefined;
  expect(await download({ base: base(), version: VERSION, binary: binary(), pins: {} })).toBe(false);
  expect(asked).toEqual([`/base/${VERSION}/${archiveName(VERSION)}`]);
  archive = Buffer.from('rubbish');
  expect(await download({ base: base(), version: VERSION, binary: binary(), pins: {} })).toBe(false);
  archive = pack('#!/bin/sh\nexit 0\n');
  expect(await download({ base: base(), version: VERSION, binary: binary(), pins: {} })).toBe(false);
  expect(existsSync(binary())).toBe(false);
});

test('a closed network is no failure', async () => {
  expect(await download({ base: 'http://127.0.0.1:9', version: VERSION, binary: binary(), pins: {} })).toBe(false);
});

test('the meson files still list what the local build compiles', () => {
  const sources = workerSources(join(ROOT, 'node_modules/mediasoup/worker'));
  expect(sources).toContain('src/RTC/DtlsTransport.cpp');
  expect(sources.length).toBeGreaterThan(200);
});

test.each(FIXES)('a fix of a source applies exactly once, and what has changed stops the build: $file', (fix) => {
  const text = readFileSync(join(ROOT, 'node_modules/mediasoup/worker', fix.file), 'utf8');
  const fixed = fixedSource(fix, text);
  for (const [wrong, right] of fix.changes) {
    expect(fixed).toContain(right);
    expect(() => fixedSource(fix, text.replace(wrong, ''))).toThrow(fix.file);
    expect(() => fixedSource(fix, text + wrong)).toThrow(fix.file);
  }
});
