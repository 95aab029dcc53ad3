import { expect, test } from 'vitest';
import { shownLines } from './shown-lines.js';

const line = { rung: 'full', kbps: 900, lossPercent: 1, roundTripMs: 40, jitterMs: 5, freezes: 2 } as const;
const measuredAt = (at: number) => ({ at, quality: { up: line, down: line } });
const server = { kbps: 80, lossPercent: 20, roundTripMs: null, jitterMs: 9, score: 3 };
const seenAt = (at: number) => ({ at, seen: { up: server, down: server } });

test('[STAT4] a page that tells is believed, also when the server saw it later', () => {
  const shown = shownLines(measuredAt(1000), seenAt(5000), 6000);
  expect(shown).toMatchObject({ source: 'page', ageMs: 5000, stale: false });
  expect(shown?.up).toMatchObject({ kbps: 900, freezes: null });
  expect(shown?.down.freezes).toBe(2);
});

test('[STAT5] where a page tells nothing the server’s view stands, with what it cannot tell left open', () => {
  for (const measured of [undefined, measuredAt(1000)]) {
    const shown = shownLines(measured, seenAt(10_000), 12_000);
    expect(shown).toMatchObject({ source: 'server', ageMs: 2000, stale: false });
    expect(shown?.up).toEqual({ kbps: 80, lossPercent: 20, roundTripMs: null, jitterMs: 9, freezes: null, rung: null });
  }
});

test('[STAT4] [STAT5] what is old is marked, whoever measured it; nothing known is nothing shown', () => {
  expect(shownLines(measuredAt(1000), undefined, 9001)).toMatchObject({ source: 'page', stale: true });
  expect(shownLines(measuredAt(9000), seenAt(1000), 20_000)).toMatchObject({ source: 'page', stale: true });
  expect(shownLines(undefined, seenAt(1000), 16_001)).toMatchObject({ source: 'server', stale: true });
  expect(shownLines(undefined, undefined, 1)).toBeNull();
});
