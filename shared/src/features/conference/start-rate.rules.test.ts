import { expect, test } from 'vitest';
import { learntKbps, networkKind, startRates, type LastLine } from './start-rate.rules.js';

const LIMITS = { kbps: { fast: 2000, mobile: 700, slow: 190 }, memoryMs: 3_600_000 };
const NOW = 10_000_000;
const rates = (hint: Parameters<typeof startRates>[0], last: LastLine | null = null) =>
  startRates(hint, last, LIMITS, NOW);
const both = (kbps: number) => ({ upKbps: kbps, downKbps: kbps });

test('[MEDIA13] the kind of network decides where a line begins; a browser that says nothing is on a fast one', () => {
  expect(networkKind({})).toBe('fast');
  expect(networkKind({ type: 'wifi', effectiveType: '3g' })).toBe('slow');
  expect(rates({})).toEqual(both(2000));
  expect(rates({ type: 'ethernet', effectiveType: '4g', downlinkMbps: 10 })).toEqual(both(2000));
  expect(rates({ type: 'cellular', effectiveType: '4g', downlinkMbps: 10 })).toEqual(both(700));
  expect(rates({ effectiveType: '2g' })).toEqual(both(190));
});

test('[MEDIA13] a mobile line never begins above what its browser expects of it, nor below the lowest layer', () => {
  expect(rates({ type: 'cellular', effectiveType: '4g', downlinkMbps: 0.5 })).toEqual({ upKbps: 700, downKbps: 400 });
  expect(rates({ effectiveType: '3g', downlinkMbps: 0.05 })).toEqual(both(190));
  // The estimate of a fast line is capped and rounded by browsers, and says nothing.
  expect(rates({ effectiveType: '4g', downlinkMbps: 1.45 })).toEqual(both(2000));
});

test('[MEDIA13] the last call on such a network is believed for a while, a little below and within the limits', () => {
  const last: LastLine = { kind: 'mobile', upKbps: 1000, downKbps: 90_000, at: NOW - 1000 };
  const mobile = { type: 'cellular', effectiveType: '4g' };
  expect(rates(mobile, last)).toEqual({ upKbps: 800, downKbps: 2000 });
  expect(rates(mobile, { ...last, upKbps: 60, downKbps: null })).toEqual({ upKbps: 190, downKbps: 700 });
  expect(rates(mobile, { ...last, at: NOW - 3_600_000 })).toEqual(both(700));
  expect(rates(mobile, { ...last, at: NOW + 5000 })).toEqual(both(700));
  expect(rates({ type: 'wifi', effectiveType: '4g' }, last)).toEqual(both(2000));
});

test('[MEDIA13] a line teaches only while something flows or was reduced, and not in its first seconds', () => {
  const sample = { kbps: 900, availableKbps: 1500, isReduced: false };
  expect(learntKbps(sample, 9000)).toBeNull();
  expect(learntKbps(sample, 10_000)).toBe(1500);
  expect(learntKbps({ ...sample, kbps: 40 }, 60_000)).toBeNull();
  expect(learntKbps({ kbps: 40, availableKbps: 120, isReduced: true }, 60_000)).toBe(120);
  expect(learntKbps({ ...sample, availableKbps: null }, 60_000)).toBeNull();
});
