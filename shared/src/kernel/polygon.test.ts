import { expect, test } from 'vitest';
import { offset } from './geodesy.js';
import { metresOutside } from './polygon.js';

const centre = { lat: 29.9355, lon: 121.8834 };
const at = (east: number, north: number) => offset(centre, east, north);

test('[AIS60] inside an area is 0 m away from it, outside as far as its nearest side or corner', () => {
  const box = [at(-100, -50), at(100, -50), at(100, 50), at(-100, 50)];
  for (const ring of [box, [...box, box[0]!], box.toReversed()]) {
    expect(metresOutside(ring, at(0, 0))).toBe(0);
    expect(metresOutside(ring, at(99, -49))).toBe(0);
    expect(metresOutside(ring, at(0, 80))).toBeCloseTo(30, 1);
    expect(metresOutside(ring, at(130, 90))).toBeCloseTo(50, 1);
  }
});

test('[AIS60] a bay in an area is outside it; a line and nothing hold no point', () => {
  const bay = [at(0, 0), at(100, 0), at(100, 100), at(60, 100), at(60, 40), at(40, 40), at(40, 100), at(0, 100)];
  expect(metresOutside(bay, at(50, 20))).toBe(0);
  expect(metresOutside(bay, at(50, 90))).toBeCloseTo(10, 1);
  expect(metresOutside([at(0, 0), at(10, 0)], at(5, 3))).toBeCloseTo(3, 1);
  expect(metresOutside([], at(0, 0))).toBe(Infinity);
});
