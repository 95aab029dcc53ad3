import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  LADDER_DEFAULTS,
  layerOfRung,
  roomOfDownlink,
  roomOfUplink,
  RUNGS,
  startLadder,
  stepLadder,
  type LadderState,
  type LineSample,
} from './ladder.rules.js';

const TICK_MS = 2000;
const GOOD: LineSample = { lossPercent: 0, roundTripMs: 40, roomFor: null };
const LOSSY: LineSample = { lossPercent: 30, roundTripMs: 40, roomFor: null };
const SLOW: LineSample = { lossPercent: 0, roundTripMs: 2500, roomFor: null };

/** The ladder after a line was like this for so long, a sample each two seconds. */
function after(state: LadderState, line: LineSample, from: number, durationMs: number): LadderState {
  let next = state;
  for (let now = from; now <= from + durationMs; now += TICK_MS) next = stepLadder(next, line, now);
  return next;
}

test('[LADDER1] a line that loses voices or queues falls a rung at a time, down to sound alone and no further', () => {
  for (const line of [LOSSY, SLOW]) {
    const start = startLadder(0);
    expect(after(start, line, 0, 2000).rung).toBe('full');
    expect(after(start, line, 0, 4000).rung).toBe('middle');
    expect(after(start, line, 0, 120_000).rung).toBe('audio');
  }
});

test('[LADDER1] a line that has no room falls at once as far as it must, but not before the estimate has settled', () => {
  const narrow = { ...GOOD, roomFor: 'still' } as const;
  expect(after(startLadder(0), narrow, 0, 8000).rung).toBe('full');
  expect(after(startLadder(0), narrow, 0, 12_000).rung).toBe('still');
});

test('[LADDER2] it climbs one rung for each ten good seconds, and waits twice as long after each relapse', () => {
  let state = after(startLadder(0), LOSSY, 0, 120_000);
  state = after(state, GOOD, 122_000, 10_000);
  expect(state.rung).toBe('still');
  state = after(state, GOOD, 134_000, 8000);
  expect(state.rung).toBe('low');
  state = after(state, LOSSY, 144_000, 4000);
  expect(state).toMatchObject({ rung: 'still', climbAfterMs: 20_000 });
  state = after(state, GOOD, 150_000, 18_000);
  expect(state.rung).toBe('still');
  state = after(state, GOOD, 170_000, 2000);
  expect(state.rung).toBe('low');
});

test('[LADDER2] after relapses a climb that holds makes the next wait short again (bug: minutes on a clear line)', () => {
  const relapsed = { ...startLadder(0), rung: 'still' as const, climbAfterMs: 80_000, changedAt: 0 };
  let state = after(relapsed, GOOD, 0, 80_000);
  expect(state.rung).toBe('low');
  state = after(state, GOOD, 82_000, 24_000);
  expect(state).toMatchObject({ rung: 'middle', climbAfterMs: LADDER_DEFAULTS.climbAfterMs });
});

test('[LADDER2] one bad sample breaks the good ones, one good sample the bad ones; in between nothing moves', () => {
  const fallen = after(startLadder(0), LOSSY, 0, 4000);
  const broken = after(stepLadder(after(fallen, GOOD, 6000, 8000), LOSSY, 16_000), GOOD, 18_000, 8000);
  expect(broken.rung).toBe('middle');
  const between = { lossPercent: 13, roundTripMs: 100, roomFor: null };
  expect(after(fallen, between, 6000, 600_000).rung).toBe('middle');
});

test('[LADDER2] a line that is good for long reaches the top from anywhere and then waits the first time again', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(GOOD, LOSSY, SLOW), { maxLength: 60 }), (past) => {
      let state = startLadder(0);
      past.forEach((line, at) => (state = stepLadder(state, line, at * TICK_MS)));
      expect(RUNGS).toContain(state.rung);
      expect(state.climbAfterMs).toBeLessThanOrEqual(LADDER_DEFAULTS.climbMostMs);
      const from = past.length * TICK_MS;
      state = after(state, GOOD, from, 5 * LADDER_DEFAULTS.climbMostMs);
      expect(state.rung).toBe('full');
      const fallen = after(state, LOSSY, from + 6 * LADDER_DEFAULTS.climbMostMs, 4000);
      expect(fallen.climbAfterMs).toBe(LADDER_DEFAULTS.climbAfterMs);
    }),
  );
});

test('[LADDER1] room of a line: by the estimate of whoever sends into it', () => {
  expect([2000, 600, 599, 220, 219, 90, 89].map((kbps) => roomOfUplink('full', kbps))).toEqual([
    ...['full', 'full', 'middle', 'middle', 'low', 'low', 'still'],
  ]);
  expect(roomOfUplink('still', 30)).toBeNull();
  expect(roomOfUplink('full', null)).toBeNull();
  expect(roomOfDownlink('full', 90)).toBe('full');
  expect(roomOfDownlink('low', 89)).toBe('still');
  expect([roomOfDownlink('low', null), roomOfDownlink('still', 30)]).toEqual([null, null]);
  expect(RUNGS.map(layerOfRung)).toEqual([2, 1, 0, -1, -1]);
});
