import { expect, test } from 'vitest';
import { distanceMetres } from '@haigang/shared/kernel/geodesy';
import { LIMIT_ID } from '@haigang/shared/features/vessel/port-site.rings';
import { SAMPLE_PORT, SAMPLE_ZONES } from '@haigang/shared/features/vessel/sample-port';
import { isInFrame, lensOf, toPlace, toPx, zoomed, type Frame } from './port-plan-frame.js';

const SIZE = { width: 600, height: 360 };
const SITE = { ...SAMPLE_PORT, zones: SAMPLE_ZONES };
const frame = (...[view, selected]: [Parameters<typeof lensOf>[1], string | null]): Frame => ({
  ...lensOf(SITE, view, selected, SIZE),
  ...SIZE,
});

test('[AIS100] the plan shows the whole port, the surroundings of a place, or the corners of a ring, and not much more', () => {
  const whole = frame('whole', null);
  for (const corner of SITE.limit) expect(isInFrame(whole, corner)).toBe(true);
  const berth = SITE.berths[3]!;
  const near = frame('near', berth.id);
  expect(toPx(near, berth.centre)).toEqual([300, 180]);
  expect(near.metresPerPx * SIZE.height).toBeCloseTo(1400 * 1.16);
  const [zone] = SAMPLE_ZONES;
  const around = frame('near', zone!.id);
  const xs = zone!.ring.map((corner) => toPx(around, corner)[0]);
  expect(zone!.ring.every((corner) => isInFrame(around, corner))).toBe(true);
  expect(Math.max(...xs) - Math.min(...xs)).toBeGreaterThan(500);
  expect(frame('near', LIMIT_ID).metresPerPx).toBeGreaterThan(around.metresPerPx);
});

test('[AIS114] a place is where its pixel is, and looking closer leaves what is pointed at in its place', () => {
  const before = frame('near', 'B3-1');
  const place = toPlace(before, [123, 45]);
  expect(toPx(before, place)[0]).toBeCloseTo(123);
  expect(toPx(before, place)[1]).toBeCloseTo(45);
  const after = { ...zoomed(before, 4, place), ...SIZE };
  expect(after.metresPerPx).toBeCloseTo(before.metresPerPx / 4);
  expect(distanceMetres(toPlace(after, [123, 45]), place)).toBeLessThan(0.5);
  expect(zoomed(before, 1e9, place).metresPerPx).toBe(0.1);
  expect(zoomed(before, 1e-9, place).metresPerPx).toBe(2000);
});
