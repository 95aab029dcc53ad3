import { expect, test } from 'vitest';
import { offset, type LatLon } from '@haigang/shared/kernel/geodesy';
import { cornerAdded, cornerTakenBack, NEW_ZONE, refusalToClose, type ZoneDrawing } from './port-drawing.js';

const at = (east: number, north: number): LatLon => offset({ lat: 29.9, lon: 121.9 }, east, north);
const drawn = (...corners: readonly LatLon[]): ZoneDrawing => corners.reduce(cornerAdded, NEW_ZONE);

test('[AIS114] a zone is drawn corner by corner, the last one can be taken back, and from three on it may be closed', () => {
  const two = drawn(at(0, 0), at(100, 0));
  expect(refusalToClose(two)).toEqual({ why: 'few' });
  const three = cornerAdded(two, at(100, 100));
  expect(three).toEqual({ kind: 'zone', corners: [at(0, 0), at(100, 0), at(100, 100)], refused: null });
  expect(refusalToClose(three)).toBeNull();
  expect(cornerTakenBack(three)).toEqual(two);
  expect(cornerTakenBack(NEW_ZONE)).toEqual(NEW_ZONE);
});

test('[AIS116] a corner whose edge would cross an earlier one is not taken, and the reason goes with the next that is', () => {
  const three = drawn(at(0, 0), at(100, 100), at(100, 0));
  const refused = cornerAdded(three, at(0, 100));
  expect(refused).toEqual({ ...three, refused: { why: 'crosses', crossing: [0, 2], count: 4 } });
  expect(cornerAdded(refused, at(60, 20)).refused).toBeNull();
  expect(cornerTakenBack(refused).refused).toBeNull();
});

test('[AIS116] a zone whose last edge would cross an earlier one is not closed', () => {
  const hook = drawn(at(0, 0), at(100, 0), at(100, 100), at(50, 100), at(50, -50));
  expect(hook.refused).toEqual({ why: 'crosses', crossing: [0, 3], count: 5 });
  const spiral = drawn(
    at(50, 50),
    at(50, 0),
    at(100, 0),
    at(100, 100),
    at(0, 100),
    at(0, 0),
    at(40, -20),
    at(110, -20),
  );
  expect(spiral.refused).toBeNull();
  expect(refusalToClose(spiral)).toEqual({ why: 'crosses', crossing: [1, 7], count: 8 });
});

test('[AIS114] a zone has five hundred corners at most', () => {
  const full = drawn(...Array.from({ length: 500 }, (_, step) => at(step, step % 2)));
  expect(full.corners).toHaveLength(500);
  expect(cornerAdded(full, at(600, 0)).refused).toEqual({ why: 'many' });
});
