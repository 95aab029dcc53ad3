import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { RECORDING_HEADER } from './recording-line.js';
import { SegmentFile } from './segment-file.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recording-'));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

async function prototypeOfHandles(): Promise<FileHandle> {
  const handle = await open(folder);
  await handle.close();
  return Object.getPrototypeOf(handle) as FileHandle;
}

test('[AIS48] bug: a file whose first line cannot be written is taken back, and the next one has it', async () => {
  const now = Date.UTC(2026, 4, 10, 14);
  const file = new SegmentFile(folder);
  await file.append('a\n', now);
  const appendFile = vi.spyOn(await prototypeOfHandles(), 'appendFile');
  appendFile.mockRejectedValueOnce(Object.assign(new Error('full'), { code: 'ENOSPC' }));
  await expect(file.append('b\n', now + 3_600_000)).rejects.toThrow('full');
  expect([file.name, readdirSync(folder)]).toEqual([null, ['ais-20260510T14Z-001.nmea']]);
  expect(await file.append('b\n', now + 3_600_000)).toBe(true);
  expect(readFileSync(join(folder, 'ais-20260510T15Z-001.nmea'), 'latin1')).toBe(`${RECORDING_HEADER}\nb\n`);
  await file.close();
});
