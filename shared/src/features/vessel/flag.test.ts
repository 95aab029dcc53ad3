import { expect, test } from 'vitest';
import { flagOf, midOf } from './flag.js';

test.each([
  ['a ship', 412_999_003, 412, 'CN'],
  ['a ship of a flag of convenience', 636_015_000, 636, 'LR'],
  ['a coast station', 4_131_001, 413, 'CN'],
  ['a group of ships', 47_712_345, 477, 'HK'],
  ['a rescue aircraft', 111_265_591, 265, 'SE'],
  ['an aid to navigation', 994_136_001, 413, 'CN'],
  ['a craft of a mother ship', 985_631_234, 563, 'SG'],
  ['a handheld radio', 843_112_345, 431, 'JP'],
])('[AIS23] %s has the flag of its identification digits', (_name, mmsi, mid, flag) => {
  expect(midOf(mmsi)).toBe(mid);
  expect(flagOf(mmsi)).toBe(flag);
});

test('[AIS23] distress beacons have no flag, nor have digits nobody was given', () => {
  for (const mmsi of [970_123_456, 972_123_456, 974_123_456, 999_999_999, 200_000_001, 123_456_789]) {
    expect(flagOf(mmsi), String(mmsi)).toBeNull();
  }
});

test('[AIS23] every code is one that both languages have a name for', () => {
  const seen = new Set<string>();
  for (let mid = 200; mid < 800; mid += 1) {
    const code = flagOf(mid * 1_000_000 + 1);
    if (code) seen.add(code);
  }
  expect(seen.size).toBeGreaterThan(200);
  for (const language of ['zh-CN', 'en']) {
    const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
    for (const code of seen) expect(names.of(code), `${code} in ${language}`).toBeTruthy();
  }
});
