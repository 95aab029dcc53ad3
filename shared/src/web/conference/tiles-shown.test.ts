import { expect, test } from 'vitest';
import { tilesShown } from './tiles-shown.js';

const WALL = { width: 1900, height: 900, gap: 8 };
const camera = (key: string): { key: string; stays?: boolean } => ({ key });
const cameras = (count: number): { key: string; stays?: boolean }[] =>
  Array.from({ length: count }, (_, at) => camera(`camera ${at}`));
const keys = (items: readonly { key: string }[]): string[] => items.map(({ key }) => key);

test('[SCREEN1] where all have room all are shown, in their order', () => {
  expect(tilesShown(cameras(16), null, WALL)).toEqual({ shown: cameras(16), more: 0 });
  expect(tilesShown([], null, WALL)).toEqual({ shown: [], more: 0 });
});

test('[SCREEN1] a screen that is shared last into a full room, and one’s own picture, are on the stage (bug: both vanished, uncounted)', () => {
  const room = [...cameras(16), { key: 'screen', stays: true }, { key: 'self', stays: true }];
  for (const focus of ['screen', 'camera 3', null]) {
    const { shown, more } = tilesShown(room, focus, WALL);
    expect(keys(shown)).toEqual([...keys(cameras(13)), 'screen', 'self']);
    expect(more).toBe(3);
  }
});

test('[SCREEN1] the large picture is shown whatever its place in the order, on a stage for few and before it is measured', () => {
  const phone = tilesShown(cameras(16), 'camera 15', { width: 390, height: 500, gap: 8 });
  expect(keys(phone.shown)).toContain('camera 15');
  expect(phone.shown.length + phone.more).toBe(16);
  const unmeasured = tilesShown(cameras(20), 'camera 19', { width: 0, height: 0, gap: 8 });
  expect(keys(unmeasured.shown)).toEqual([...keys(cameras(14)), 'camera 19']);
  expect(unmeasured.more).toBe(5);
});
