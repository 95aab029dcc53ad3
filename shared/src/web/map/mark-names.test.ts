import { expect, test } from 'vitest';
import { namesTogether } from './mark-names.js';

const mark = (name: string, x: number, y: number) => ({ name, x, y });
const names = (...marks: ReturnType<typeof mark>[]): string[] =>
  namesTogether(marks, (one) => one).map(({ name }) => name);

test('[SCREEN3] officers who stand together on the chart share a name that says how many they are, and none is left out (bug: their names lay over each other)', () => {
  expect(names(mark('one', 0, 0), mark('two', 100, 0))).toEqual(['one', 'two']);
  expect(names(mark('one', 0, 0), mark('two', 10, 10), mark('three', 100, 0), mark('four', 0, 0))).toEqual([
    'one +2',
    'three',
  ]);
  expect(names()).toEqual([]);
});
