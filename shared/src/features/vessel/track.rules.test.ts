import fc from 'fast-check';
import { expect, test } from 'vitest';
import { destination } from '../../kernel/geodesy.js';
import { DEFAULT_SETTINGS } from '../../kernel/settings.js';
import type { TrackFix, TrackPoint } from './track.model.js';
import {
  cut,
  gapLimitMs,
  metres,
  placeBetween,
  pointAfter,
  tailOf,
  thin,
  trackLimits,
  trailOf,
  type TrackState,
} from './track.rules.js';

const LIMITS = trackLimits(DEFAULT_SETTINGS);
const START = Date.UTC(2026, 4, 10);
const MINUTE_MS = 60_000;
const METRES_PER_KNOT_S = 0.514_444;

const fixAt = (seconds: number, over: Partial<TrackFix> = {}): TrackFix => ({
  ...{ at: START + seconds * 1000, lat: 29.9, lon: 121.9, speedKnots: 0, courseDeg: null, headingDeg: 40 },
  navigationStatus: 'under-way-engine',
  ...over,
});

/** The track of these fixes, and where the last of them was. */
function track(fixes: readonly TrackFix[]): { points: TrackPoint[]; whole: TrackPoint[]; state: TrackState | null } {
  let state: TrackState | null = null;
  const points: TrackPoint[] = [];
  for (const fix of fixes) {
    const next = thin(state, fix, LIMITS);
    state = next.state;
    points.push(...next.kept);
  }
  return { points, whole: [...points, ...(state ? tailOf(state) : [])], state };
}

/** A voyage: from report to report some seconds go by, in which the ship sails on. */
const voyage = fc
  .array(
    fc.record({
      seconds: fc.integer({ min: 1, max: 240 }),
      knots: fc.double({ min: 2, max: 30, noNaN: true }),
      course: fc.double({ min: 0, max: 359.9, noNaN: true }),
    }),
    { minLength: 2, maxLength: 120 },
  )
  .map((legs) => {
    let fix = fixAt(0, { speedKnots: 5, courseDeg: 0, lat: -17, lon: 179.99 });
    return legs.map(({ seconds, knots, course }) => {
      const place = destination(fix, course, knots * METRES_PER_KNOT_S * seconds);
      const lon = place.lon > 180 ? place.lon - 360 : place.lon;
      fix = { ...fix, lat: place.lat, lon, at: fix.at + seconds * 1000, speedKnots: knots, courseDeg: course };
      return fix;
    });
  });

test('[AIS31] wherever a moving vessel sails, no report of it is further from its track than the deviation', () => {
  fc.assert(
    fc.property(voyage, (fixes) => {
      const { whole } = track(fixes);
      for (const fix of fixes) {
        const next = whole.find(({ at }) => at >= fix.at)!;
        const last = whole.findLast(({ at }) => at <= fix.at)!;
        expect(metres(placeBetween(last, next, fix.at), fix)).toBeLessThanOrEqual(LIMITS.deviationMetres + 0.01);
      }
      const times = whole.map(({ at }) => at);
      expect(times).toEqual([...new Set(times)].toSorted((a, b) => a - b));
      expect(Math.max(0, ...times.slice(1).map((at, index) => at - times[index]!))).toBeLessThan(
        LIMITS.intervalMs + 240_000,
      );
    }),
    { numRuns: 300 },
  );
});

test('[AIS31] a straight hour keeps a point every ten minutes, a turn the places where it turned', () => {
  let fix = fixAt(0, { speedKnots: 12, courseDeg: 90 });
  const straight = Array.from({ length: 361 }, (_, n) => {
    if (n > 0) fix = { ...fix, ...destination(fix, 90, 120 * METRES_PER_KNOT_S), at: fix.at + 10_000 };
    return fix;
  });
  expect(track(straight).points.map(({ at }) => (at - START) / MINUTE_MS)).toEqual([0, 10, 20, 30, 40, 50, 60]);
  const turned = Array.from({ length: 12 }, (_, n) => {
    const heading = 90 + Math.min(n, 3) * 30;
    fix = { ...fix, ...destination(fix, heading, 120 * METRES_PER_KNOT_S), at: fix.at + 10_000, courseDeg: heading };
    return fix;
  });
  const { points } = track([...straight, ...turned]);
  const inTurn = points.filter(({ at }) => at > straight.at(-1)!.at - 1 && at <= turned[4]!.at);
  expect(inTurn.length).toBeGreaterThanOrEqual(3);
});

