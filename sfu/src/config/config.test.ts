import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadConfig } from './config.js';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'haigang-config-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function problemsOf(env: Record<string, string>): string {
  try {
    loadConfig({ HAIGANG_DATA_DIR: dir, ...env });
  } catch (failure) {
    return (failure as Error).message;
  }
  return '';
}

test('[CFG1] nothing set gives the documented defaults; a variable stands over the file', () => {
  const file = join(dir, 'haigang.config.yaml');
  writeFileSync(file, 'port: 9443\nannouncedIps: [10.0.0.7]\nlogLevel: warn\n');
  expect(loadConfig({ HAIGANG_DATA_DIR: dir })).toMatchObject({
    ...{ port: 8443, rtcPorts: { first: 44_400, last: 44_409 }, demo: false, dataDir: dir, logLevel: 'info' },
  });
  expect(loadConfig({ HAIGANG_DATA_DIR: dir, HAIGANG_CONFIG: file, HAIGANG_PORT: '9444' })).toMatchObject({
    ...{ port: 9444, announcedIps: ['10.0.0.7'], logLevel: 'warn' },
  });
});

test('[CFG1] everything wrong is said at once, by key and by variable', () => {
  const file = join(dir, 'haigang.config.yaml');
  writeFileSync(file, 'rtcPorts: 44409-44400\nprot: 9\n');
  const said = problemsOf({
    HAIGANG_CONFIG: file,
    HAIGANG_PORT: '99999',
    HAIGANG_PUBLIC_URL: 'http://haigang.example',
  });
  for (const part of ['HAIGANG_PORT (port)', 'HAIGANG_PUBLIC_URL (publicUrl)', 'rtcPorts', 'prot']) {
    expect(said).toContain(part);
  }
  expect(said.split('\n').filter((line) => line.startsWith('  - '))).toHaveLength(4);
  expect(problemsOf({ HAIGANG_CONFIG: join(dir, 'none.yaml') })).toContain('none.yaml');
});

test('[CFG2] a demo has its own folder, a real start refuses one that holds a demo', () => {
  expect(loadConfig({ HAIGANG_DATA_DIR: dir, HAIGANG_DEMO: 'true' }).dataDir).toBe(join(dir, 'demo'));
  const demo = join(dir, 'demo');
  mkdirSync(demo);
  writeFileSync(join(demo, 'DEMO'), 'simulated data\n');
  expect(problemsOf({ HAIGANG_DATA_DIR: demo })).toContain('holds demo data');
});

test('[CFG2] data never lies inside the program folder', () => {
  const inside = join(dirname(fileURLToPath(import.meta.url)), 'data');
  expect(problemsOf({ HAIGANG_DATA_DIR: inside })).toContain('must not lie inside the program folder');
});

test('[REACH2] a TURN server needs addresses and one secret, which may stand in a file', () => {
  const file = join(dir, 'haigang.config.yaml');
  const secretFile = join(dir, 'turn-secret');
  const load = (turn: string): unknown => {
    writeFileSync(file, `turn: ${turn}\n`);
    return loadConfig({ HAIGANG_CONFIG: file, HAIGANG_DATA_DIR: dir }).turn;
  };
  writeFileSync(secretFile, 'a secret in a file\n');
  const urls = "urls: ['turns:turn.haigang.example:443?transport=tcp']";
  expect(load(`{ ${urls}, secretFile: ${secretFile} }`)).toEqual({
    ...{ urls: ['turns:turn.haigang.example:443?transport=tcp'], secret: 'a secret in a file', ttlMinutes: 60 },
  });
  expect(() => load(`{ ${urls} }`)).toThrow('turn: give either secret or secretFile');
  expect(() => load(`{ ${urls}, secret: short }`)).toThrow('16 characters');
  expect(() => load(`{ ${urls}, secretFile: ${join(dir, 'none')} }`)).toThrow('cannot be read');
  expect(() => load("{ urls: ['https://turn'], secret: long-enough-a-secret }")).toThrow('turn.urls.0');
});

test('[CFG3] a database or Redis that this version cannot use is refused', () => {
  const said = problemsOf({ DATABASE_URL: 'postgres://db/haigang', REDIS_URL: 'redis://cache' });
  expect(said).toContain('DATABASE_URL');
  expect(said).toContain('REDIS_URL');
});

test('[CFG1] the documented example can be started with', () => {
  const example = fileURLToPath(new URL('../../../docs/examples/haigang.config.yaml', import.meta.url));
  expect(loadConfig({ HAIGANG_CONFIG: example, HAIGANG_DATA_DIR: dir })).toMatchObject({
    ...{ port: 8443, siteName: { zh: '北仑', en: 'Beilun' }, aisSources: [expect.any(String), expect.any(String)] },
  });
});
