import { expect, test } from 'vitest';
import { fixAgeMs } from './fix.js';

const fix = { position: { lat: 29.9, lon: 121.8, accuracyMetres: 5 }, takenAt: 1_000_000 };

test('[REQ5] the age of a position is from when the device took it to now, both by its own clock', () => {
  expect(fixAgeMs(fix, 1_040_000)).toBe(40_000);
  expect(fixAgeMs(fix, 1_000_000)).toBe(0);
});

test('[REQ5] a device whose clock jumps, or that counts its positions from elsewhere, tells no age that would be refused', () => {
  expect(fixAgeMs(fix, 900_000)).toBe(0);
  expect(fixAgeMs({ ...fix, takenAt: 0 }, 1_700_000_000_000)).toBe(86_400_000);
});
