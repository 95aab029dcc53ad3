import type { Feature } from 'geojson';
import { expect, test } from 'vitest';
import { ShownFeatures } from './shown-features.js';

const point = (lon: number, name: string): Feature => ({
  ...{ type: 'Feature', properties: { name } },
  geometry: { type: 'Point', coordinates: [lon, 29.9] },
});
const hull = (lon: number): Feature => ({
  ...{ type: 'Feature', properties: {} },
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [lon, 29.9],
        [lon + 0.01, 29.9],
        [lon, 29.91],
      ],
    ],
  },
});

test('features differ when they read otherwise, are more or fewer, or moved so far since they were set', () => {
  const shown = new ShownFeatures();
  expect(shown.differ([], 0.1)).toBe(true);
  expect(shown.differ([], 0.1)).toBe(false);
  expect(shown.differ([point(121, 'A')], 0.1)).toBe(true);
  expect(shown.differ([point(121, 'B')], 0.1)).toBe(true);
  expect(shown.differ([point(121, 'B'), point(122, 'C')], 0.1)).toBe(true);
  expect(shown.differ([point(121, 'B'), point(122.2, 'C')], 0.1)).toBe(true);
});

test('a slow vessel is followed once it has moved so far in all (bug guarded: each small step is below it)', () => {
  const shown = new ShownFeatures();
  shown.differ([point(121, 'A')], 0.1);
  const steps = Array.from({ length: 10 }, (_, at) => shown.differ([point(121.03 + at * 0.03, 'A')], 0.1));
  expect(steps.filter(Boolean)).toHaveLength(2);
  expect(shown.differ([point(121.3, 'A')], 0.001)).toBe(true);
});

test('corners of an area are looked at as those of a point', () => {
  const shown = new ShownFeatures();
  expect([shown.differ([hull(121)], 0.1), shown.differ([hull(121)], 0.1), shown.differ([hull(121.2)], 0.1)]).toEqual([
    true,
    false,
    true,
  ]);
});
