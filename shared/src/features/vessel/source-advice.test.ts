import { expect, test } from 'vitest';
import { isSourceWell, sourceAdvice } from './source-advice.js';
import { VesselSourceHealth } from './vessel.model.js';

const LIVE: VesselSourceHealth = VesselSourceHealth.parse({
  ...{ id: 'tcp://10.1.2.3:10110', kind: 'tcp', state: 'live', fault: null, lastSentenceAt: 1, simulated: false },
  ...{ sentencesPerSecond: 12, badShare: 0.01, sentences: 90, badChecksum: 1, malformed: 0, droppedFragments: 0 },
  ...{ refusedPeers: 0, lastRefused: null, first: 80, also: 10 },
});

test('[AIS47] each state of a source says what to do, and a source that does its work says nothing', () => {
  expect(sourceAdvice(LIVE)).toBeNull();
  expect(isSourceWell(LIVE)).toBe(true);
  const said = (change: Partial<VesselSourceHealth>): unknown => sourceAdvice({ ...LIVE, ...change });
  expect(said({ state: 'silent' })).toBe('silent');
  expect(said({ state: 'silent', badShare: 0.9 })).toBe('bad-line');
  expect(said({ badShare: 0.05 })).toBe('bad-line');
  expect(said({ state: 'disconnected', fault: 'refused' })).toBe('refused');
  expect(said({ state: 'disconnected', fault: 'no-peer', refusedPeers: 1 })).toBe('refused-peer');
  // One that is heard may be knocked at by anybody.
  expect(said({ refusedPeers: 1000 })).toBeNull();
  expect(said({ state: 'ended' })).toBe('ended');
  expect(said({ state: 'ended', fault: 'no-sentences' })).toBe('no-sentences');
  expect(isSourceWell({ ...LIVE, state: 'ended', fault: 'unreadable' })).toBe(false);
});
