import { expect, test } from 'vitest';
import { videoRefusedBy, withAdmitted } from './admission.rules.js';

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

test('[ADMIT5] a picture counts for everybody who will receive it, and what is admitted counts before it is measured', () => {
  const busy = { ...IDLE, videoConsumers: 90 };
  expect(videoRefusedBy(busy, LIMITS, true, 10)).toBeNull();
  expect(videoRefusedBy(busy, LIMITS, true, 11)).toBe('videoConsumers');
  expect(withAdmitted(busy, LIMITS, { unsent: 4, unmeasured: 50 })).toEqual({
    ...{ videoConsumers: 94, workerCpuPercent: 40, loopDelayMs: 0 },
  });
});
