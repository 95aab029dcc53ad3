import { expect, test } from 'vitest';
import { vectorMetres } from '@haigang/shared/kernel/geodesy';
import { stepped, zoomOf } from './port-plan-keys.js';

const PLACE = { lat: 29.9, lon: 121.9 };
const key = (name: string, held: object = {}) => ({
  ...{ key: name, shiftKey: false, ctrlKey: false, altKey: false, metaKey: false },
  ...held,
});

test('[AIS114] an arrow key moves by 10 m, with Shift by 100 m, with another key held not', () => {
  const way = (event: Parameters<typeof stepped>[1]): number[] => {
    const to = stepped(PLACE, event);
    return to ? Object.values(vectorMetres(PLACE, to)).map(Math.round) : [];
  };
  expect(way(key('ArrowRight'))).toEqual([10, 0]);
  expect(way(key('ArrowDown', { shiftKey: true }))).toEqual([0, -100]);
  expect(way(key('ArrowLeft', { altKey: true }))).toEqual([]);
  expect(way(key('a'))).toEqual([]);
});

test('[AIS114] plus looks closer and minus farther, unless the browser is meant', () => {
  expect([zoomOf(key('+')), zoomOf(key('-')), zoomOf(key('+', { ctrlKey: true })), zoomOf(key('0'))]).toEqual([
    2,
    0.5,
    null,
    null,
  ]);
});
