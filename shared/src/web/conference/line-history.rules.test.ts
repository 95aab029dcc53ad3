import { expect, test } from 'vitest';
import type { SeatQuality } from '../../features/conference/conference.protocol.js';
import { HISTORY_MS, sparkline, withMeasure, type LinePoint } from './line-history.rules.js';

const LINE = { rung: 'full', kbps: 900, lossPercent: 0, roundTripMs: 40, jitterMs: 5, freezes: 0 } as const;
const measure = (): SeatQuality => ({ up: { ...LINE }, down: { ...LINE } });

test('[STAT4] two minutes of measures are kept, each once', () => {
  let points: readonly LinePoint[] = [];
  const told = measure();
  points = withMeasure(points, told, 0);
  expect(withMeasure(points, told, 2000)).toBe(points);
  for (let at = 2000; at <= 2 * HISTORY_MS; at += 2000) points = withMeasure(points, measure(), at);
  expect(points).toHaveLength(HISTORY_MS / 2000);
  expect(points.at(-1)!.at).toBe(2 * HISTORY_MS);
});

test('[STAT4] a curve ends at the right edge now, scales to its largest value and needs two points', () => {
  const box = { width: 100, height: 10, least: 5, now: HISTORY_MS };
  expect(sparkline([{ at: 0, value: 3 }], box)).toBe('');
  const values = [
    { at: HISTORY_MS / 2, value: 50 },
    { at: HISTORY_MS, value: 100 },
  ];
  expect(sparkline(values, box)).toBe('50.0,5.0 100.0,0.0');
  const quiet = values.map(({ at }) => ({ at, value: 0 }));
  expect(sparkline(quiet, box)).toBe('50.0,10.0 100.0,10.0');
});
