import { expect, test } from 'vitest';
import { destination } from '../../kernel/geodesy.js';
import { metresInView } from './camera-view.js';

const position = { lat: 29.9345, lon: 121.8866 };
const at = (bearingDeg: number, metres: number) => destination(position, bearingDeg, metres);

test('[AIS84] a camera sees what its sector of view holds any part of', () => {
  const north = { position, bearingDeg: 0, fieldOfViewDeg: null, rangeMetres: null };
  expect(metresInView(north, at(0, 200))).toBeCloseTo(200, -1);
  expect(metresInView(north, at(340, 200))).not.toBeNull();
  expect(metresInView(north, at(24, 300))).not.toBeNull();
  expect(metresInView(north, at(30, 200))).toBeNull();
  expect(metresInView(north, at(180, 50))).toBeNull();
  expect(metresInView(north, at(0, 350))).toBeNull();
  // Her bow or her side reaches into it.
  expect(metresInView(north, at(0, 350), 100)).not.toBeNull();
  expect(metresInView(north, at(40, 200), 120)).not.toBeNull();
  expect(metresInView({ ...north, bearingDeg: 350 }, at(10, 200))).not.toBeNull();
  // It stands on her.
  expect(metresInView(north, at(180, 50), 120)).not.toBeNull();
  expect(metresInView({ ...north, position: null }, position)).toBeNull();
  expect(metresInView({ ...north, bearingDeg: null }, position)).toBeNull();
});

test('[AIS84] a camera whose opening and reach the site told sees with these', () => {
  const far = { position, bearingDeg: 0, fieldOfViewDeg: 10, rangeMetres: 3000 };
  expect(metresInView(far, at(4, 2900))).toBeCloseTo(2900, -2);
  expect(metresInView(far, at(7, 200))).toBeNull();
  expect(metresInView(far, at(0, 3100))).toBeNull();
  expect(metresInView({ ...far, fieldOfViewDeg: 360 }, at(180, 200))).not.toBeNull();
  expect(metresInView({ ...far, fieldOfViewDeg: 360, bearingDeg: null }, at(180, 200))).not.toBeNull();
});
