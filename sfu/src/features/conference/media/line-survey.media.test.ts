import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Scope } from '@haigang/shared/kernel/scope';
import { LineSurvey, type SeenPlace, type SurveyedPlace } from './line-survey.js';
import { openMediaBench, sendCamera, sendMicrophone, type MediaBench } from './media-testing.js';
import type { MediaSeat } from './seat.js';

let bench: MediaBench;
beforeEach(async () => {
  bench = await openMediaBench();
});
afterEach(() => bench.close());

const place = (seat: MediaSeat): SurveyedPlace => ({
  ...{ conferenceId: 'room', principalId: seat.principalId },
  seat: seat.surveyed,
});

function survey(scope: Scope, seats: readonly MediaSeat[], options: { intervalMs?: () => number; most?: number } = {}) {
  const rounds: string[][] = [];
  const seen = new Map<string, SeenPlace>();
  new LineSurvey({
    ...{ scope, tickMs: 10, intervalMs: options.intervalMs ?? (() => 20) },
    ...(options.most === undefined ? {} : { mostQuestions: options.most }),
    places: () => seats.map(place),
    onRound: (found) => {
      rounds.push(found.map(({ principalId }) => principalId));
      for (const one of found) seen.set(one.principalId, one);
    },
  });
  return { rounds, seen };
}

test('[STAT5] every seat is asked in each round, as its worker sees it; one that ended is passed over', async () => {
  const { room, openSeat, scope } = bench;
  const sender = await openSeat('sender');
  await sendCamera(sender, 100);
  const producerId = await sendMicrophone(sender, 200);
  const viewer = await openSeat('viewer');
  const consumer = await viewer.consume(producerId, room.rtpCapabilities);
  await viewer.resumeConsumer(consumer.id);
  const { rounds, seen } = survey(scope, [sender, viewer]);
  await expect.poll(() => rounds.length).toBeGreaterThan(2);
  expect(rounds[0]).toEqual(['sender', 'viewer']);
  // Nothing flows, and nothing is made up.
  const quiet = { kbps: 0, lossPercent: 0, roundTripMs: null, jitterMs: null };
  expect(seen.get('sender')?.line.up).toMatchObject(quiet);
  expect(seen.get('viewer')?.line.down).toMatchObject({ ...quiet, score: expect.any(Number) as number });
  await sender.scope.close();
  const before = rounds.length;
  await expect.poll(() => rounds.length).toBeGreaterThan(before + 1);
  expect(rounds.at(-1)).toEqual(['viewer']);
});

test('[STAT5] a round asks no more than its limit, and the next one begins with whoever was left out', async () => {
  const { openSeat, scope } = bench;
  const seats = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((name) => openSeat(name)));
  const { rounds } = survey(scope, seats, { most: 4 });
  await expect.poll(() => rounds.length).toBeGreaterThanOrEqual(5);
  expect(rounds.slice(0, 5)).toEqual([
    ['a', 'b'],
    ['c', 'd'],
    ['e', 'a'],
    ['b', 'c'],
    ['d', 'e'],
  ]);
});

test('[STAT5] at zero nothing is asked, a changed setting holds at once, and nothing goes on after the end', async () => {
  const { openSeat, scope } = bench;
  let intervalMs = 0;
  const own = scope.child('survey');
  const { rounds } = survey(own, [await openSeat('a')], { intervalMs: () => intervalMs });
  const other = survey(scope, []);
  await expect.poll(() => other.rounds.length).toBeGreaterThan(3);
  expect(rounds).toEqual([]);
  intervalMs = 10;
  await expect.poll(() => rounds.length).toBeGreaterThan(1);
  await own.close();
  const after = rounds.length;
  const ticks = other.rounds.length;
  await expect.poll(() => other.rounds.length).toBeGreaterThan(ticks + 3);
  expect(rounds.length).toBe(after);
});

test('[MEDIA12] a room says what all of its people decode, whenever somebody who decodes less comes or goes', async () => {
  const { room, openSeat } = bench;
  expect(room.decoded).toEqual(['vp8', 'h264', 'vp9']);
  const old = await openSeat('old');
  expect(room.decoded).toEqual(['vp8', 'h264']);
  await old.scope.close();
  expect(room.decoded).toContain('vp9');
});
