import { expect, test } from 'vitest';
import { middleOfEdge, withCorner, withoutCorner } from './port-ring-edit.js';

const [A, B, C, D] = [
  { lat: 0, lon: 0 },
  { lat: 0, lon: 2 },
  { lat: 2, lon: 2 },
  { lat: 2, lon: 0 },
];
const SQUARE = [A, B, C, D];

test('[AIS114] a new corner stands on its edge, also on the one that closes the ring', () => {
  expect(withCorner(SQUARE, 0, middleOfEdge(SQUARE, 0))).toEqual([A, { lat: 0, lon: 1 }, B, C, D]);
  expect(withCorner(SQUARE, 3, middleOfEdge(SQUARE, 3))).toEqual([A, B, C, D, { lat: 1, lon: 0 }]);
});

test('[AIS114] a ring keeps three corners, and has five hundred at most', () => {
  expect(withoutCorner(SQUARE, 1)).toEqual([A, C, D]);
  expect(withoutCorner([A, B, C], 1)).toBeNull();
  const full = Array.from({ length: 500 }, (_, at) => ({ lat: 0, lon: at / 1000 }));
  expect(withCorner(full, 7, A)).toBeNull();
});
