import { expect, test } from 'vitest';
import type { LineQuality } from './quality.protocol.js';
import { markOfLine, needsStills, qualityMark } from './quality.rules.js';

const LINE: LineQuality = { rung: 'full', kbps: 900, lossPercent: 0, roundTripMs: 40, jitterMs: 5, freezes: 0 };

test('[STAT2] a line is as good as its worse direction, by loss, delay and what the ladder gave up', () => {
  const marks = (changes: readonly Partial<LineQuality>[]) =>
    changes.map((change) => qualityMark({ up: LINE, down: { ...LINE, ...change } }));
  expect(marks([{}, { roundTripMs: null }, { lossPercent: 2 }])).toEqual(['good', 'good', 'good']);
  expect(marks([{ lossPercent: 3 }, { roundTripMs: 400 }, { rung: 'low' }])).toEqual(['fair', 'fair', 'fair']);
  expect(marks([{ lossPercent: 12 }, { roundTripMs: 1200 }, { rung: 'still' }])).toEqual(['poor', 'poor', 'poor']);
  expect(qualityMark({ up: { ...LINE, rung: 'audio' }, down: LINE })).toBe('poor');
});

test('[REACH4] a line that was tried out is judged by what was measured (bug: 60 kbit/s with 30 % loss read “best pictures”)', () => {
  const tried = { rung: 'full', lossPercent: 0, roundTripMs: null } as const;
  expect(markOfLine(tried)).toBe('good');
  expect(markOfLine({ ...tried, lossPercent: 30 })).toBe('poor');
  expect(markOfLine({ ...tried, rung: 'still' })).toBe('poor');
  expect(markOfLine({ ...tried, rung: 'middle' })).toBe('fair');
});

test('[LADDER3] stills go where a moving picture cannot, and not where not even they can', () => {
  expect(needsStills('still', 'full')).toBe(true);
  expect(needsStills('full', 'still')).toBe(true);
  expect(needsStills('full', 'full')).toBe(false);
  expect(needsStills('audio', 'still')).toBe(false);
  expect(needsStills('still', 'audio')).toBe(false);
  expect(needsStills(undefined, undefined)).toBe(false);
});
