import { expect, test } from 'vitest';
import { offset, type LatLon } from './geodesy.js';
import { crossingOfLine, crossingOfRing } from './ring-crossing.js';

const ORIGIN = { lat: 29.9, lon: 121.9 };
const points = (...places: readonly (readonly [east: number, north: number])[]): LatLon[] =>
  places.map(([east, north]) => offset(ORIGIN, east, north));
const SQUARE = points([0, 0], [100, 0], [100, 100], [0, 100]);

test('[AIS116] a simple ring is none that crosses: convex, with a bay, wound either way, its first corner repeated', () => {
  const bay = points([0, 0], [100, 0], [100, 100], [50, 10], [0, 100]);
  for (const ring of [SQUARE, SQUARE.toReversed(), bay, [...SQUARE, SQUARE[0]!], SQUARE.slice(0, 3)]) {
    expect(crossingOfRing(ring)).toBeNull();
  }
});

test('[AIS116] two edges that cross are named by their first corners, also the one that closes the ring', () => {
  expect(crossingOfRing(points([0, 0], [100, 100], [100, 0], [0, 100]))).toEqual([0, 2]);
  expect(crossingOfRing(points([0, 0], [100, 0], [100, 100], [20, -50]))).toEqual([0, 2]);
  expect(crossingOfRing(points([0, 50], [100, 0], [0, 0], [100, 50], [100, 100], [90, 100]))).toEqual([0, 2]);
  expect(crossingOfRing(points([100, 100], [100, 0], [0, 100], [0, 0]))).toEqual([1, 3]);
  expect(crossingOfRing(points([50, 0], [100, 0], [100, 100], [50, 20], [0, 100], [90, 50]))).toEqual([2, 4]);
});

test('[AIS116] a corner on another edge, a corner met again, an edge along another and a spike are refused', () => {
  expect(crossingOfRing(points([0, 0], [100, 0], [100, 100], [50, 0], [0, 100]))).toEqual([0, 2]);
  expect(crossingOfRing(points([0, 0], [50, 50], [100, 0], [100, 100], [50, 50], [0, 100]))).toEqual([0, 3]);
  expect(crossingOfRing(points([0, 0], [100, 0], [100, 50], [70, 0], [30, 0], [0, 50]))).toEqual([0, 2]);
  expect(crossingOfRing(points([0, 0], [100, 0], [200, 0], [100, 0], [100, 100]))).toEqual([0, 2]);
  expect(crossingOfRing(points([0, 0], [100, 0], [40, 0], [40, 80]))).toEqual([0, 1]);
});

test('[AIS116] whichever way a ring is wound and wherever it begins, what touches is refused; a gap of two centimetres is none', () => {
  const touching = (gap: number) => points([0, 0], [100, 0], [100, 100], [50, gap], [0, 100]);
  const folded = points([0, 0], [100, 0], [100, 100], [50, 0]);
  for (const [ring, meets] of [
    [touching(0), true],
    [touching(0.005), true],
    [touching(0.02), false],
    [folded, true],
  ] as const) {
    for (const begin of ring.keys()) {
      const turned = [...ring.slice(begin), ...ring.slice(0, begin)];
      expect(crossingOfRing(turned) !== null).toBe(meets);
      expect(crossingOfRing(turned.toReversed()) !== null).toBe(meets);
    }
  }
});

test('[AIS116] what has no extent is no area: one place, a line, three corners in a row', () => {
  expect(crossingOfRing(points([0, 0], [0, 0], [0, 0]))).not.toBeNull();
  expect(crossingOfRing(points([0, 0], [100, 0], [0, 0]))).not.toBeNull();
  expect(crossingOfRing(points([0, 0], [70, 70], [30, 30]))).not.toBeNull();
});

test('[AIS116] a corner said twice in a row counts once, and the edges keep their numbers', () => {
  expect(crossingOfRing([SQUARE[0]!, SQUARE[0]!, ...SQUARE.slice(1)])).toBeNull();
  expect(crossingOfRing(points([0, 0], [0, 0], [100, 100], [100, 0], [100, 0], [0, 100]))).toEqual([1, 4]);
});

test('[AIS116] a line may end where it likes but not cross what was drawn', () => {
  expect(crossingOfLine([])).toBeNull();
  expect(crossingOfLine(points([0, 0]))).toBeNull();
  expect(crossingOfLine(points([0, 0], [100, 100], [100, 0]))).toBeNull();
  expect(crossingOfLine(points([0, 0], [100, 100], [100, 0], [0, 100]))).toEqual([0, 2]);
  expect(crossingOfLine(points([0, 0], [100, 0], [50, 0]))).toEqual([0, 1]);
});

test('[AIS116] five hundred corners, as many as a ring may have, around a circle', () => {
  const circle = Array.from({ length: 500 }, (_, at) => {
    const angle = (at / 500) * 2 * Math.PI;
    return offset(ORIGIN, 5000 * Math.cos(angle), 5000 * Math.sin(angle));
  });
  expect(crossingOfRing(circle)).toBeNull();
  const [one, other] = [circle[250]!, circle[252]!];
  expect(crossingOfRing(circle.with(250, other).with(252, one))).toEqual([249, 252]);
});
