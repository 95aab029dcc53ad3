import { expect, test } from 'vitest';
import { courseTo } from '../../kernel/geodesic.js';
import { measureFeatures } from './measure-overlay.js';
import { ringFeatures, ringRadiiNm } from './ring-overlay.js';

const CENTRE = { lat: 29.94, lon: 121.88 };

test('[AIS86] rings have round radii that fit the view, each circle on the water as large as it says', () => {
  expect(ringRadiiNm(4000)).toEqual([0.25, 0.5, 1, 2]);
  expect(ringRadiiNm(3800)).toEqual([0.1, 0.2, 0.4, 0.8]);
  expect(ringRadiiNm(10)).toEqual([0.025, 0.05, 0.1, 0.2]);
  expect(ringRadiiNm(20_000)).toEqual([1, 2, 4, 8]);
  expect(ringFeatures(null, [1]).features).toEqual([]);
  const [circle, radius] = ringFeatures(CENTRE, [2]).features;
  expect(radius!.properties).toMatchObject({ label: '2 nm' });
  const { coordinates } = circle!.geometry as unknown as { coordinates: [number, number][] };
  expect(coordinates.at(-1)![0]).toBeCloseTo(coordinates[0]![0], 9);
  for (const [lon, lat] of coordinates) {
    expect(Math.abs(courseTo(CENTRE, { lat, lon }).metres / 3704 - 1)).toBeLessThan(0.005);
  }
});

test('[AIS85] a line is drawn along its great circles, over the date line too, with a point at each click', () => {
  const at = (lat: number, lon: number, label = '') => ({ lat, lon, label });
  expect(measureFeatures([]).features).toEqual([]);
  expect(measureFeatures([at(30, 122)]).features.map(({ properties }) => String(properties?.['part']))).toEqual([
    'point',
  ]);
  const short = measureFeatures([at(30, 122), at(30.01, 122.01, '0.78 nm')]).features;
  expect(short[0]!.geometry).toMatchObject({
    coordinates: [
      [122, 30],
      [122.01, 30.01],
    ],
  });
  expect(short[2]!.properties).toMatchObject({ part: 'point', label: '0.78 nm' });
  const [long, , end] = measureFeatures([at(30, 122), at(35, -120, 'far')]).features;
  const { coordinates } = long!.geometry as unknown as { coordinates: [number, number][] };
  expect(Math.max(...coordinates.map(([, lat]) => lat))).toBeGreaterThan(45);
  const lons = coordinates.map(([lon]) => lon);
  expect(lons).toEqual(lons.toSorted((a, b) => a - b));
  const [lon, lat] = (end!.geometry as unknown as { coordinates: [number, number] }).coordinates;
  expect(lon).toBeCloseTo(240, 6);
  expect(lat).toBeCloseTo(35, 6);
});
