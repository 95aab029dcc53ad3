import SqliteDatabase from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import type { TrackPoint } from '@haigang/shared/features/vessel/track.model';
import { metres, placeBetween } from '@haigang/shared/features/vessel/track.rules';
import { stationOf, type HeardFix } from './fix-batch.js';
import { HOUR_MS } from './track-block.js';
import { TrackStore } from './track-store.js';
import { batchOf, LIMITS, MMSI, sailing, START, trackPath } from './track-testing.js';

const DAY_MS = 24 * HOUR_MS;
const MINUTE_MS = 60_000;

function openStore(): { store: TrackStore; path: string; reopen: () => TrackStore } {
  const { path, remove } = trackPath();
  let store = new TrackStore(path, LIMITS);
  onTestFinished(() => {
    store.close();
    remove();
  });
  const reopen = (): TrackStore => (store = new TrackStore(path, LIMITS));
  return { store, path, reopen };
}

function takeAll(store: TrackStore, fixes: readonly HeardFix[]): void {
  for (let at = 0; at < fixes.length; at += 7) store.take(batchOf(fixes.slice(at, at + 7)), LIMITS);
}

function tidyAll(store: TrackStore, now: number, keepMs = 30 * DAY_MS): void {
  let steps = 0;
  while (store.tidy(now, keepMs)) if (++steps > 10_000) throw new Error('it never ends');
}

const all = { from: START, to: START + 5 * DAY_MS, most: 100_000 };
const line = (points: readonly TrackPoint[]) => points.map(({ at, lat, lon, break: why }) => [at, lat, lon, why]);

function farthest(points: readonly TrackPoint[], fixes: readonly HeardFix[]): number {
  return Math.max(
    ...fixes.map((fix) => {
      const next = points.find(({ at }) => at >= fix.at)!;
      const last = points.findLast(({ at }) => at <= fix.at)!;
      return metres(placeBetween(last, next, fix.at), fix);
    }),
  );
}

test('[AIS33] a track is the same while its hours are open, written down, and opened again', () => {
  const { store, reopen } = openStore();
  const fixes = sailing(1000);
  takeAll(store, fixes);
  const open = store.read(MMSI, false, all);
  expect(farthest(open.points, fixes)).toBeLessThan(LIMITS.deviationMetres + 0.5);
  expect(open.points.length).toBeLessThan(300);
  expect(open.points.filter(({ break: why }) => why !== null)).toHaveLength(1);
  // Two hours are over, the third goes on.
  tidyAll(store, START + 1000 * 10_000);
  expect(line(store.read(MMSI, false, all).points)).toEqual(line(open.points));
  store.close();
  expect(line(reopen().read(MMSI, false, all).points)).toEqual(line(open.points));
});

test('[AIS33] what comes for an hour that is written down is put into it, and nothing twice', () => {
  const { store, reopen } = openStore();
  const fixes = sailing(600);
  takeAll(store, fixes.slice(0, 300));
  const before = store.read(MMSI, false, all).points;
  tidyAll(store, START + HOUR_MS + 31_000);
  // The same again, as after a thread that ended before it could say that it had taken them.
  store.take(batchOf(fixes.slice(200, 300)), LIMITS);
  expect(line(store.read(MMSI, false, all).points)).toEqual(line(before));
  takeAll(store, fixes.slice(300));
  tidyAll(store, START + 3 * HOUR_MS);
  expect(farthest(store.read(MMSI, false, all).points, fixes)).toBeLessThan(LIMITS.deviationMetres + 0.5);
  store.close();
  expect(farthest(reopen().read(MMSI, false, all).points, fixes)).toBeLessThan(LIMITS.deviationMetres + 0.5);
});

test('[AIS33] when the hours are written down the journal holds nothing but the open one', () => {
  const { store, path } = openStore();
  takeAll(store, sailing(900));
  const rows = (): number => {
    const db = new SqliteDatabase(path, { readonly: true });
    const { n } = db.prepare('SELECT count(*) AS n FROM journal').get() as { n: number };
    db.close();
    return n;
  };
  const whole = rows();
  tidyAll(store, START + 900 * 10_000);
  expect(whole).toBe(129);
  expect(rows()).toBeLessThan(29);
});

test('bug: [AIS33] where a vessel within its silence was heard last is written down with its hour and survives a restart', () => {
  const { store, reopen } = openStore();
  // At rest and heard every three minutes: the last report, at 59:00, is no point yet.
  const rest = { lat: 29.9, lon: 121.9, speedKnots: 0, navigationStatus: 'moored' } as const;
  const [first, second, third] = [56, 59, 63].map((minute) => ({
    ...{ ...sailing(1)[0]!, ...rest },
    at: START + minute * MINUTE_MS,
  }));
  takeAll(store, [first!, second!]);
  const open = store.read(MMSI, false, all).points;
  expect(open.at(-1)!.at).toBe(second!.at);
  tidyAll(store, START + HOUR_MS + 31_000);
  expect(line(store.read(MMSI, false, all).points)).toEqual(line(open));
  store.close();
  const again = reopen();
  expect(line(again.read(MMSI, false, all).points)).toEqual(line(open));
  takeAll(again, [third!]);
  expect(line(again.read(MMSI, false, all).points)).toEqual([...line(open), [third!.at, 29.9, 121.9, null]]);
});

