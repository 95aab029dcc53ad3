import { expect, test } from 'vitest';
import { etaOf } from './eta.js';

const at = (text: string): number => Date.parse(text);
const eta = (month: number | null, day: number | null, hour: number | null = 6, minute: number | null = 30) => ({
  ...{ month, day, hour, minute },
});

test.each([
  ['the same day', '2026-11-26T02:00:00Z', eta(11, 26), '2026-11-26T06:30:00Z'],
  [
    'a few days ago: the ship is late or did not change it',
    '2026-11-26T02:00:00Z',
    eta(11, 20),
    '2026-11-20T06:30:00Z',
  ],
  ['after the turn of the year', '2026-12-30T02:00:00Z', eta(1, 2), '2027-01-02T06:30:00Z'],
  ['before the turn of the year', '2027-01-02T02:00:00Z', eta(12, 30), '2026-12-30T06:30:00Z'],
  ['a leap day in the only year that has it', '2027-11-01T00:00:00Z', eta(2, 29), '2028-02-29T06:30:00Z'],
])('[AIS24] the nearest year: %s', (_name, now, sent, expected) => {
  expect(etaOf(sent, at(now))).toEqual({ at: at(expected), hasTime: true });
});

test('[AIS24] without an hour it is the day alone; without a day, or for a day no near year has, there is none', () => {
  const now = at('2026-11-26T02:00:00Z');
  expect(etaOf(eta(11, 26, null, null), now)).toEqual({ at: at('2026-11-26T00:00:00Z'), hasTime: false });
  for (const nothing of [eta(null, 26), eta(11, null), eta(2, 30), eta(2, 29)]) expect(etaOf(nothing, now)).toBeNull();
});
