import { expect, test } from 'vitest';
import type { ReplayVessel } from '@haigang/shared/features/vessel/replay.model';
import type { TrackPoint } from '@haigang/shared/features/vessel/track.model';
import { linesOf } from './all-trails.js';

const point = (at: number, lon: number, gap = false): TrackPoint => ({
  ...{ at, lat: 29.9, lon, speedKnots: 10, courseDeg: 90, headingDeg: 90, navigationStatus: 'under-way-engine' },
  break: gap ? 'gap' : null,
});
const vessel = (mmsi: string, points: TrackPoint[], simulated = false) => ({ mmsi, simulated, points }) as ReplayVessel;

test('[AIS109] what two answers both hold of a vessel is one line, and real and simulated ones are two', () => {
  const lines = linesOf(
    [
      { vessels: [vessel('412000001', [point(1000, 121, true), point(2000, 121.1)])] },
      {
        vessels: [
          vessel('412000001', [point(2000, 121.1), point(3000, 121.2)]),
          vessel('412000001', [point(2000, 122, true), point(3000, 122.1)], true),
        ],
      },
    ],
    0,
  );
  expect([...lines.keys()]).toEqual(['412000001', '412000001 simulated']);
  expect(lines.get('412000001')?.sailed.map((line) => line.map(({ lon }) => lon))).toEqual([[121, 121.1, 121.2]]);
});

test('[AIS109] a line begins where the time does, and who did not sail in it has none', () => {
  const lines = linesOf(
    [{ vessels: [vessel('1', [point(0, 121, true), point(2000, 121.2)]), vessel('2', [point(0, 121, true)])] }],
    1000,
  );
  expect([...lines.keys()]).toEqual(['1']);
  expect(lines.get('1')?.sailed[0]?.[0]?.lon).toBeCloseTo(121.1);
});
