import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ensurePackages } from './packages.mjs';
import { Stop } from './say.mjs';

let folder;
let path;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'haigang-packages-'));
  path = process.env.PATH;
});
afterEach(() => {
  process.env.PATH = path;
  rmSync(folder, { recursive: true, force: true });
});

/** A machine on which only these programs exist, each a small shell script. */
function machineWith(programs) {
  for (const [name, script] of Object.entries(programs)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  process.env.PATH = folder;
}

test('a package that is missing and cannot be installed stops with the exact command, and only the missing ones', async () => {
  machineWith({
    'dpkg-query': '[ "$1" = --version ] && exit 0\n[ "$4" = ffmpeg ] && echo "install ok installed" && exit 0\nexit 1',
    which: 'exit 1',
  });
  const stopped = await ensurePackages(['run']).catch((failure) => failure);
  expect(stopped).toBeInstanceOf(Stop);
  expect(stopped.message).toContain(
    'sudo apt-get update && sudo apt-get install -y --no-install-recommends fonts-noto-cjk\n',
  );
});

test('without dpkg the programs themselves are looked for, and what is missing is named', async () => {
  machineWith({ which: '[ "$1" = ffmpeg ] && exit 0\nexit 1' });
  await ensurePackages(['run']);
  const stopped = await ensurePackages(['run', 'compile']).catch((failure) => failure);
  expect(stopped).toBeInstanceOf(Stop);
  expect(stopped.message).toContain('python3 make g++');
  expect(stopped.message).not.toMatch(/programs: .*ffmpeg/u);
});

test('where apt and the rights are there it installs, and a refusal of apt is passed on with the command', async () => {
  machineWith({
    'dpkg-query': '[ "$1" = --version ] && exit 0\nexit 1',
    which: 'exit 0',
    sudo: '[ "$1" = -n ] && shift\n[ "$1" = true ] && exit 0\nexec "$@"',
    'apt-get': 'echo "$@" >> "$LOG"\n[ "$1" = update ] || { echo "E: no such package"; exit 100; }',
  });
  process.env.LOG = join(folder, 'log');
  process.env.PATH = [folder, '/bin', '/usr/bin'].join(delimiter);
  const stopped = await ensurePackages(['run']).catch((failure) => failure);
  delete process.env.LOG;
  expect(stopped).toBeInstanceOf(Stop);
  expect(stopped.message).toContain('E: no such package');
  expect(stopped.message).toContain('sudo apt-get install -y --no-install-recommends ffmpeg fonts-noto-cjk');
});
