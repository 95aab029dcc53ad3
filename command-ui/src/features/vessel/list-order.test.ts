import { expect, test } from 'vitest';
import { orderAt, REORDER_EVERY_MS, type ListOrder } from './list-order.js';

const at = (before: ListOrder | null, sorted: readonly string[], held: boolean, now: number): readonly string[] =>
  orderAt(before, { here: sorted.toSorted(), sorted: () => sorted, held, now }).mmsis;
const FIRST: ListOrder = { mmsis: ['a', 'b', 'c'], at: 1000 };

test('[AIS83] rows keep their places until it is time, newcomers follow at the end, who left goes', () => {
  expect(at(null, ['c', 'a', 'b'], true, 1000)).toEqual(['c', 'a', 'b']);
  expect(at(FIRST, ['d', 'c', 'a'], false, 999 + REORDER_EVERY_MS)).toEqual(['a', 'c', 'd']);
  expect(at(FIRST, ['d', 'c', 'a'], false, 1000 + REORDER_EVERY_MS)).toEqual(['d', 'c', 'a']);
});

test('[AIS83] while somebody is among the rows nothing moves and nothing goes, however long', () => {
  const late = 1000 + 100 * REORDER_EVERY_MS;
  const held = orderAt(FIRST, { here: ['a', 'c', 'd'], sorted: () => ['d', 'c', 'a'], held: true, now: late });
  expect(held.mmsis).toEqual(['a', 'b', 'c', 'd']);
  // Then it is high time.
  expect(at(held, ['d', 'c', 'a'], false, late + 1)).toEqual(['d', 'c', 'a']);
});
