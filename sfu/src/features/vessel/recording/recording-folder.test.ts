import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { segmentsIn, tidyFolder } from './recording-folder.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recording-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const HOUR = 3_600_000;
const write = (name: string): void => writeFileSync(join(folder, name), 'x'.repeat(1000));

test('[AIS49] bug: a file that cannot be packed keeps neither the old ones from going nor the others from being packed', async () => {
  write('ais-20260509T10Z-001.nmea.gz');
  // What has the name of a file and is a folder cannot be read, whoever tries.
  mkdirSync(join(folder, 'ais-20260510T12Z-001.nmea'));
  mkdirSync(join(folder, 'ais-20260510T11Z-001.nmea.gz.part'));
  write('ais-20260510T13Z-001.nmea');
  write('ais-20260510T14Z-001.nmea');
  const kept = await tidyFolder(folder, Date.UTC(2026, 4, 10, 14), {
    ...{ current: 'ais-20260510T14Z-001.nmea', limits: { keepMs: 24 * HOUR, mostBytes: Infinity } },
    signal: new AbortController().signal,
  });
  expect(readdirSync(folder).toSorted()).toEqual([
    'ais-20260510T11Z-001.nmea.gz.part',
    'ais-20260510T12Z-001.nmea',
    'ais-20260510T13Z-001.nmea.gz',
    'ais-20260510T14Z-001.nmea',
  ]);
  expect(kept).toMatchObject({ files: 3, failure: { code: 'EISDIR' } });
});

test('[AIS49] bug: the thousandth file of an hour comes after the nine hundred and ninety-ninth', async () => {
  for (const number of ['998', '1000', '999']) write(`ais-20260510T14Z-${number}.nmea`);
  write('ais-20260510T13Z-1001.nmea');
  expect((await segmentsIn(folder)).map(({ name }) => name.slice(13))).toEqual([
    ...['13Z-1001.nmea', '14Z-998.nmea', '14Z-999.nmea', '14Z-1000.nmea'],
  ]);
});
