import { expect, test } from 'vitest';
import { SAMPLE_PORT } from '@haigang/shared/features/vessel/sample-port';
import type { Vessel } from '@haigang/shared/features/vessel/vessel.model';
import { lostLimits } from '@haigang/shared/features/vessel/vessel.rules';
import { DEFAULT_SETTINGS } from '@haigang/shared/kernel/settings';
import type { Stay } from './use-stays.js';
import { areaOf } from './vessel-area.js';
import {
  COLUMNS,
  facetValues,
  indexStays,
  listVessels,
  matching,
  NOT_TOLD,
  sorted,
  WHOLE_LIST,
  type ListedVessel,
  type ListQuery,
  type ListWords,
} from './vessel-list.js';

const NOW = 1_800_000_000_000;
const AN1 = SAMPLE_PORT.anchorages[0]!;
const B3_2 = SAMPLE_PORT.berths[1]!;

function vessel(of: Partial<Vessel> & Pick<Vessel, 'mmsi'>): Vessel {
  return {
    ...({ kind: 'ship', transponder: 'A', name: null, imo: null, callSign: null, shipType: 'cargo' } as const),
    ...({ shipClass: 'cargo', position: null, speedKnots: null, courseDeg: null, headingDeg: null } as const),
    ...{ navigationStatus: null, destination: null, draughtMetres: null, eta: null, lengthMetres: null },
    ...{ beamMetres: null, hull: null, staticAt: null, positionAt: NOW - 5000, firstHeardAt: NOW - 60_000 },
    ...{ lastReportAt: NOW - 5000, source: 'tcp', simulated: false, ...of },
  };
}

const rowsOf = (vessels: readonly Vessel[], stays: readonly Stay[] = []): ListedVessel[] =>
  listVessels(vessels, {
    now: NOW,
    limits: lostLimits(DEFAULT_SETTINGS),
    stays: indexStays(stays),
    site: SAMPLE_PORT,
    edgeMs: 600_000,
  });
const names = (rows: readonly ListedVessel[]): (string | null)[] => rows.map((row) => row.vessel.name);
const ask = (of: Partial<ListQuery>): ListQuery => ({ ...WHOLE_LIST, ...of });
const WORDS: ListWords = {
  flag: ({ flag }) => flag,
  type: (row) => row.vessel.shipType,
  status: (row) => row.vessel.navigationStatus,
  area: ({ area }) => area?.kind ?? null,
};

const FLEET = rowsOf([
  vessel({ mmsi: '563000001', name: 'SYNTH AURORA', imo: 9_990_014, callSign: '9V 8801', speedKnots: 12.4 }),
  vessel({ mmsi: '413000002', name: 'Synth Tide', shipType: 'tanker', shipClass: 'tanker', speedKnots: 0.1 }),
  vessel({ mmsi: '477000003', name: null, navigationStatus: 'moored', simulated: true }),
  vessel({ mmsi: '636000004', name: 'ALPHA 10', lastReportAt: NOW - 3_600_000, positionAt: NOW - 3_600_000 }),
  vessel({ mmsi: '636000005', name: 'ALPHA 9', speedKnots: 3 }),
  vessel({ mmsi: '004132900', kind: 'coast-station', shipClass: 'other', shipType: null }),
]);

test('[AIS81] a vessel is found by part of its name, MMSI, IMO number or call sign, whatever the case, width or spaces', () => {
  const found = (text: string): (string | null)[] => names(matching(FLEET, ask({ text })));
  expect(found('synth')).toEqual(['SYNTH AURORA', 'Synth Tide']);
  expect(found(' ｓｙｎｔｈ  tide')).toEqual(['Synth Tide']);
  expect(found('synthaurora')).toEqual(['SYNTH AURORA']);
  expect(found('IMO 9990014')).toEqual(['SYNTH AURORA']);
  expect(found('9v8801')).toEqual(['SYNTH AURORA']);
  expect(found('41300')).toEqual(['Synth Tide']);
  expect(found('nobody')).toEqual([]);
  expect(found('   ')).toHaveLength(FLEET.length);
});

