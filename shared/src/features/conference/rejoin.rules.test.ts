import { expect, test } from 'vitest';
import { RejoinPolicy } from './rejoin.rules.js';

test('[NET2] the first attempt is immediate, later ones wait longer, and there is an end', () => {
  const policy = new RejoinPolicy(
    () => 0,
    () => 0,
  );
  const waits: (number | null)[] = [policy.lost()];
  while (waits.at(-1) !== null) waits.push(policy.next());
  expect(waits).toEqual([0, 250, 500, 1000, 2000, 4000, 4000, 4000, null]);
  policy.entered();
  expect(policy.next()).toBe(0);
});

test('[NET2] later attempts are spread over a fifth of the wait, the first is not', () => {
  const policy = new RejoinPolicy(
    () => 0,
    () => 1,
  );
  expect([policy.lost(), policy.next(), policy.next()]).toEqual([0, 300, 600]);
});

test('[NET2] media that dies a fourth time within two minutes is left to the person, later it is not', () => {
  let now = 0;
  const policy = new RejoinPolicy(() => now);
  const loseAt = (at: number): number | null => {
    now = at;
    const wait = policy.lost();
    policy.entered();
    return wait;
  };
  expect([0, 10_000, 20_000].map(loseAt)).toEqual([0, 0, 0]);
  expect(loseAt(30_000)).toBeNull();
  expect(loseAt(155_000)).toBe(0);
  policy.reset();
  expect([156_000, 157_000, 158_000, 159_000].map(loseAt)).toEqual([0, 0, 0, null]);
});
