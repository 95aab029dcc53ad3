import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boxOfView, ChartBox, coversView, GLOBE, isInBox } from './chart-box.js';

test('[AIS92] [AIS104] what is asked for holds the whole view and a margin, on a grid, around the date line too; all the globe is null', () => {
  const view = fc.record({
    ...{ south: fc.double({ min: -85, max: 84, noNaN: true }), high: fc.double({ min: 0.01, max: 1, noNaN: true }) },
    ...{ west: fc.double({ min: -400, max: 400, noNaN: true }), wide: fc.double({ min: 0.01, max: 300, noNaN: true }) },
    ...{ at: fc.double({ min: 0, max: 1, noNaN: true }), up: fc.double({ min: 0, max: 1, noNaN: true }) },
  });
  fc.assert(
    fc.property(view, ({ south, high, west, wide, at, up }) => {
      const box = boxOfView({ south, north: south + high, west, east: west + wide });
      const lon = ((((west + at * wide + 180) % 360) + 360) % 360) - 180;
      if (box === null) {
        expect(wide).toBeGreaterThan(200);
        return;
      }
      expect(ChartBox.safeParse(box).success).toBe(true);
      expect(isInBox(box, { lat: south + up * high, lon })).toBe(true);
      const asked = { south, north: south + high, west, east: west + wide };
      expect(coversView(box, asked)).toBe(true);
      expect(coversView(GLOBE, asked)).toBe(true);
      expect(coversView(box, { ...asked, east: asked.east + wide + 1 })).toBe(false);
      expect(coversView(box, { ...asked, north: asked.north + 2 })).toBe(false);
    }),
  );
  expect(boxOfView({ south: -60, north: 60, west: -300, east: 300 })).toBeNull();
});

test('[AIS92] views nearly alike ask for the same, so that they share frames', () => {
  const view = { south: 29.868, north: 30.005, west: 121.742, east: 122.075 };
  const box = boxOfView(view);
  expect(box).toEqual({ south: 29.8, north: 30.05, west: 121.65, east: 122.2 });
  expect(boxOfView({ ...view, west: 121.745 })).toEqual(box);
});

test.each([
  ['south of its north', { south: 30, north: 29, west: 121, east: 122 }],
  ['beyond the pole', { south: 29, north: 91, west: 121, east: 122 }],
  ['beyond the globe', { south: 29, north: 30, west: 121, east: 1e9 }],
  ['no number', { south: 29, north: 30, west: Number.NaN, east: 122 }],
  ['without an end', { south: -Infinity, north: 30, west: 121, east: 122 }],
  ['text', { south: '29', north: 30, west: 121, east: 122 }],
  ['a side missing', { south: 29, north: 30, west: 121 }],
])('[AIS95] a box %s is refused', (_, box) => {
  expect(ChartBox.safeParse(box).success).toBe(false);
});