test('bug: [AIS33] what comes late for an hour that is written down survives until it is put into it', () => {
  const { store, reopen } = openStore();
  const fixes = sailing(340, { courseDeg: 45 }).map((fix, n) => ({ ...fix, lon: 121.9, lat: 29.9 + n / 2000 }));
  takeAll(store, fixes.slice(0, 335));
  tidyAll(store, START + HOUR_MS + 31_000);
  takeAll(store, fixes.slice(335));
  tidyAll(store, START + HOUR_MS + 40_000);
  store.close();
  expect(reopen().read(MMSI, false, all).points.at(-1)!.at).toBe(fixes.at(-1)!.at);
});

test.each([[3 * HOUR_MS], [10 * MINUTE_MS]])(
  'bug: [AIS32] a clock that was ahead by %i ms silences no vessel when it is set right, nor after a restart',
  (ahead) => {
    const { store, reopen } = openStore();
    const wrong = sailing(60, { at: START + ahead });
    takeAll(store, wrong);
    tidyAll(store, START + ahead + 60 * 10_000);
    store.close();
    const again = reopen();
    const right = sailing(60, { at: START });
    takeAll(again, right);
    tidyAll(again, START + 60 * 10_000);
    const shown = (from: TrackStore) => from.read(MMSI, false, { ...all, to: right.at(-1)!.at }).points;
    expect(shown(again)[0]).toMatchObject({ at: START, break: 'gap' });
    expect(farthest([...shown(again)], right.slice(0, 50))).toBeLessThan(LIMITS.deviationMetres + 0.5);
    expect(again.figures.ahead).toBe(1);
    const points = line(shown(again));
    again.close();
    expect(line(shown(reopen()))).toEqual(points);
  },
);

test('[AIS35] a time is answered with both its ends, the point before it, and where a vessel was heard last', () => {
  const { store } = openStore();
  const fixes = sailing(400);
  takeAll(store, fixes);
  const points = store.read(MMSI, false, all).points;
  const [from, to] = [points[10]!.at, points[20]!.at];
  const part = store.read(MMSI, false, { from, to, most: 100 });
  expect(line(part.points)).toEqual(line(points.slice(10, 21)));
  expect(part.before).toEqual(points[9]);
  // The last report stands there although it is on the line and no point yet.
  expect(points.at(-1)!.at).toBe(fixes.at(-1)!.at);
  const later = { from: fixes.at(-1)!.at + 1, to: all.to, most: 10 };
  expect(store.read(MMSI, false, later)).toMatchObject({ points: [], before: { at: fixes.at(-1)!.at } });
  expect(store.read(MMSI, true, all)).toEqual({ before: null, points: [], truncatedAt: null });
});

test('[AIS35] a track of too many points says where it stops, and goes on from there', () => {
  const { store } = openStore();
  takeAll(store, sailing(1000));
  const whole = store.read(MMSI, false, all).points;
  const collected: TrackPoint[] = [];
  let from = all.from;
  for (;;) {
    const { points, truncatedAt } = store.read(MMSI, false, { from, to: all.to, most: 50 });
    expect(points.length).toBeLessThanOrEqual(50);
    collected.push(...points);
    if (truncatedAt === null) break;
    from = truncatedAt;
  }
  expect(line(collected)).toEqual(line(whole));
});

test('[AIS32] the track of a vessel that went silent ends where it was heard last, and is broken when it comes back', () => {
  const { store } = openStore();
  const fixes = sailing(5, { courseDeg: 45 });
  takeAll(store, fixes);
  const silent = fixes.at(-1)!.at;
  tidyAll(store, silent + 20 * MINUTE_MS);
  takeAll(store, sailing(5, { at: silent + 30 * MINUTE_MS }));
  const { points } = store.read(MMSI, false, all);
  expect(points.find(({ at }) => at === silent)).toMatchObject({ break: null });
  expect(points.find(({ at }) => at > silent)).toMatchObject({ break: 'gap' });
});

