import { expect, test } from 'vitest';
import { videoRefusedBy } from './admission.rules.js';

const LIMITS = { workerCpuPercent: 80, loopDelayMs: 200, videoConsumers: 100, reservePercent: 20 };
const IDLE = { workerCpuPercent: 0, loopDelayMs: 0, videoConsumers: 0 };

test('[ADMIT1] any one limit that is reached stands against a new picture', () => {
  expect(videoRefusedBy(IDLE, LIMITS, false)).toBeNull();
  expect(videoRefusedBy({ ...IDLE, workerCpuPercent: 90 }, LIMITS, false)).toBe('workerCpuPercent');
  expect(videoRefusedBy({ ...IDLE, loopDelayMs: 300 }, LIMITS, false)).toBe('loopDelayMs');
  expect(videoRefusedBy({ ...IDLE, videoConsumers: 100 }, LIMITS, true)).toBe('videoConsumers');
});

test('[ADMIT2] the reserve is for rooms of extraordinary and major incidents', () => {
  const busy = { ...IDLE, videoConsumers: 80 };
  expect(videoRefusedBy(busy, LIMITS, false)).toBe('videoConsumers');
  expect(videoRefusedBy(busy, LIMITS, true)).toBeNull();
});
