import { expect, test } from 'vitest';
import { MarkGrid } from './mark-grid.js';

/** Spread over the globe, the same every time. */
function marks(count: number): { lat: number; lon: number }[] {
  let seed = 7;
  const next = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
  return Array.from({ length: count }, (_, at) =>
    at % 2 === 0 ? { lat: 29.5 + next(), lon: 121.5 + next() } : { lat: next() * 170 - 85, lon: next() * 360 - 180 },
  );
}

test('[AIS106] what is around a click is found as if every mark had been asked', () => {
  const all = marks(5000);
  const grid = new MarkGrid(all);
  for (const reach of [0.0005, 0.02, 1, 40]) {
    for (const { lat, lon } of all.filter((_, at) => at % 500 < 2)) {
      const [low, high] = [
        { lat: lat - reach, lon: lon - reach },
        { lat: lat + reach, lon: lon + reach },
      ];
      const inside = all.flatMap((one, at) =>
        one.lat >= low.lat && one.lat <= high.lat && one.lon >= low.lon && one.lon <= high.lon ? [at] : [],
      );
      const found = new Set(grid.within(low, high));
      expect(inside.every((at) => found.has(at))).toBe(true);
      if (reach < 0.001) expect(found.size).toBeLessThan(100);
    }
  }
});
