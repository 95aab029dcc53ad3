import { expect, test } from 'vitest';
import { activeBeacons, distressOf } from './distress.rules.js';
import type { Vessel } from './vessel.model.js';

const station = (mmsi: string, kind: Vessel['kind'], navigationStatus: Vessel['navigationStatus'], firstHeardAt = 0) =>
  ({ mmsi, kind, navigationStatus, firstHeardAt }) as Vessel;

test('[AIS25] a beacon is in distress only when it says so; a ship that says it is no beacon', () => {
  for (const kind of ['sart', 'man-overboard', 'epirb'] as const) {
    expect(distressOf(station('970000001', kind, 'distress-beacon'))).toBe('active');
    expect(distressOf(station('970000001', kind, null))).toBe('test');
    expect(distressOf(station('970000001', kind, 'under-way-engine'))).toBe('test');
  }
  expect(distressOf(station('412000001', 'ship', 'distress-beacon'))).toBeNull();
});

test('[AIS25] of several in distress the one heard first comes first, those under test not at all', () => {
  const all = [
    station('972000002', 'man-overboard', 'distress-beacon', 20),
    station('970000001', 'sart', 'distress-beacon', 10),
    station('974000003', 'epirb', null, 5),
    station('412000001', 'ship', 'moored', 1),
  ];
  expect(activeBeacons(all).map(({ mmsi }) => mmsi)).toEqual(['970000001', '972000002']);
});
