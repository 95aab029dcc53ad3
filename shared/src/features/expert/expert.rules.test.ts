import { expect, test } from 'vitest';
import type { Expert } from './expert.model.js';
import { availabilityAt, inCallOrder } from './expert.rules.js';

const until = '2026-05-10T01:00:00.000Z';
const at = Date.parse(until);

test('[EXPT3] what an expert said of himself ends at its time', () => {
  expect(availabilityAt({ availability: 'available', until }, at - 1)).toBe('available');
  expect(availabilityAt({ availability: 'available', until }, at)).toBe('off');
  expect(availabilityAt({ availability: 'busy', until }, at)).toBe('available');
  expect(availabilityAt({ availability: 'off', until }, at)).toBe('available');
  expect(availabilityAt({ availability: 'off', until: null }, at)).toBe('off');
});

test('[EXPT4] those on call come first, also those whose pause is over', () => {
  const expert = (name: string, availability: Expert['availability'], end: string | null = null) =>
    ({ id: name, name: { zh: name, en: name }, availability, until: end }) as Expert;
  const list = [expert('丁', 'off'), expert('丙', 'busy'), expert('乙', 'off', until), expert('甲', 'available')];
  expect(inCallOrder(list, at).map((one) => one.id)).toEqual(['甲', '乙', '丙', '丁']);
});
