import { expect, test } from 'vitest';
import type { DistressAlarm } from './distress.model.js';
import { alarmOver, distressOf, openAlarms } from './distress.rules.js';
import type { Vessel } from './vessel.model.js';

const station = (mmsi: string, kind: Vessel['kind'], navigationStatus: Vessel['navigationStatus']) =>
  ({ mmsi, kind, navigationStatus }) as Vessel;

test('[AIS25] a beacon is in distress only when it says so; a ship that says it is no beacon', () => {
  for (const kind of ['sart', 'man-overboard', 'epirb'] as const) {
    expect(distressOf(station('970000001', kind, 'distress-beacon'))).toBe('active');
    expect(distressOf(station('970000001', kind, null))).toBe('test');
    expect(distressOf(station('970000001', kind, 'under-way-engine'))).toBe('test');
  }
  expect(distressOf(station('412000001', 'ship', 'distress-beacon'))).toBeNull();
});

const alarm = (id: string, state: DistressAlarm['state'], raisedAt: string): DistressAlarm =>
  ({ id, state, raisedAt }) as DistressAlarm;

test('[AIS30] unanswered alarms stand before noted ones, each the oldest first; those that ended nowhere', () => {
  const all = [
    alarm('noted', 'NOTED', '2026-01-01T00:00:00.000Z'),
    alarm('later', 'ACTIVE', '2026-01-01T00:00:03.000Z'),
    alarm('first', 'ACTIVE', '2026-01-01T00:00:02.000Z'),
    alarm('over', 'ENDED', '2026-01-01T00:00:01.000Z'),
  ];
  expect(openAlarms(all).map(({ id }) => id)).toEqual(['first', 'later', 'noted']);
});

test('[AIS30] an alarm ends when its beacon keeps saying test, or has left the picture and is not heard again', () => {
  const limits = { quietMs: 60_000, silentMs: 3_600_000 };
  const over = (isInPicture: boolean, testSince: number | null, now: number): string | null =>
    alarmOver({ isInPicture, testSince, heardUntil: 0 }, now, limits);
  expect(over(true, null, 9_999_999)).toBeNull();
  expect(over(true, 1000, 60_999)).toBeNull();
  expect(over(true, 1000, 61_000)).toBe('test');
  expect(over(false, 1000, 3_600_000)).toBeNull();
  expect(over(false, null, 3_600_001)).toBe('silent');
});
