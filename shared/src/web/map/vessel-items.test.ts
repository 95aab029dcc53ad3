import { expect, test } from 'vitest';
import type { Vessel } from '../../features/vessel/vessel.model.js';
import { lostLimits } from '../../features/vessel/vessel.rules.js';
import { DEFAULT_SETTINGS } from '../../kernel/settings.js';
import { mercatorOrigin, mercatorX } from './mercator.js';
import { VesselItems, type DrawnMoment } from './vessel-items.js';

const ORIGIN = mercatorOrigin([121.9, 29.9]);
const limits = lostLimits(DEFAULT_SETTINGS);
/** 30 m, about a pixel of a chart of the whole port. */
const PIXEL = 30 / (40_075_017 * Math.cos((29.9 * Math.PI) / 180));
const VECTOR_S = 360;
const ship = (says: Partial<Vessel> = {}) =>
  ({
    ...{ mmsi: '412000001', kind: 'ship', transponder: 'A', shipClass: 'cargo', navigationStatus: 'under-way-engine' },
    ...{ position: { lat: 29.9, lon: 121.9 }, speedKnots: 10, courseDeg: 90, headingDeg: 90 },
    ...{ positionAt: 0, lastReportAt: 0, ...says },
  }) as Vessel & { position: NonNullable<Vessel['position']> };
const at = (now: number): DrawnMoment => ({ now, limits, predicts: true });

function drawn(items: VesselItems, vessels: ReturnType<typeof ship>[], moment: DrawnMoment, asHull = false): boolean {
  items.begin(vessels.length);
  for (const vessel of vessels) items.add(vessel, moment, asHull);
  return items.show(PIXEL, VECTOR_S);
}

test('[AIS105] a vessel is written where she is at the moment, her last report behind her', () => {
  const items = new VesselItems(ORIGIN);
  drawn(items, [ship()], at(10_000));
  const metresEast = ((items.values[0] ?? 0) - (mercatorX(121.9) - ORIGIN.x)) / (PIXEL / 30);
  // 10 knots for 10 seconds.
  expect(metresEast).toBeCloseTo(51.4, 0);
  expect(items.values[4]).toBe(10);
});

test('what nobody could see is not painted anew, and what adds up to something is', () => {
  const items = new VesselItems(ORIGIN);
  expect(drawn(items, [ship()], at(1000))).toBe(true);
  // 5 m a second of 30 m a pixel.
  const painted = Array.from({ length: 8 }, (_, second) => drawn(items, [ship()], at(2000 + second * 1000)));
  expect(painted.filter(Boolean)).toHaveLength(2);
});

test.each([
  ['another course', ship({ courseDeg: 120 })],
  ['another speed, so that her vector is longer by a pixel', ship({ speedKnots: 11 })],
  ['another heading', ship({ headingDeg: 95 })],
  ['another class', ship({ shipClass: 'tanker' })],
  ['a place of her own', ship({ position: { lat: 29.9005, lon: 121.9 } })],
])('%s is seen', (_, changed) => {
  const items = new VesselItems(ORIGIN);
  drawn(items, [ship()], at(1000));
  expect(drawn(items, [changed], at(1000))).toBe(true);
  expect(drawn(items, [changed], at(1000))).toBe(false);
});

test('[AIS16] one that is lost, one more, one fewer and one that is drawn as a hull are seen', () => {
  const items = new VesselItems(ORIGIN);
  const lying = ship({ speedKnots: 0, courseDeg: null });
  expect(drawn(items, [lying], at(1000))).toBe(true);
  expect(drawn(items, [lying], at(2000))).toBe(false);
  expect(drawn(items, [lying], at(20 * 60_000))).toBe(true);
  expect(drawn(items, [lying], at(20 * 60_000), true)).toBe(true);
  expect(drawn(items, [lying, ship()], at(20 * 60_000), true)).toBe(true);
  expect(drawn(items, [lying], at(20 * 60_000), true)).toBe(true);
});
