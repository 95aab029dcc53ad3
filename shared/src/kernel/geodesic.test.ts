import { expect, test } from 'vitest';
import { courseTo, greatCirclePoint } from './geodesic.js';
import { distanceMetres } from './geodesy.js';

const dms = (d: number, m: number, s: number): number => d + m / 60 + s / 3600;

test('[AIS85] distances and bearings are those of the geodesic: the example of the Australian datum, Flinders Peak to Buninyong', () => {
  // Geocentric Datum of Australia technical manual: 54,972.271 m, 306° 52′ 05.37″.
  const flinders = { lat: -dms(37, 57, 3.7203), lon: dms(144, 25, 29.5244) };
  const buninyong = { lat: -dms(37, 39, 10.1561), lon: dms(143, 55, 35.3839) };
  const { metres, bearingDeg } = courseTo(flinders, buninyong);
  expect(Math.abs(metres - 54_972.271)).toBeLessThan(0.1);
  expect(Math.abs(bearingDeg - dms(306, 52, 5.37))).toBeLessThan(0.001);
});

test('[AIS85] a degree along the equator and a quarter of a meridian have their lengths of WGS-84', () => {
  expect(courseTo({ lat: 0, lon: 0 }, { lat: 0, lon: 1 }).metres).toBeCloseTo(111_319.491, 1);
  const quarter = courseTo({ lat: 0, lon: 0 }, { lat: 90, lon: 0 });
  // 10,001,965.729 m.
  expect(Math.abs(quarter.metres - 10_001_965.7)).toBeLessThan(50);
  expect(quarter.bearingDeg).toBeCloseTo(0, 6);
});

test('[AIS85] the four directions, the date line, a point and itself; near by it agrees with the flat one', () => {
  const here = { lat: 29.94, lon: 121.88 };
  expect(courseTo(here, { lat: 29.95, lon: 121.88 }).bearingDeg).toBeCloseTo(0, 6);
  expect(courseTo(here, { lat: 29.94, lon: 121.89 }).bearingDeg).toBeCloseTo(90, 2);
  expect(courseTo(here, { lat: 29.93, lon: 121.88 }).bearingDeg).toBeCloseTo(180, 6);
  expect(courseTo(here, { lat: 29.94, lon: 121.87 }).bearingDeg).toBeCloseTo(270, 2);
  expect(courseTo(here, here)).toEqual({ metres: 0, bearingDeg: 0 });
  const over = courseTo({ lat: 0, lon: 179.5 }, { lat: 0, lon: -179.5 });
  expect(over.metres).toBeCloseTo(111_319.491, 1);
  expect(over.bearingDeg).toBeCloseTo(90, 6);
  const near = { lat: 29.96, lon: 121.93 };
  expect(Math.abs(courseTo(here, near).metres / distanceMetres(here, near) - 1)).toBeLessThan(0.005);
});

test('[AIS85] the great circle is drawn through its points', () => {
  const [from, to] = [
    { lat: 30, lon: 122 },
    { lat: 35, lon: -120 },
  ];
  expect(greatCirclePoint(from, to, 0).lat).toBeCloseTo(30, 9);
  expect(greatCirclePoint(from, to, 1).lon).toBeCloseTo(-120, 9);
  // Over the north of the ocean, and half the way is half the way.
  const middle = greatCirclePoint(from, to, 0.5);
  expect(middle.lat).toBeGreaterThan(45);
  expect(courseTo(from, middle).metres / courseTo(middle, to).metres).toBeCloseTo(1, 2);
  expect(greatCirclePoint(from, from, 0.5)).toEqual(from);
});
