import { expect, test } from 'vitest';
import { voiceRung, type Rung } from './ladder.rules.js';
import type { SeatQuality } from './quality.protocol.js';
import { RecentLines } from './recent-lines.js';

const line = (rung: Rung): SeatQuality['up'] => ({
  ...{ rung, kbps: 50, lossPercent: 0, roundTripMs: 40, jitterMs: 2, freezes: 0 },
});
const seat = (down: Rung): SeatQuality => ({ up: line('full'), down: line(down) });

test('[LADDER1] a voice takes less when it is heard over a weak line, though its sender has a good one', () => {
  expect(voiceRung('full', [])).toBe('full');
  expect(voiceRung('full', ['full', 'still', 'low'])).toBe('still');
  expect(voiceRung('audio', ['full'])).toBe('audio');
});

test('[LADDER1] [LADDER3] who left with a weak line makes nobody send less or send stills any longer', () => {
  const others = new RecentLines();
  others.tell('account:weak', seat('still'), 0);
  others.tell('account:good', seat('full'), 0);
  others.tell('account:good', seat('full'), 4000);
  expect(others.at(5000).map(({ down }) => down.rung)).toEqual(['still', 'full']);
  others.tell('account:good', seat('full'), 6000);
  const isThere = (id: string): boolean => id === 'account:good';
  expect(others.at(7000, isThere).map(({ down }) => down.rung)).toEqual(['full']);
  others.tell('account:good', seat('full'), 10_000);
  expect(others.at(11_000).map(({ down }) => down.rung)).toEqual(['full']);
});

test('[LADDER10] who misses his reports has a line that the voices may fill (bug: they went on at their full rate)', () => {
  const others = new RecentLines();
  const rungs = (now: number): Rung[] => others.at(now).map(({ down }) => down.rung);
  others.tell('account:weak', seat('full'), 0);
  expect(rungs(5000)).toEqual(['full']);
  expect(rungs(5001)).toEqual(['audio']);
  others.tell('account:weak', seat('full'), 6000);
  expect(rungs(6000)).toEqual(['full']);
});
