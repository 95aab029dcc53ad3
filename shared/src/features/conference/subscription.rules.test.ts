import { expect, test } from 'vitest';
import { layerCap, layerForWidth, LESS_AFTER_MS, nextWish, wishPriority, type KeptWish } from './subscription.rules.js';

const BIG = { cap: 2, now: 0 };
const shown = (widthPx: number) => ({ widthPx, visible: true });
const hidden = { widthPx: 1280, visible: false };

test('[MEDIA2] a tile pulls the layer that fills it, capped by the device', () => {
  expect([100, 320, 399, 401, 640, 799, 801, 1280, 3840].map((width) => layerForWidth(width, null, 2))).toEqual([
    0, 0, 0, 1, 1, 1, 2, 2, 2,
  ]);
  expect(layerForWidth(3840, null, 1)).toBe(1);
  expect(layerCap({ coarsePointer: true, shortSidePx: 390 })).toBe(1);
  expect(layerCap({ coarsePointer: true, shortSidePx: 800 })).toBe(2);
  expect(layerCap({ coarsePointer: false, shortSidePx: 390 })).toBe(2);
});

test('[MEDIA2] a width that moves about a limit does not switch layers each time', () => {
  const layers: number[] = [];
  let current = layerForWidth(380, null, 2);
  for (const width of [410, 380, 350, 410, 330]) layers.push((current = layerForWidth(width, current, 2)));
  expect(layers).toEqual([1, 1, 1, 1, 1]);
  expect(layerForWidth(310, 1, 2)).toBe(0);
});

test('[MEDIA1] more is wanted at once, less and hidden only after a while, and a glance aside changes nothing', () => {
  let kept: KeptWish = nextWish(null, shown(300), BIG);
  expect(kept.wish).toEqual({ paused: false, spatialLayer: 0 });
  kept = nextWish(kept, shown(1280), BIG);
  expect(kept.wish).toEqual({ paused: false, spatialLayer: 2 });
  kept = nextWish(kept, hidden, { cap: 2, now: 1000 });
  expect(kept).toEqual({ wish: { paused: false, spatialLayer: 2 }, lessSince: 1000 });
  kept = nextWish(kept, shown(1280), { cap: 2, now: 2000 });
  expect(kept.lessSince).toBeNull();
  kept = nextWish(kept, hidden, { cap: 2, now: 3000 });
  kept = nextWish(kept, hidden, { cap: 2, now: 3000 + LESS_AFTER_MS });
  expect(kept.wish.paused).toBe(true);
  expect(nextWish(kept, shown(300), { cap: 2, now: 9000 }).wish).toEqual({ paused: false, spatialLayer: 0 });
});

test('[MEDIA1] a picture no tile shows is paused', () => {
  expect(nextWish(null, null, BIG).wish.paused).toBe(true);
  expect(nextWish(null, shown(0), BIG).wish.paused).toBe(true);
});

test('[MEDIA3] the larger picture goes first, a shown screen before every camera', () => {
  const order = [0, 1, 2].map((spatialLayer) => wishPriority({ paused: false, spatialLayer }, 'camera'));
  expect(order).toEqual(order.toSorted((a, b) => a - b));
  expect(wishPriority({ paused: false, spatialLayer: 0 }, 'screen')).toBeGreaterThan(order[2]!);
});
