import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NavigationStatus } from '@haigang/shared/features/vessel/navigation-status';
import type { TrackPoint } from '@haigang/shared/features/vessel/track.model';
import { degreesOf, FixBatch, fixCount, readFixes, stationOf } from './fix-batch.js';
import { packPoints, unpackPoints } from './track-points.js';
import { HOUR_MS, mergedBlock, readBlock, TrackBlock } from './track-block.js';

const HOUR = 493_000;
const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const point: fc.Arbitrary<TrackPoint> = fc.record({
  at: fc.integer({ min: 0, max: 35_999 }).map((tick) => HOUR * HOUR_MS + tick * 100),
  lat: fc.integer({ min: -54_000_000, max: 54_000_000 }).map((units) => degreesOf(units)),
  lon: fc.integer({ min: -108_000_000, max: 108_000_000 }).map((units) => degreesOf(units)),
  speedKnots: orNull(fc.integer({ min: 0, max: 10_220 }).map((tenths) => tenths / 10)),
  courseDeg: orNull(fc.integer({ min: 0, max: 3599 }).map((tenths) => tenths / 10)),
  headingDeg: orNull(fc.integer({ min: 0, max: 359 })),
  navigationStatus: orNull(fc.constantFrom(...NavigationStatus.options)),
  break: fc.constantFrom(null, 'gap' as const, 'jump' as const),
});
const points = fc
  .uniqueArray(point, { selector: ({ at }) => at, maxLength: 60 })
  .map((some) => some.toSorted((a, b) => a.at - b.at));

function blockOf(some: readonly TrackPoint[]): TrackBlock {
  const block = new TrackBlock(HOUR);
  for (const one of some) block.append(one);
  return block;
}

test('[AIS33] what a block takes it gives back, whatever the points; a block that is cut says so', () => {
  fc.assert(
    fc.property(points, (some) => {
      const block = blockOf(some);
      expect(readBlock(HOUR, block.bytes)).toEqual(some);
      expect(block.count).toBe(some.length);
      if (some.length > 0) expect(() => readBlock(HOUR, block.bytes.subarray(0, -1))).toThrow(RangeError);
    }),
  );
});

test('[AIS33] two blocks of an hour become one in order of time, the first counting where both have an instant', () => {
  fc.assert(
    fc.property(points, points, (first, second) => {
      const times = new Set(first.map(({ at }) => at));
      const wanted = [...first, ...second.filter(({ at }) => !times.has(at))].toSorted((a, b) => a.at - b.at);
      expect(readBlock(HOUR, mergedBlock(HOUR, first, second).bytes)).toEqual(wanted);
    }),
  );
});

test('[AIS33] a batch of fixes is read as it was heard', () => {
  fc.assert(
    fc.property(fc.array(point, { minLength: 1, maxLength: 200 }), (some) => {
      const batch = new FixBatch();
      const heard = some.toSorted((a, b) => a.at - b.at).map(({ break: _, ...fix }) => fix);
      for (const fix of heard) batch.add({ ...fix, mmsi: 999_999_999, simulated: true });
      const bytes = batch.take();
      expect(fixCount(bytes)).toBe(heard.length);
      expect([...readFixes(bytes)]).toEqual(heard.map((fix) => ({ station: stationOf(999_999_999, true), fix })));
      expect(batch.count).toBe(0);
    }),
  );
});

test('[AIS35] points come over from the thread as they were', () => {
  fc.assert(
    fc.property(points, (some) => {
      expect(unpackPoints(packPoints(some))).toEqual(some);
    }),
  );
});
