import { expect, test } from 'vitest';
import { vectorMetres } from '../../kernel/geodesy.js';
import { hullOutline } from './hull-outline.js';

const PLACE = { lat: 29.94, lon: 121.88 };
/** 200 × 30 m, her antenna 160 m from the bow and 10 m from her port side. */
const HULL = { toBowMetres: 160, toSternMetres: 40, toPortMetres: 10, toStarboardMetres: 20 };
const outline = (headingDeg: number): [number, number][] =>
  (hullOutline({ hull: HULL, headingDeg }, PLACE) ?? []).map((corner) => {
    const { east, north } = vectorMetres(PLACE, corner);
    return [Math.round(east), Math.round(north)];
  });

test('[AIS106] a hull stands around its antenna, not around its middle, and turns with its heading', () => {
  expect(outline(0)).toEqual([
    [5, 160],
    [20, 130],
    [20, -40],
    [-10, -40],
    [-10, 130],
    [5, 160],
  ]);
  // Eastward: the bow is east, the starboard side south.
  expect(outline(90)).toEqual([
    [160, -5],
    [130, -20],
    [-40, -20],
    [-40, 10],
    [130, 10],
    [160, -5],
  ]);
});

test('[AIS106] without a heading, a size or a beam there is no hull to draw', () => {
  expect(hullOutline({ hull: HULL, headingDeg: null }, PLACE)).toBeNull();
  expect(hullOutline({ hull: null, headingDeg: 10 }, PLACE)).toBeNull();
  expect(hullOutline({ hull: { ...HULL, toPortMetres: 0, toStarboardMetres: 0 }, headingDeg: 10 }, PLACE)).toBeNull();
});
