import { expect, test } from 'vitest';
import { keyLabel, keyPressed, type DeskKey } from './keys.js';

const NOTHING = { key: '', shiftKey: false, ctrlKey: false, altKey: false, metaKey: false };
const IDLE = { writing: false, asked: false };
const key = (code: string, shift = false): DeskKey => ({ code, shift, text: code, run: () => undefined });
const KEYS = [key('KeyM'), key('F2'), key('F2', true), key('?')];

const meant = (code: string, held: Partial<typeof NOTHING> = {}, page = IDLE): string | undefined => {
  const found = keyPressed(KEYS, { ...NOTHING, code, ...held }, page);
  return found && keyLabel(found);
};

test('[SCREEN4] a key means what its button says, by its place on the keyboard', () => {
  expect(meant('KeyM')).toBe('M');
  expect(meant('F2')).toBe('F2');
  expect(meant('F2', { shiftKey: true })).toBe('⇧F2');
  expect(meant('Slash', { key: '?', shiftKey: true })).toBe('?');
  expect(meant('Minus', { key: '?', shiftKey: true })).toBe('?');
  expect(meant('Slash', { key: '/' })).toBeUndefined();
  expect(meant('KeyM', { ctrlKey: true })).toBeUndefined();
});

test('[SCREEN4] whoever writes keeps the letters, and a dialog keeps the whole keyboard', () => {
  expect(meant('KeyM', {}, { writing: true, asked: false })).toBeUndefined();
  expect(meant('F2', {}, { writing: true, asked: false })).toBe('F2');
  expect(meant('F2', {}, { writing: false, asked: true })).toBeUndefined();
});

test('[AIS83] a sign is meant wherever it stands on the keyboard', () => {
  const slash = key('/');
  const pressed = (code: string, is: string, writing = false): DeskKey | undefined =>
    keyPressed([slash], { ...NOTHING, code, key: is, shiftKey: code === 'Digit7' }, { writing, asked: false });
  expect(pressed('Digit7', '/')).toBe(slash);
  expect(pressed('Slash', '-')).toBeUndefined();
  expect(pressed('Slash', '/', true)).toBeUndefined();
});
