import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isInBox, type ChartBox } from '@haigang/shared/features/vessel/chart-box';
import { applyFrame, parseFrame } from '@haigang/shared/features/vessel/vessel-frame';
import { formatMmsi } from '@haigang/shared/features/vessel/mmsi';
import type { Vessel } from '@haigang/shared/features/vessel/vessel.model';
import { unknownVessel } from '../vessel-patch.js';
import { VesselJournal } from './vessel-journal.js';
import { AreaReader, ChartReader, type VesselReader } from './vessel-reader.js';

/** Twelve stations on a line of longitudes 1° apart, so that boxes part them. */
const STATIONS = 12;
const boxOf = (west: number, width: number): ChartBox => ({ south: -1, north: 1, west, east: west + width });
const isBetween = (box: ChartBox | null, { position }: Vessel): boolean =>
  position !== null && box !== null && isInBox(box, position);

/** What a page has: what came so far laid over one another. */
class Page {
  vessels: ReadonlyMap<string, Vessel> = new Map();
  frames = 0;
  health: unknown = null;
  readonly reader: VesselReader;
  constructor(reader: VesselReader) {
    this.reader = reader;
  }
  /** One tick; a page that takes nothing is as one whose network is full. */
  tick(journal: VesselJournal, of: { takes?: boolean; farRound?: number; health?: number } = {}): void {
    const { takes = true, farRound = 0, health = 0 } = of;
    if (!takes) return;
    const bytes = this.reader.next({
      ...{ journal, shared: new Map(), farRound },
      health: { json: '{"sources":[],"recording":null,"forwards":[]}', revision: health },
    });
    if (!bytes) return;
    const parsed = parseFrame(bytes);
    this.vessels = applyFrame(this.vessels, parsed);
    this.health = parsed.health ?? this.health;
    this.frames += 1;
  }
}

const vesselAt = (mmsi: number, lon: number | null, more: Partial<Vessel> = {}): Vessel => ({
  ...unknownVessel(formatMmsi(mmsi), mmsi, 1000),
  ...{ position: lon === null ? null : { lat: 0, lon }, positionAt: lon === null ? null : 2000, source: 'tcp:a' },
  ...more,
});

type Step =
  | { readonly kind: 'move'; readonly which: number; readonly lon: number | null }
  | { readonly kind: 'say'; readonly which: number; readonly name: string }
  | { readonly kind: 'leave'; readonly which: number };
const which = fc.nat(STATIONS - 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    ...{ kind: fc.constant('move' as const), which, lon: fc.option(fc.nat(STATIONS - 1), { nil: null }) },
  }),
  fc.record({ kind: fc.constant('say' as const), which, name: fc.constantFrom('A', 'B', 'C') }),
  fc.record({ kind: fc.constant('leave' as const), which }),
);
const tick = fc.record({
  steps: fc.array(step, { maxLength: 6 }),
  ...{ takes: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }), farRound: fc.nat(2) },
  look: fc.option(fc.tuple(fc.nat(STATIONS - 1), fc.nat(4)), { nil: null }),
});

test('[AIS91] [AIS94] whatever moves, says, leaves, and whichever frames find no room: once a page takes one it has what the registry has, of its area at least', () => {
  fc.assert(
    fc.property(fc.array(tick, { minLength: 1, maxLength: 40 }), fc.constantFrom(2, 1000), (ticks, mostDepartures) => {
      const journal = new VesselJournal({ mostDepartures });
      const registry = new Map<string, Vessel>();
      const [whole, chart, phone] = [new ChartReader(), new ChartReader(), new AreaReader()].map(
        (reader) => new Page(reader),
      );
      let area: ChartBox | null = null;
      let clock = 0;
      for (const { steps, takes, farRound, look } of ticks) {
        const changed = new Set<string>();
        const lost = new Set<string>();
        for (const one of steps) {
          clock += 1;
          const number = 413_000_000 + one.which;
          const mmsi = formatMmsi(number);
          const known = registry.get(mmsi) ?? vesselAt(number, null, { firstHeardAt: clock });
          if (one.kind === 'leave') {
            if (!registry.delete(mmsi)) continue;
            changed.delete(mmsi);
            lost.add(mmsi);
            continue;
          }
          const next =
            one.kind === 'say'
              ? { ...known, name: one.name, staticAt: clock }
              : { ...known, ...vesselAt(number, one.lon, { firstHeardAt: known.firstHeardAt, name: known.name }) };
          registry.set(mmsi, { ...next, staticAt: known.staticAt, lastReportAt: clock });
          changed.add(mmsi);
          lost.delete(mmsi);
        }
        journal.record({ vessels: [...changed].map((mmsi) => registry.get(mmsi)!), lost: [...lost] });
        if (look) {
          area = boxOf(...look);
          chart!.reader.look(area);
          phone!.reader.look(area);
        }
        [whole, chart, phone].forEach((page, at) => page!.tick(journal, { takes: takes[at]!, farRound }));
        if (takes[0]) expect(whole!.vessels).toEqual(registry);
        // In its view a desk is never behind.
        if (takes[1]) {
          for (const [mmsi, vessel] of registry) {
            if (isBetween(area, vessel)) expect(chart!.vessels.get(mmsi)).toEqual(vessel);
          }
          expect([...chart!.vessels.keys()].toSorted()).toEqual([...registry.keys()].toSorted());
        }
        const inArea = new Map([...registry].filter(([, vessel]) => isBetween(area, vessel)));
        if (takes[2]) expect(phone!.vessels).toEqual(inArea);
      }
      chart!.tick(journal, { farRound: 3 });
      expect(chart!.vessels).toEqual(registry);
    }),
    { numRuns: 300 },
  );
});

