import { expect, test } from 'vitest';
import { pathData, pixels, toneOf } from './geometry.js';

const SIZE = { width: 1000, height: 500 };

test('[ANN3] points are parts of the picture, whatever its size on the screen', () => {
  expect(pixels([0, 0, 0.5, 1], SIZE)).toEqual([
    [0, 0],
    [500, 500],
  ]);
  expect(pathData('pen', [0.1, 0.2, 0.3, 0.4], SIZE)).toBe('M100 100 L300 200');
  expect(pathData('pen', [0.1, 0.2], SIZE)).toBe('M100 100 l0.01 0');
  expect(pathData('ellipse', [0.4, 0.4, 0.2, 0.2], SIZE)).toBe('M200 150 a100 50 0 1 0 200 0 a100 50 0 1 0 -200 0');
  expect(pathData('arrow', [0, 0, 1, 0], SIZE)).toMatch(/^M0 0 L1000 0 M[\d.-]+ [\d.-]+ L1000 0 L[\d.-]+ [\d.-]+$/u);
  expect(pathData('text', [0, 0], SIZE)).toBe('');
});

test('[ANN2] a tone stays with its person, and a ninth one begins again', () => {
  const people = Array.from({ length: 9 }, (_, at) => ({ principalId: String(at) }));
  expect(new Set(people.slice(0, 8).map((one) => toneOf(people, one.principalId))).size).toBe(8);
  expect(toneOf(people, '8')).toBe(toneOf(people, '0'));
  expect(toneOf([], 'x')).toBe(toneOf(people, '0'));
});
