import { expect, test } from 'vitest';
import { extended } from './moving-strokes.js';

test('[ANN4] pieces of a line follow each other, a repeated one changes nothing, a lost one leaves a gap', () => {
  const first = extended([], { tool: 'pen', from: 0, points: [0, 0, 0.1, 0.1] });
  const second = extended(first, { tool: 'pen', from: 4, points: [0.2, 0.2] });
  expect(second).toEqual([0, 0, 0.1, 0.1, 0.2, 0.2]);
  expect(extended(second, { tool: 'pen', from: 4, points: [0.2, 0.2] })).toEqual(second);
  expect(extended(first, { tool: 'pen', from: 8, points: [0.4, 0.4] })).toEqual([0, 0, 0.1, 0.1, 0.4, 0.4]);
});

test('[ANN4] an arrow is where the hand is now', () => {
  expect(extended([0, 0, 0.1, 0.1], { tool: 'arrow', from: 0, points: [0, 0, 0.5, 0.5] })).toEqual([0, 0, 0.5, 0.5]);
});
