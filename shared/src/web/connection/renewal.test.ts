import { expect, test } from 'vitest';
import { renewalWaitMs } from './renewal.js';

const MINUTE = 60_000;

test('[ID10] the first time at once, then never within a minute and later each time, up to a quarter of an hour', () => {
  const now = 1_000_000_000;
  const waits = [1, 2, 3, 4, 5, 6, 50].map((count) => renewalWaitMs({ at: now, count }, now) / MINUTE);
  expect(renewalWaitMs(null, now)).toBe(0);
  expect(waits).toEqual([1, 2, 4, 8, 15, 15, 15]);
  expect(renewalWaitMs({ at: now - 40_000, count: 1 }, now)).toBe(20_000);
  expect(renewalWaitMs({ at: now - 3 * MINUTE, count: 2 }, now)).toBe(0);
  expect(renewalWaitMs({ at: now + 5 * MINUTE, count: 1 }, now)).toBe(MINUTE);
});
