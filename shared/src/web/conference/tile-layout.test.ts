import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tileLayout, tilesThatFit, type TileRect } from './tile-layout.js';

const STAGES = {
  wall: { width: 1040, height: 760 },
  desk: { width: 720, height: 480 },
  portrait: { width: 390, height: 620 },
  landscape: { width: 700, height: 300 },
};
const options = fc.record({
  count: fc.integer({ min: 1, max: 16 }),
  width: fc.integer({ min: 300, max: 3840 }),
  height: fc.integer({ min: 200, max: 2160 }),
});
const overlaps = (a: TileRect, b: TileRect): boolean =>
  a.left < b.left + b.width - 0.01 &&
  b.left < a.left + a.width - 0.01 &&
  a.top < b.top + b.height - 0.01 &&
  b.top < a.top + a.height - 0.01;

test('[SCREEN1] 1 to 16 tiles lie inside the stage and never on each other, with and without a focused one', () => {
  fc.assert(
    fc.property(options, fc.option(fc.nat(15)), (stage, focus) => {
      const tiles = tileLayout({ ...stage, focus });
      expect(tiles).toHaveLength(stage.count);
      for (const [at, tile] of tiles.entries()) {
        expect(tile.left).toBeGreaterThanOrEqual(-0.01);
        expect(tile.top).toBeGreaterThanOrEqual(-0.01);
        expect(tile.left + tile.width).toBeLessThanOrEqual(stage.width + 0.01);
        expect(tile.top + tile.height).toBeLessThanOrEqual(stage.height + 0.01);
        expect(tiles.slice(at + 1).some((other) => overlaps(tile, other))).toBe(false);
      }
    }),
  );
});

test('[SCREEN1] tiles of one size use the stage well: no other number of columns makes them larger', () => {
  fc.assert(
    fc.property(options, (stage) => {
      fc.pre(stage.count > 1);
      const [first] = tileLayout({ ...stage, focus: null });
      for (let columns = 1; columns <= stage.count; columns += 1) {
        const rows = Math.ceil(stage.count / columns);
        const width = (stage.width - (columns - 1) * 8) / columns;
        const height = (stage.height - (rows - 1) * 8) / rows;
        expect(Math.min(width, (height * 16) / 9)).toBeLessThanOrEqual((first?.width ?? 0) + 0.6);
      }
    }),
  );
});

test.each(Object.entries(STAGES))(
  '[SCREEN1] on a %s stage the focused tile is the largest by far, in its place',
  (_name, stage) => {
    for (let count = 2; count <= 16; count += 1) {
      const tiles = tileLayout({ ...stage, count, focus: 1 });
      const size = (tile: TileRect | undefined): number => (tile ? tile.width * tile.height : 0);
      for (const [at, tile] of tiles.entries()) if (at !== 1) expect(size(tiles[1])).toBeGreaterThan(size(tile) * 1.9);
      expect(size(tiles[1])).toBeGreaterThan(0.4 * stage.width * stage.height);
    }
  },
);

test('[SCREEN1] on an upright phone the small tile takes what the large picture leaves empty (bug: a picture of 100 × 56 in a stage of 390 × 620)', () => {
  const [large, small] = tileLayout({ ...STAGES.portrait, count: 2, focus: 0 });
  expect(large).toMatchObject({ width: 390 });
  expect(large?.height).toBeGreaterThanOrEqual((390 * 9) / 16);
  expect(small?.width).toBeCloseTo(390 * 0.7, 5);
  const three = tileLayout({ ...STAGES.portrait, count: 3, focus: 0 });
  expect(Math.min(...three.map((tile) => tile.width))).toBeGreaterThan(180);
});

test('[SCREEN1] a stage without a size, or without anybody, has no tiles', () => {
  expect(tileLayout({ count: 0, width: 100, height: 100, focus: null })).toEqual([]);
  expect(tileLayout({ count: 3, width: 0, height: 100, focus: null })).toEqual([]);
});

test('[SCREEN1] no name is without room: what would be too narrow gives place to a word about how many more there are', () => {
  fc.assert(
    fc.property(options, fc.boolean(), (stage, focused) => {
      const fit = tilesThatFit({ ...stage, focused });
      expect(fit).toBeLessThanOrEqual(stage.count);
      const narrowest = (count: number): number =>
        Math.min(...tileLayout({ ...stage, count, focus: focused ? 0 : null }).map((tile) => tile.width));
      if (fit > 2) expect(narrowest(fit)).toBeGreaterThanOrEqual(112);
      if (fit < stage.count) expect(narrowest(fit + 1)).toBeLessThan(112);
    }),
  );
  for (const stage of [STAGES.wall, STAGES.desk]) expect(tilesThatFit({ ...stage, count: 16, focused: true })).toBe(16);
  expect(tilesThatFit({ ...STAGES.portrait, count: 15, focused: true })).toBeGreaterThanOrEqual(7);
});
