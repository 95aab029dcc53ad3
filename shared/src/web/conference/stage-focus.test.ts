import { expect, test } from 'vitest';
import { focusOf, type StageTile } from './stage-focus.js';

const tile = (key: string, role: StageTile['role'], source: StageTile['source'] = 'camera'): StageTile => ({
  ...{ key, principalId: `p-${key}`, source, role },
});
const desk = tile('desk', 'dispatcher');
const officer = tile('officer', 'officer');
const expert = tile('expert', 'external-expert');
const slides = tile('slides', 'external-expert', 'screen');
const nothing = { mode: 'focus', picked: null, spotlight: null, speaker: null } as const;

test('[SCREEN2] the officer on the spot is large unless somebody decided otherwise', () => {
  expect(focusOf({ ...nothing, tiles: [desk, expert, officer] })).toBe('officer');
  expect(focusOf({ ...nothing, tiles: [desk, expert] })).toBe('desk');
  expect(focusOf({ ...nothing, tiles: [] })).toBeNull();
});

test('[SCREEN2] a pick of this screen comes before the spotlight, the spotlight before a shared screen', () => {
  const tiles = [desk, officer, expert, slides];
  expect(focusOf({ ...nothing, tiles })).toBe('slides');
  expect(focusOf({ ...nothing, tiles, spotlight: 'p-desk' })).toBe('desk');
  expect(focusOf({ ...nothing, tiles, spotlight: 'p-desk', picked: 'expert' })).toBe('expert');
});

test('[SCREEN2] a pick or a spotlight whose picture has gone gives way', () => {
  expect(focusOf({ ...nothing, tiles: [officer], picked: 'expert', spotlight: 'p-desk' })).toBe('officer');
});

test('[SCREEN2] the speaker is large only where that was chosen, and a grid has no large picture', () => {
  const tiles = [desk, officer, expert];
  expect(focusOf({ ...nothing, tiles, speaker: 'p-expert' })).toBe('officer');
  expect(focusOf({ ...nothing, tiles, speaker: 'p-expert', mode: 'speaker' })).toBe('expert');
  expect(focusOf({ ...nothing, tiles, picked: 'expert', mode: 'grid' })).toBeNull();
});
