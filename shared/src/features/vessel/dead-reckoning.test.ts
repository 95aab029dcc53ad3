import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../kernel/settings.js';
import { distanceMetres } from '../../kernel/geodesy.js';
import { placeNow } from './dead-reckoning.js';
import { lostLimits } from './vessel.rules.js';

const LIMITS = lostLimits(DEFAULT_SETTINGS);
const AT = 1_000_000;
/** Class A at 10 kn: a report every 10 s, lost after 60 s. */
const SAILING = {
  kind: 'ship',
  transponder: 'A',
  navigationStatus: 'under-way-engine',
  position: { lat: 30, lon: 121.9 },
  speedKnots: 10,
  courseDeg: 90,
  positionAt: AT,
  lastReportAt: AT,
} as const;
const after = (seconds: number, vessel: Parameters<typeof placeNow>[0] = SAILING) => {
  const { place, predicted } = placeNow(vessel, AT + seconds * 1000, LIMITS);
  return {
    metres: Math.round(distanceMetres(vessel.position, place)),
    predicted,
    east: place.lon > vessel.position.lon,
  };
};

test('[AIS105] moved on along her course, marked from one overdue report on, for three reports at most', () => {
  expect(after(0)).toEqual({ metres: 0, predicted: false, east: false });
  expect(after(9)).toEqual({ metres: 46, predicted: false, east: true });
  expect(after(20)).toEqual({ metres: 103, predicted: true, east: true });
  expect(after(30).metres).toBe(154);
  expect(after(59)).toEqual({ metres: 154, predicted: true, east: true });
});

test('[AIS105] lost she stands where she said, and so does what lies, drifts, stands, says no course or is from the future', () => {
  expect(after(61).metres).toBe(0);
  expect(after(-5).metres).toBe(0);
  for (const changed of [
    { speedKnots: 0.4 },
    { speedKnots: null },
    { courseDeg: null },
    { navigationStatus: 'moored', speedKnots: 1 },
    { kind: 'aid-to-navigation' },
    { kind: 'man-overboard' },
  ] as const) {
    expect(after(20, { ...SAILING, ...changed }), JSON.stringify(changed)).toMatchObject({
      metres: 0,
      predicted: false,
    });
  }
});
