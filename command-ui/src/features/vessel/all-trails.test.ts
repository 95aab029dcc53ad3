import { expect, test } from 'vitest';
import type { ReplayVessel } from '@haigang/shared/features/vessel/replay.model';
import type { TrackPoint } from '@haigang/shared/features/vessel/track.model';
import type { ChartBox } from '@haigang/shared/features/vessel/chart-box';
import { Scope } from '@haigang/shared/kernel/scope';
import type { Connection } from '@haigang/shared/web/connection';
import { linesOf, openAllTrails } from './all-trails.js';

const NOW = Date.UTC(2026, 4, 10);

const point = (at: number, lon: number, gap = false): TrackPoint => ({
  ...{ at, lat: 29.9, lon, speedKnots: 10, courseDeg: 90, headingDeg: 90, navigationStatus: 'under-way-engine' },
  break: gap ? 'gap' : null,
});
const vessel = (mmsi: string, points: TrackPoint[], simulated = false) => ({ mmsi, simulated, points }) as ReplayVessel;

test('[AIS109] what two answers both hold of a vessel is one line, and real and simulated ones are two', () => {
  const lines = linesOf(
    [
      { vessels: [vessel('412000001', [point(1000, 121, true), point(2000, 121.1)])] },
      {
        vessels: [
          vessel('412000001', [point(2000, 121.1), point(3000, 121.2)]),
          vessel('412000001', [point(2000, 122, true), point(3000, 122.1)], true),
        ],
      },
    ],
    0,
  );
  expect([...lines.keys()]).toEqual(['412000001', '412000001 simulated']);
  expect(lines.get('412000001')?.sailed.map((line) => line.map(({ lon }) => lon))).toEqual([[121, 121.1, 121.2]]);
});

test('[AIS109] a line begins where the time does, and who did not sail in it has none', () => {
  const lines = linesOf(
    [{ vessels: [vessel('1', [point(0, 121, true), point(2000, 121.2)]), vessel('2', [point(0, 121, true)])] }],
    1000,
  );
  expect([...lines.keys()]).toEqual(['1']);
  expect(lines.get('1')?.sailed[0]?.[0]?.lon).toBeCloseTo(121.1);
});

test('[AIS109] an hour in which she was elsewhere is a gap, no line across it (bug: a solid line over land)', () => {
  const hour = 3_600_000;
  const lines = linesOf(
    [
      {
        vessels: [
          vessel('1', [point(0, 121, true), point(100, 121.1), point(2 * hour + 1, 121.8), point(2 * hour + 2, 121.9)]),
        ],
      },
    ],
    0,
  );
  const { sailed, gaps, end } = lines.get('1') ?? { sailed: [], gaps: [], end: null };
  expect(sailed.map((line) => line.map(({ lon }) => lon))).toEqual([
    [121, 121.1],
    [121.8, 121.9],
  ]);
  expect(gaps).toHaveLength(1);
  expect(end?.lon).toBe(121.9);
});

/** A chart whose questions the test answers. */
function asking(minutes: number, view: ChartBox | null = null) {
  const questions: { readonly from: number; readonly to: number; answer: (reply: object) => Promise<void> }[] = [];
  const connection = {
    scope: new Scope('test'),
    serverNow: () => NOW,
    onLive: (act: () => void) => {
      act();
      return () => undefined;
    },
    call: (_name: string, { from, to }: { from: number; to: number }) =>
      new Promise((resolve) => {
        const answer = async (reply: object): Promise<void> => {
          resolve({ from, to, vessels: [], truncatedAt: null, ...reply });
          for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
        };
        questions.push({ from, to, answer });
      }),
  } as unknown as Connection;
  const trails = openAllTrails({ connection, minutes, view: () => view });
  return { trails, questions };
}

test('[AIS109] the newest time is read first and once, a busy one in parts, and from when on all is there is said', async () => {
  const { trails, questions } = asking(180);
  const hour = 3_600_000;
  expect(questions.map(({ from, to }) => [from, to])).toEqual([[NOW - 2 * hour, NOW]]);
  await questions[0]?.answer({ truncatedAt: NOW - hour });
  expect(questions[1]).toMatchObject({ from: NOW - hour, to: NOW });
  await questions[1]?.answer({});
  expect(questions[2]).toMatchObject({ from: NOW - 3 * hour, to: NOW - 2 * hour });
  await questions[2]?.answer({});
  expect(trails.store.getState()).toMatchObject({ phase: 'shown', since: NOW - 3 * hour, isCut: false });
  trails.close();
});

test('[AIS109] of a time too busy for 24 answers the older part is left out, and the page is told', async () => {
  const { trails, questions } = asking(240);
  for (let at = 0; at < 24; at += 1) {
    const { from = 0, answer } = questions[at] ?? {};
    await answer?.({ truncatedAt: from + 60_000 });
  }
  expect(questions).toHaveLength(24);
  expect(trails.store.getState()).toMatchObject({ phase: 'shown', isCut: true });
  trails.close();
});