test('[AIS31] a moored ship whose fix wanders keeps a point every ten minutes, and its shift along the quay is seen', () => {
  // Deterministic noise of ten metres, and one fix in fifty 80 m off.
  const wander = (n: number) => (n % 50 === 7 ? 80 : Math.sin(n * 12.9898) * 10);
  const moored = (n: number, shifted = 0): TrackFix =>
    fixAt(n * 10, {
      ...destination({ lat: 29.9, lon: 121.9 }, (n * 77) % 360, wander(n)),
      ...{ navigationStatus: 'moored', speedKnots: (n % 4) / 10, courseDeg: (n * 53) % 360 },
      ...(shifted > 0 ? destination(destination({ lat: 29.9, lon: 121.9 }, 110, shifted), n % 360, wander(n)) : {}),
    });
  const day = Array.from({ length: 8640 }, (_, n) => moored(n));
  expect(track(day).points.length).toBeLessThan(160);
  // Hauled along the quay on her lines, slower than anything that counts as moving.
  const hauled = Array.from({ length: 8640 }, (_, n) => moored(n, Math.min(120, Math.max(0, (n - 4000) * 2))));
  const { points } = track(hauled);
  expect(points.length).toBeLessThan(170);
  const during = points.filter(({ at }) => at > START + 40_000_000 && at < START + 41_300_000);
  expect(during.length).toBeGreaterThanOrEqual(2);
  expect(metres(points.at(-1)!, points[0]!)).toBeGreaterThan(90);
});

test('[AIS31] start and end of a movement and another navigation status are kept at once, with the report before', () => {
  const cast = [fixAt(0, { navigationStatus: 'moored' }), fixAt(180, { navigationStatus: 'moored' })];
  const off = fixAt(190, { speedKnots: 2, courseDeg: 20, navigationStatus: 'moored' });
  const slow = fixAt(200, { speedKnots: 0.7, courseDeg: 20, navigationStatus: 'moored' });
  const under = fixAt(210, { speedKnots: 0.8, courseDeg: 20 });
  const still = fixAt(220, { speedKnots: 0.4, courseDeg: 20 });
  const { points } = track([...cast, off, slow, under, still]);
  expect(points.map(({ at }) => (at - START) / 1000)).toEqual([0, 180, 190, 200, 210, 220]);
});

test('[AIS31] a report that is no newer than the last is passed over', () => {
  const { state, points } = track([fixAt(100), fixAt(40, { lat: 30 }), fixAt(100, { lat: 31 })]);
  expect(points).toHaveLength(1);
  expect(state?.heard).toEqual(fixAt(100));
});

test('[AIS32] silence breaks a track on both of its sides: sooner for a moving vessel than for one at rest', () => {
  const moving = { speedKnots: 10, courseDeg: 0 };
  const silent = track([
    fixAt(0, moving),
    fixAt(10, { ...moving, lat: 29.9005 }),
    fixAt(320, { ...moving, lat: 29.91 }),
  ]);
  expect(silent.points.map(({ at, break: why }) => [(at - START) / 1000, why])).toEqual([
    [0, 'gap'],
    [10, null],
    [320, 'gap'],
  ]);
  const resting = track([fixAt(0), fixAt(320), fixAt(640)]);
  expect(resting.points.map(({ break: why }) => why)).toEqual(['gap', null]);
  expect([gapLimitMs(true, LIMITS), gapLimitMs(false, LIMITS)]).toEqual([5 * MINUTE_MS, 18 * MINUTE_MS]);
});

test('[AIS32] no line is drawn to a place no vessel reaches in that time; a fast aircraft reaches further', () => {
  const there = { lat: 30.1 };
  const jumped = track([fixAt(0), fixAt(60, there), fixAt(120, there)]);
  expect(jumped.points.map(({ break: why }) => why)).toEqual(['gap', 'jump']);
  const aircraft = { speedKnots: 250, courseDeg: 0 };
  const flown = track([fixAt(0, aircraft), fixAt(100, { ...aircraft, ...destination(fixAt(0), 0, 12_861) })]);
  expect(flown.whole.map(({ break: why }) => why)).toEqual(['gap', null]);
});

test('[AIS33] a track that is cut ends where the vessel was heard last and goes on from there', () => {
  const { state } = track([fixAt(0), fixAt(10), fixAt(20)]);
  const { state: next, kept } = cut(state!);
  expect(kept).toEqual([{ ...fixAt(20), break: null }]);
  expect(tailOf(next)).toEqual([]);
  expect(cut(next).kept).toEqual([]);
});

test('[AIS38] a trail is drawn from its beginning on, with no line over a gap but a dashed one, and none over a jump', () => {
  const at = (seconds: number, lat: number, why: TrackPoint['break'] = null): TrackPoint => ({
    ...fixAt(seconds, { lat }),
    break: why,
  });
  const points = [at(0, 29, 'gap'), at(100, 30), at(200, 31), at(900, 32, 'gap'), at(1000, 33), at(1100, 40, 'jump')];
  const { sailed, gaps } = trailOf(points, START + 50_000);
  expect(sailed.map((one) => one.map(({ lat }) => lat))).toEqual([
    [29.5, 30, 31],
    [32, 33],
  ]);
  expect(gaps.map(([one, other]) => [one.lat, other.lat])).toEqual([[31, 32]]);
  expect(trailOf(points, START + 2_000_000)).toEqual({ sailed: [], gaps: [], end: null });
  // What is heard while the trail is on the screen is judged as the store judges it.
  const last = fixAt(0, { speedKnots: 10, courseDeg: 0 });
  expect(pointAfter(last, fixAt(60), LIMITS).break).toBeNull();
  expect(pointAfter(last, fixAt(301), LIMITS).break).toBe('gap');
  expect(pointAfter(last, fixAt(60, { lat: 31 }), LIMITS).break).toBe('jump');
});
