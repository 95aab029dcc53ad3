import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS, settingRange, type SettingsReader } from '../../kernel/settings.js';
import { isLost, lostAfterMs, lostLimits } from './vessel.rules.js';
import {
  forgetMinutes,
  lostFast,
  lostMedium,
  lostSlow,
  lostStation,
  lostStill,
  vesselSettings,
} from './vessel.settings.js';

const ship = { kind: 'ship', transponder: 'A', navigationStatus: null, speedKnots: 9 } as const;
const seconds = (vessel: Parameters<typeof lostAfterMs>[0]): number =>
  lostAfterMs(vessel, lostLimits(DEFAULT_SETTINGS)) / 1000;

test('[AIS16] what reports often is lost soon: class A by speed and by lying still', () => {
  const moored = { ...ship, navigationStatus: 'moored' as const };
  expect(seconds({ ...moored, speedKnots: 0.1 })).toBe(1080);
  expect(seconds({ ...moored, speedKnots: 3 })).toBe(1080);
  // Whoever drifts from the quay, or lies there and says he is under way, reports every ten seconds.
  expect(seconds({ ...moored, speedKnots: 3.1 })).toBe(60);
  expect(seconds({ ...ship, speedKnots: 0 })).toBe(60);
  expect(seconds({ ...ship, speedKnots: null })).toBe(60);
  expect(seconds({ ...ship, speedKnots: 14 })).toBe(60);
  expect(seconds({ ...ship, speedKnots: 14.1 })).toBe(36);
  expect(seconds({ ...ship, speedKnots: 23 })).toBe(36);
  expect(seconds({ ...ship, speedKnots: 23.1 })).toBe(30);
});

test('[AIS16] class B, aids, beacons, base stations and aircraft have limits of their own', () => {
  expect(seconds({ ...ship, transponder: 'B-CS', speedKnots: 2 })).toBe(1080);
  expect(seconds({ ...ship, transponder: 'B-CS', speedKnots: 30 })).toBe(180);
  expect(seconds({ ...ship, transponder: 'B-SO', speedKnots: 9 })).toBe(180);
  expect(seconds({ ...ship, transponder: 'B-SO', speedKnots: 20 })).toBe(90);
  expect(seconds({ ...ship, transponder: 'B-SO', speedKnots: 25 })).toBe(30);
  // Heard by satellite alone, or not yet known: as patient as can be.
  expect(seconds({ ...ship, transponder: null })).toBe(1080);
  const station = { ...ship, transponder: null, speedKnots: null };
  for (const kind of ['aid-to-navigation', 'sart', 'man-overboard', 'epirb'] as const) {
    expect(seconds({ ...station, kind }), kind).toBe(1080);
  }
  for (const kind of ['coast-station', 'sar-aircraft'] as const) expect(seconds({ ...station, kind }), kind).toBe(60);
});

test('[AIS16] a moored ship that is silent for three minutes is not lost, and the age is that of its position', () => {
  const moored = { ...ship, navigationStatus: 'moored' as const, speedKnots: 0 };
  expect(isLost({ ...moored, positionAt: 0, lastReportAt: 0 }, 200_000)).toBe(false);
  expect(isLost({ ...moored, positionAt: 0, lastReportAt: 1_000_000 }, 1_080_001)).toBe(true);
  expect(isLost({ ...moored, positionAt: null, lastReportAt: 1_000_000 }, 1_080_001)).toBe(false);
});

test("[AIS16] the site's limits count, not those a page was built with", () => {
  const patient: SettingsReader = {
    get: (definition) => (definition.key === lostSlow.key ? definition.schema.parse(120) : definition.default),
  };
  const silent = { ...ship, positionAt: 0, lastReportAt: 0 };
  expect(isLost(silent, 90_000, lostLimits(DEFAULT_SETTINGS))).toBe(true);
  expect(isLost(silent, 90_000, lostLimits(patient))).toBe(false);
});

test('[AIS16] whatever is set, a vessel is lost before it is forgotten', () => {
  const forgotten = settingRange(forgetMinutes).min ?? 0;
  for (const limit of vesselSettings.filter(({ unit }) => unit === 'seconds')) {
    expect(settingRange(limit).max, limit.key).toBeLessThanOrEqual(forgotten * 60);
  }
  for (const [sooner, later] of [
    [lostFast, lostMedium],
    [lostMedium, lostSlow],
    [lostSlow, lostStill],
    [lostStation, lostStill],
  ] as const) {
    expect(sooner.default, sooner.key).toBeLessThanOrEqual(later.default);
  }
});
