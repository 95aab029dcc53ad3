import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS, settingRange, type SettingsReader } from '../../kernel/settings.js';
import { isStale, staleLimits } from './vessel.rules.js';
import { forgetMinutes, staleMovingMinutes, staleStillMinutes } from './vessel.settings.js';

const MINUTE_MS = 60_000;
const moving = { positionAt: 0, lastReportAt: 0, navigationStatus: null, speedKnots: 9 };

test("[AIS16] the site's limits count, not those a page was built with", () => {
  const quick: SettingsReader = {
    get: (definition) => (definition.key === staleMovingMinutes.key ? definition.schema.parse(1) : definition.default),
  };
  expect(isStale(moving, 2 * MINUTE_MS, staleLimits(DEFAULT_SETTINGS))).toBe(false);
  expect(isStale(moving, 2 * MINUTE_MS, staleLimits(quick))).toBe(true);
});

test('[AIS16] whatever is set, a vessel grows stale before it is forgotten', () => {
  const { max } = settingRange(staleStillMinutes);
  expect(settingRange(staleMovingMinutes).max).toBeLessThanOrEqual(max ?? 0);
  expect(max).toBeLessThanOrEqual(settingRange(forgetMinutes).min ?? 0);
});
