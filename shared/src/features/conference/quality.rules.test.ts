import { expect, test } from 'vitest';
import type { LineQuality } from './quality.protocol.js';
import { needsStills, qualityMark } from './quality.rules.js';

const LINE: LineQuality = { rung: 'full', kbps: 900, lossPercent: 0, roundTripMs: 40, jitterMs: 5, freezes: 0 };

test('[STAT2] a line is as good as its worse direction, by loss, delay and what the ladder gave up', () => {
  const marks = (changes: readonly Partial<LineQuality>[]) =>
    changes.map((change) => qualityMark({ up: LINE, down: { ...LINE, ...change } }));
  expect(marks([{}, { roundTripMs: null }, { lossPercent: 2 }])).toEqual(['good', 'good', 'good']);
  expect(marks([{ lossPercent: 3 }, { roundTripMs: 400 }, { rung: 'low' }])).toEqual(['fair', 'fair', 'fair']);
  expect(marks([{ lossPercent: 12 }, { roundTripMs: 1200 }, { rung: 'still' }])).toEqual(['poor', 'poor', 'poor']);
  expect(qualityMark({ up: { ...LINE, rung: 'audio' }, down: LINE })).toBe('poor');
});

test('[LADDER3] stills go where a moving picture cannot, and not where not even they can', () => {
  expect(needsStills('still', 'full')).toBe(true);
  expect(needsStills('full', 'still')).toBe(true);
  expect(needsStills('full', 'full')).toBe(false);
  expect(needsStills('audio', 'still')).toBe(false);
  expect(needsStills('still', 'audio')).toBe(false);
  expect(needsStills(undefined, undefined)).toBe(false);
});
