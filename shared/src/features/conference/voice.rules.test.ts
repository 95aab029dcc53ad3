import { expect, test } from 'vitest';
import { voiceSteps } from './voice.rules.js';

test('[MEDIA4] a voice shows one to three bars by its loudness', () => {
  expect([-59, -46, -45, -29, -28, 0].map(voiceSteps)).toEqual([1, 1, 2, 2, 3, 3]);
});
