import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../../../..');
const UNITS = 5;

/** Runs the writer under strace; returns its calls in the order the kernel saw them. */
function traced(careless: boolean): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'haigang-durability-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const conditions = ['haigang-source'];
  const vite = {
    ...{ configFile: false, logLevel: 'error', root: ROOT, resolve: { conditions } },
    ssr: { resolve: { conditions, externalConditions: conditions } },
  };
  const program = `import { runnerImport } from 'vite';
    const { module } = await runnerImport('./sfu/src/testing/durable-writer.ts', ${JSON.stringify(vite)});
    await module.writeDurableUnits(${JSON.stringify(folder)}, ${UNITS}, ${careless});`;
  const output = join(folder, 'trace');
  const calls = 'trace=write,pwrite64,writev,fsync,fdatasync';
  const strace = ['-f', '-y', '-s', '16', '-e', calls, '-o', output];
  const run = spawnSync('strace', [...strace, process.execPath, '--input-type=module', '-e', program], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  expect(run.stderr).toBe('');
  expect(run.status).toBe(0);
  return readFileSync(output, 'utf8').split('\n');
}

/** What is wrong between one acknowledgement and the next: nothing written, or something written and not yet synced. */
function violations(calls: readonly string[]): string[] {
  const found: string[] = [];
  let wrote = false;
  let unsynced = false;
  for (const call of calls) {
    if (/pwrite64\(\d+<[^>]*haigang\.db-wal>/u.test(call)) [wrote, unsynced] = [true, true];
    else if (/(fdatasync|fsync)\(\d+<[^>]*haigang\.db-wal>\)/u.test(call)) unsynced = false;
    const acknowledged = /write\(1<[^>]*>, "ACK (\d+)/u.exec(call)?.[1];
    if (acknowledged === undefined) continue;
    if (acknowledged !== '0' && !wrote) found.push(`${acknowledged} without a write`);
    if (acknowledged !== '0' && unsynced) found.push(`${acknowledged} before its sync`);
    [wrote, unsynced] = [false, false];
  }
  return found;
}

const acknowledgements = (calls: readonly string[]) => calls.filter((call) => call.includes('"ACK ')).length;

test('[STO9] the write-ahead log is synced before each acknowledgement leaves the process', () => {
  const calls = traced(false);
  expect(acknowledgements(calls)).toBe(UNITS + 1);
  expect(violations(calls)).toEqual([]);
});

test('[STO9] the watcher sees a writer that does not sync', () => {
  const calls = traced(true);
  expect(acknowledgements(calls)).toBe(UNITS + 1);
  expect(violations(calls)).toEqual([1, 2, 3, 4, 5].map((n) => `${n} before its sync`));
});
