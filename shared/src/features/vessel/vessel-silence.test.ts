import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../kernel/settings.js';
import { SAMPLE_PORT } from './sample-port.js';
import { sighting } from './vessel-rule-testing.js';
import { silenceOf } from './vessel-silence.js';
import { lostLimits } from './vessel.rules.js';

const HOUR_MS = 3_600_000;
const MIDDLE = { lat: 29.95, lon: 122 };
const EAST_EDGE = { lat: 29.95, lon: 122.59 };
const said = (over: Partial<Parameters<typeof sighting>[1]>, now = HOUR_MS) =>
  silenceOf(sighting(413_999_001, { position: MIDDLE, ...over }), now, {
    ...{ limits: lostLimits(DEFAULT_SETTINGS), site: SAMPLE_PORT, edgeMs: 600_000 },
  });

test('[AIS103] who was on the way out when she was heard last is out of range, who was not is lost', () => {
  const out = { speedKnots: 12, courseDeg: 90 };
  expect(said({ ...out }, 0)).toBe('heard');
  expect(said({ ...out })).toBe('lost');
  expect(said({ ...out, position: EAST_EDGE })).toBe('out-of-range');
  expect(said({ ...out, courseDeg: 270, position: EAST_EDGE })).toBe('lost');
  expect(said({ position: { lat: 29.95, lon: 122.7 } })).toBe('out-of-range');
});

test('[AIS103] whose course nobody told, who lay, and what is no ship is lost', () => {
  expect(said({ position: EAST_EDGE })).toBe('lost');
  const lay = { position: EAST_EDGE, navigationStatus: 'at-anchor', speedKnots: 2, courseDeg: 90 } as const;
  expect(said(lay)).toBe('lost');
  expect(said({ kind: 'aid-to-navigation', position: { lat: 29.95, lon: 122.7 } })).toBe('lost');
});