test('[AIS92] [AIS94] what lies outside the view and was due when a page took nothing comes as soon as it takes something', () => {
  const journal = new VesselJournal();
  const ship = 413_000_000;
  journal.record({ vessels: [vesselAt(ship, 9)], lost: [] });
  const page = new Page(new ChartReader());
  page.reader.look(boxOf(0, 2));
  page.tick(journal);
  journal.record({ vessels: [vesselAt(ship, 8)], lost: [] });
  page.tick(journal, { farRound: 1, takes: false });
  expect(page.vessels.get(formatMmsi(ship))?.position?.lon).toBe(9);
  page.tick(journal, { farRound: 1 });
  expect(page.vessels.get(formatMmsi(ship))?.position?.lon).toBe(8);
});

test('[AIS91] a frame is made once for all who need the same, and another for those who need another', () => {
  const journal = new VesselJournal();
  journal.record({ vessels: [vesselAt(413_000_000, 0), vesselAt(413_000_001, 9)], lost: [] });
  const shared = new Map<string, Uint8Array<ArrayBuffer> | null>();
  const readers = Array.from({ length: 6 }, () => new ChartReader());
  const next = (): (Uint8Array | null)[] =>
    readers.map((reader) => reader.next({ journal, shared, health: { json: 'null', revision: 0 }, farRound: 0 }));
  expect(new Set(next()).size).toBe(1);
  journal.record({ vessels: [vesselAt(413_000_000, 1), vesselAt(413_000_001, 8)], lost: [] });
  readers.slice(0, 2).forEach((reader) => reader.look(boxOf(0, 2)));
  readers.slice(2, 4).forEach((reader) => reader.look(boxOf(7, 2)));
  shared.clear();
  const frames = next();
  expect(new Set(frames).size).toBe(3);
  expect(frames.map((bytes) => parseFrame(bytes!).moved.map(({ mmsi }) => mmsi))).toEqual([
    ...[['413000000'], ['413000000'], ['413000001'], ['413000001']],
    ...[
      ['413000000', '413000001'],
      ['413000000', '413000001'],
    ],
  ]);
});

test('[AIS92] outside the view: who is new, what a station says of itself, and beacons come at once', () => {
  const journal = new VesselJournal();
  const [ship, beacon] = [413_000_000, 970_000_001];
  journal.record({ vessels: [vesselAt(ship, 9), vesselAt(beacon, 9)], lost: [] });
  const page = new Page(new ChartReader());
  page.reader.look(boxOf(0, 2));
  page.tick(journal);
  const place = (mmsi: number): number | undefined => page.vessels.get(formatMmsi(mmsi))?.position?.lon;
  journal.record({ vessels: [vesselAt(ship, 8), vesselAt(beacon, 8)], lost: [] });
  page.tick(journal);
  expect([place(ship), place(beacon)]).toEqual([9, 8]);
  journal.record({ vessels: [vesselAt(ship, 7, { name: 'AURORA' }), vesselAt(413_000_002, 9)], lost: [] });
  page.tick(journal);
  expect([place(ship), place(413_000_002)]).toEqual([7, 9]);
  expect(page.vessels.get(formatMmsi(ship))?.name).toBe('AURORA');
});

test('[AIS95] how the sources do comes with a frame, also when nothing moves, and once (bug: of what was sent in one moment only the first came, and while ships moved nothing was heard of the sources)', () => {
  const journal = new VesselJournal();
  const page = new Page(new ChartReader());
  page.tick(journal, { health: 1 });
  expect([page.frames, page.health]).toEqual([1, { sources: [], recording: null, forwards: [] }]);
  page.tick(journal, { health: 1 });
  expect(page.frames).toBe(1);
  page.tick(journal, { health: 2, takes: false });
  page.tick(journal, { health: 2 });
  expect(page.frames).toBe(2);
});
