import { expect, test } from 'vitest';
import type { ReplayVessel } from './replay.model.js';
import { vesselsAt } from './replay.rules.js';
import type { TrackBreak } from './track.model.js';

const MINUTE = 60_000;
const point = (at: number, lon: number, broken: TrackBreak | null = null) => ({
  ...{ at: at * MINUTE, lat: 29.9, lon, speedKnots: 10, courseDeg: 90, headingDeg: 91 },
  ...{ navigationStatus: 'under-way-engine' as const, break: broken },
});
const ship = (...points: ReplayVessel['points']): ReplayVessel => ({
  ...{ mmsi: '413999001', kind: 'ship', simulated: false, staticAt: 0, points },
  ...{ name: 'SYNTH', imo: null, callSign: null, shipType: null, shipClass: 'cargo', lengthMetres: null },
  ...{ beamMetres: null, hull: null, draughtMetres: null, destination: null, eta: null },
});
const at = (vessel: ReplayVessel, minutes: number) => vesselsAt([vessel], minutes * MINUTE)[0];

test('[AIS104] on a line a vessel is where she was at that moment, and as fresh', () => {
  const vessel = ship(point(0, 121), point(10, 121.1));
  expect(at(vessel, -1)).toBeUndefined();
  expect(at(vessel, 5)?.position?.lon).toBeCloseTo(121.05, 6);
  expect(at(vessel, 5)).toMatchObject({ positionAt: 5 * MINUTE, speedKnots: 10, headingDeg: 91, name: 'SYNTH' });
});

test('[AIS104] over a gap or a jump, and after the last point, she stands where she was heard last, with that age', () => {
  for (const broken of ['gap', 'jump'] as const) {
    const vessel = ship(point(0, 121), point(10, 121.1, broken));
    expect(at(vessel, 5), broken).toMatchObject({ position: { lon: 121 }, positionAt: 0 });
    expect(at(vessel, 30), broken).toMatchObject({ position: { lon: 121.1 }, positionAt: 10 * MINUTE });
  }
});

test('[AIS104] who was not heard for an hour has left the picture, unless the line goes on', () => {
  expect(at(ship(point(0, 121)), 61)).toBeUndefined();
  expect(at(ship(point(0, 121), point(120, 121)), 61)).toBeDefined();
});

test('[AIS104] over the date line a vessel goes the short way', () => {
  const vessel = ship(point(0, 179.9), point(10, -179.9));
  expect(Math.abs(at(vessel, 5)?.position?.lon ?? 0)).toBeCloseTo(180, 6);
});