test('[AIS36] a window of time and an area are read hour by hour along the key, whoever else is in the file', () => {
  const { store } = openStore();
  const near = sailing(800);
  const far = sailing(800, { mmsi: 413_999_007 }).map((fix) => ({ ...fix, lat: fix.lat + 2 }));
  const demo = sailing(800, { mmsi: 413_999_008, simulated: true });
  takeAll(
    store,
    [...near, ...far, ...demo].toSorted((a, b) => a.at - b.at),
  );
  const area = { south: 29.8, west: 121.8, north: 30.4, east: 122.4 };
  const range = { from: START + 30 * MINUTE_MS, to: START + 100 * MINUTE_MS, most: 100_000 };
  const read = () => store.readArea(area, range);
  const open = read();
  tidyAll(store, START + 800 * 10_000);
  const sealed = read();
  for (const { tracks, truncatedAt } of [open, sealed]) {
    expect([...tracks.keys()].toSorted()).toEqual([stationOf(MMSI, false), stationOf(413_999_008, true)]);
    const alone = store.read(MMSI, false, range).points;
    expect(line(tracks.get(stationOf(MMSI, false))!)).toEqual(line(alone));
    expect(truncatedAt).toBeNull();
  }
  // Too much for one answer: the time is cut, and of that all are there.
  const few = store.readArea(area, { ...range, most: 12 });
  expect(few.truncatedAt).toBeLessThan(range.to);
  expect(few.tracks.size).toBe(2);
  const end = few.truncatedAt ?? 0;
  for (const [station, points] of few.tracks) {
    const whole = open.tracks.get(station) ?? [];
    const next = whole.filter(({ at }) => at > end).slice(0, 1);
    // And the next one of each: between the two it is known where she was.
    expect(next).toHaveLength(1);
    expect(line(points)).toEqual(line([...whole.filter(({ at }) => at <= end), ...next]));
  }
  // The least that is answered is a part whole.
  const least = store.readArea(area, { ...range, most: 0 });
  expect(least.truncatedAt).toBeLessThan(range.from + 2 * MINUTE_MS);
  expect(store.plans()).toEqual([
    'SEARCH blocks USING INTEGER PRIMARY KEY (rowid=?)',
    'SEARCH blocks USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)',
    'SEARCH blocks USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)',
  ]);
});

test('[AIS104] an area begins with where its ships were before, and ends with where they were heard last (bug: who sails straight stood ten minutes back)', () => {
  const { store } = openStore();
  // The last report is kept nowhere yet.
  const straight = sailing(99);
  takeAll(store, straight);
  const area = { south: 29.8, west: 121.8, north: 30.4, east: 122.4 };
  const last = straight.at(-1)!.at;
  const asked = { from: last - 2 * MINUTE_MS, to: last + HOUR_MS, most: 1000 };
  const found = store.readArea(area, asked, 20 * MINUTE_MS).tracks.get(stationOf(MMSI, false)) ?? [];
  expect(found.filter(({ at }) => at < asked.from)).toHaveLength(1);
  expect(found.at(-1)?.at).toBe(last);
  expect(store.read(MMSI, false, asked).points).toEqual(found.slice(1));
  expect(store.readArea(area, asked).tracks.get(stationOf(MMSI, false))).toEqual(found.slice(1));
});

test('[AIS37] hours older than the site keeps go one at a time, and their room is given back', () => {
  const { store } = openStore();
  // A jittery voyage, so that there is something to give back.
  const fixes = sailing(720).map((fix, n) => ({ ...fix, lat: fix.lat + (n % 2) / 1000 }));
  for (let vessel = 0; vessel < 250; vessel += 1) {
    store.take(batchOf(fixes.map((fix) => ({ ...fix, mmsi: 413_000_000 + vessel }))), LIMITS);
  }
  tidyAll(store, START + 4 * HOUR_MS);
  const full = store.figures.bytes;
  const range = { ...all, from: START - DAY_MS };
  // One step removes one hour: what is heard meanwhile comes in between.
  expect(store.tidy(START + DAY_MS + HOUR_MS, DAY_MS)).toBe(true);
  const left = store.read(413_000_000, false, range).points;
  expect(Math.min(...left.map(({ at }) => at))).toBe(START + HOUR_MS);
  tidyAll(store, START + 3 * DAY_MS, DAY_MS);
  expect(store.read(413_000_000, false, range).points).toEqual([]);
  expect(store.figures.bytes).toBeLessThan(full / 2);
});

test('[AIS37] who invents reports or ships fills no disk: what is over is left out and counted', () => {
  const { store } = openStore();
  // Here and there a degree apart, every second: each report is a jump.
  const wild = Array.from({ length: 1500 }, (_, n) => ({ ...sailing(1)[0]!, at: START + n * 1000, lat: 29 + (n % 2) }));
  takeAll(store, wild);
  expect(store.read(MMSI, false, all).points.length).toBeLessThanOrEqual(721);
  expect(store.figures.overLimit).toBeGreaterThan(700);
  const [ship] = sailing(1);
  store.take(batchOf(Array.from({ length: 21_000 }, (_, n) => ({ ...ship!, mmsi: 200_000_000 + n }))), LIMITS);
  expect(store.figures.points).toBeLessThanOrEqual(20_720);
});

test('[AIS33] a file of a newer version is refused and left as it is', () => {
  const { store, path } = openStore();
  store.close();
  const db = new SqliteDatabase(path);
  db.pragma('user_version = 99');
  db.close();
  expect(() => new TrackStore(path, LIMITS)).toThrow(/newer version/u);
});
