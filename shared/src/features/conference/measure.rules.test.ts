import { expect, test } from 'vitest';
import { measureDownlink, measureUplink } from './measure.rules.js';

const PAIR = [
  { type: 'transport', selectedCandidatePairId: 'p' },
  { type: 'candidate-pair', id: 'old', currentRoundTripTime: 9 },
  { type: 'candidate-pair', id: 'p', currentRoundTripTime: 0.05, availableOutgoingBitrate: 480_000 },
];

test('[STAT1] the up-link: rate since the sample before, the receiver’s own words on loss, the estimate', () => {
  const rows = (bytesSent: number) => [
    ...PAIR,
    { type: 'outbound-rtp', kind: 'video', bytesSent },
    { type: 'outbound-rtp', kind: 'audio', bytesSent: 1000 },
    { type: 'remote-inbound-rtp', kind: 'video', fractionLost: 0.5, jitter: 0.1 },
    { type: 'remote-inbound-rtp', kind: 'audio', fractionLost: 0.02, jitter: 0.005, roundTripTime: 0.08 },
  ];
  const first = measureUplink(rows(50_000), null, 1000);
  expect(first.measure.kbps).toBe(0);
  expect(measureUplink(rows(175_000), first.counters, 3000).measure).toEqual({
    ...{ kbps: 500, lossPercent: 2, roundTripMs: 80, jitterMs: 5, freezes: 0, availableKbps: 480 },
  });
});

test('[STAT1] the down-link: loss of voices since the sample before, standstills, and nothing from nothing', () => {
  const rows = (received: number, lost: number) => [
    ...PAIR,
    {
      type: 'inbound-rtp',
      kind: 'audio',
      packetsReceived: received,
      packetsLost: lost,
      jitter: 0.01,
      bytesReceived: 0,
    },
    { type: 'inbound-rtp', kind: 'video', packetsLost: 999, freezeCount: 2, bytesReceived: 0 },
  ];
  const first = measureDownlink(rows(100, 50), null, 0);
  expect(first.measure.lossPercent).toBe(0);
  const second = measureDownlink(rows(190, 60), first.counters, 2000).measure;
  expect(second).toMatchObject({ lossPercent: 10, jitterMs: 10, freezes: 2, roundTripMs: 50, availableKbps: null });
  // Receivers that ended take their counters with them.
  expect(measureDownlink([], first.counters, 2000).measure).toMatchObject({
    kbps: 0,
    lossPercent: 0,
    roundTripMs: null,
  });
});
