import { expect, test } from 'vitest';
import { soundOf } from './use-ringing.js';
import { ripeOf } from './use-waiting-rooms.js';

const quiet = { isAlarming: false, requests: [], rooms: 0, inCall: false, called: false };

test('[ROOM14] a room that waits for a desk rings, but not at a desk in a call', () => {
  expect(soundOf(quiet)).toBeNull();
  expect(soundOf({ ...quiet, rooms: 1 })).toBe('ring');
  expect(soundOf({ ...quiet, rooms: 1, inCall: true })).toBeNull();
  expect(soundOf({ ...quiet, rooms: 1, inCall: true, called: true })).toBe('call');
});

test('[REQ2] an escalated request alarms, and rings before a call to this person', () => {
  expect(soundOf({ ...quiet, requests: [{ state: 'REQUESTED' }], called: true, inCall: true })).toBe('ring');
  expect(soundOf({ ...quiet, requests: [{ state: 'REQUESTED' }, { state: 'ESCALATED' }] })).toBe('alarm');
  expect(soundOf({ ...quiet, isAlarming: true, rooms: 1 })).toBe('alarm');
});

test('[ROOM14] each room waits for its own grace (bug: a timer that went off a moment early was the last)', () => {
  const since = new Map([
    ['a', 0],
    ['b', 5000],
  ]);
  expect(ripeOf(since, 7999.6, 8000)).toEqual({ ripe: new Set(), nextMs: 1 });
  expect(ripeOf(since, 8000, 8000)).toEqual({ ripe: new Set(['a']), nextMs: 5000 });
  expect(ripeOf(since, 13_000, 8000)).toEqual({ ripe: new Set(['a', 'b']), nextMs: null });
});
