import { expect, test } from 'vitest';
import { offset } from '../../kernel/geodesy.js';
import { findVessels, vesselSearch } from './vessel-search.js';
import type { Vessel } from './vessel.model.js';

const HERE = { lat: 29.95, lon: 121.9 };

function vessel(of: Partial<Vessel> & Pick<Vessel, 'mmsi'>): Vessel {
  return {
    ...({ kind: 'ship', transponder: 'A', name: null, imo: null, callSign: null, shipType: 'cargo' } as const),
    ...({ shipClass: 'cargo', position: null, speedKnots: null, courseDeg: null, headingDeg: null } as const),
    ...{ navigationStatus: null, destination: null, draughtMetres: null, eta: null, lengthMetres: null },
    ...{ beamMetres: null, hull: null, staticAt: null, positionAt: 0, firstHeardAt: 0 },
    ...{ lastReportAt: 0, source: 'tcp', simulated: false, ...of },
  };
}

const FLEET = [
  vessel({ mmsi: '563000001', name: 'SYNTH AURORA', imo: 9_990_014, position: offset(HERE, 3000, 0) }),
  vessel({ mmsi: '413000002', name: 'Synth Tide', callSign: 'BPQX', position: offset(HERE, 0, -400) }),
  vessel({ mmsi: '477000003', name: 'ALPHA 10' }),
  vessel({ mmsi: '477000004', name: 'ALPHA 9' }),
  vessel({ mmsi: '477000005' }),
];
const names = (text: string, from: typeof HERE | null): string[] =>
  findVessels(FLEET, text, from).map((one) => one.vessel.name ?? one.vessel.mmsi);

test('[AIS117] the nearest comes first, with how far and where she is; who tells no place follows by name', () => {
  expect(names('', HERE)).toEqual(['Synth Tide', 'SYNTH AURORA', 'ALPHA 9', 'ALPHA 10', '477000005']);
  const [tide, aurora] = findVessels(FLEET, '', HERE);
  expect(tide?.away?.metres).toBeCloseTo(400, 0);
  expect(tide?.away?.bearingDeg).toBeCloseTo(180, 0);
  expect(aurora?.away?.bearingDeg).toBeCloseTo(90, 0);
});

test('[AIS117] without a place of one’s own the list is by name', () => {
  expect(names('', null)).toEqual(['ALPHA 9', 'ALPHA 10', 'SYNTH AURORA', 'Synth Tide', '477000005']);
  expect(findVessels(FLEET, '', null).every(({ away }) => away === null)).toBe(true);
});

test('[AIS81] [AIS117] any part of name, MMSI, IMO number or call sign finds, whatever case, width and spaces', () => {
  expect(names('ｓｙｎｔｈ', HERE)).toEqual(['Synth Tide', 'SYNTH AURORA']);
  expect(names('synthaur', HERE)).toEqual(['SYNTH AURORA']);
  expect(names('9990014', HERE)).toEqual(['SYNTH AURORA']);
  expect(names('bpq', HERE)).toEqual(['Synth Tide']);
  expect(names('477', HERE)).toHaveLength(3);
  expect(names('<b>', HERE)).toEqual([]);
  expect(FLEET.filter(vesselSearch(' '))).toHaveLength(5);
});