test('[AIS81] every value that is chosen must hold, and each is offered with how many have it', () => {
  const found = (facets: ListQuery['facets'], text = ''): (string | null)[] =>
    names(matching(FLEET, ask({ facets, text })));
  expect(found({ flag: 'LR' })).toEqual(['ALPHA 10', 'ALPHA 9']);
  expect(found({ flag: 'LR', heard: 'lost' })).toEqual(['ALPHA 10']);
  expect(found({ type: 'tanker' }, 'tide')).toEqual(['Synth Tide']);
  expect(found({ type: 'tanker' }, 'aurora')).toEqual([]);
  expect(found({ status: 'moored' })).toEqual([null]);
  expect(found({ origin: 'simulated' })).toEqual([null]);
  expect(matching(FLEET, ask({ facets: { type: 'station' } })).map((row) => row.vessel.mmsi)).toEqual(['004132900']);
  expect(matching(FLEET, ask({ facets: { status: NOT_TOLD } }))).toHaveLength(5);
  expect(Object.fromEntries(facetValues(FLEET, 'flag'))).toEqual({ SG: 1, CN: 2, HK: 1, LR: 2 });
  // What was chosen stays among the choices when nobody has it any more.
  expect(facetValues(FLEET, 'flag', 'PA').get('PA')).toBe(0);
});

test('[AIS81] what is not told stands last whichever way it is sorted, and equal ones by name', () => {
  const by = (column: ListQuery['column'], descending = false): (string | null)[] =>
    names(sorted(FLEET, { column, descending }, WORDS, 'en'));
  expect(by('name')).toEqual(['ALPHA 9', 'ALPHA 10', 'SYNTH AURORA', 'Synth Tide', null, null]);
  expect(by('name', true)).toEqual(['Synth Tide', 'SYNTH AURORA', 'ALPHA 10', 'ALPHA 9', null, null]);
  expect(by('speed').slice(0, 3)).toEqual(['Synth Tide', 'ALPHA 9', 'SYNTH AURORA']);
  expect(by('speed', true).slice(0, 3)).toEqual(['SYNTH AURORA', 'ALPHA 9', 'Synth Tide']);
  expect(by('speed', true).slice(3)).toEqual(['ALPHA 10', null, null]);
  expect(by('age').at(-1)).toBe('ALPHA 10');
  expect(by('flag')[0]).toBe('Synth Tide');
  for (const column of COLUMNS) expect(by(column)).toHaveLength(FLEET.length);
});

test('[AIS82] where a vessel is: the berth or anchorage of her port call, else the area her position is in', () => {
  const channel = { lat: 29.95, lon: 121.95 };
  const stay: Stay = { mmsi: '1', name: null, simulated: false, kind: 'berth', placeId: B3_2.id };
  expect(areaOf(channel, stay, SAMPLE_PORT)).toEqual({ kind: 'berth', id: B3_2.id, name: B3_2.name, lies: true });
  expect(areaOf(AN1.centre, undefined, SAMPLE_PORT)).toMatchObject({ kind: 'anchorage', id: AN1.id, lies: false });
  expect(areaOf(channel, undefined, SAMPLE_PORT)).toEqual({ kind: 'port' });
  expect(areaOf({ lat: 31, lon: 124 }, undefined, SAMPLE_PORT)).toEqual({ kind: 'sea' });
  expect(areaOf(null, undefined, SAMPLE_PORT)).toBeNull();
  // A place the site no longer has keeps its id.
  expect(areaOf(channel, { ...stay, placeId: 'B9-9' }, SAMPLE_PORT)).toMatchObject({ id: 'B9-9' });
});

test('[AIS82] the stay of a simulated vessel is not that of the real one with its number', () => {
  const at = { position: { lat: 29.95, lon: 121.95 } };
  const stay: Stay = { mmsi: '563000009', name: null, simulated: true, kind: 'anchorage', placeId: AN1.id };
  const [real, simulated] = rowsOf(
    [vessel({ mmsi: '563000009', ...at }), vessel({ mmsi: '563000009', simulated: true, ...at })],
    [stay],
  );
  expect(real!.area).toEqual({ kind: 'port' });
  expect(simulated!.area).toMatchObject({ kind: 'anchorage', lies: true });
});

test('[AIS80] a vessel that did not report is the same row, until it is lost or lies elsewhere', () => {
  const one = vessel({ mmsi: '563000010', position: { lat: 29.95, lon: 121.95 }, speedKnots: 10 });
  const of = { limits: lostLimits(DEFAULT_SETTINGS), stays: indexStays([]), site: SAMPLE_PORT, edgeMs: 600_000 };
  const [first] = listVessels([one], { ...of, now: NOW });
  expect(listVessels([one], { ...of, now: NOW + 1000 })[0]).toBe(first);
  expect(listVessels([one], { ...of, now: NOW + 120_000 })[0]).toMatchObject({ lost: true });
  const stays = indexStays([{ mmsi: one.mmsi, name: null, simulated: false, kind: 'berth', placeId: B3_2.id }]);
  expect(listVessels([one], { ...of, stays, now: NOW })[0]).toMatchObject({ area: { kind: 'berth' } });
});
