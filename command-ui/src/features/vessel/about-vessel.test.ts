import { expect, test } from 'vitest';
import type { Camera } from '@haigang/shared/features/camera/camera.model';
import { destination } from '@haigang/shared/kernel/geodesy';
import { camerasNearest, camerasSeeing, incidentsAround, type IncidentFacts } from './about-vessel.js';

const place = { lat: 29.9355, lon: 121.8834 };
const vessel = { mmsi: '563999001', position: place, lengthMetres: 200 };

test('[AIS84] the cameras that see a vessel, nearest first; none without a position', () => {
  const camera = (id: string, metres: number, bearingDeg: number | null) =>
    ({ id, position: destination(place, 200, metres), bearingDeg }) as Camera;
  const cameras = [camera('C3', 250, 20), camera('C1', 150, 25), camera('AWAY', 250, 200), camera('BLIND', 250, null)];
  expect(camerasSeeing(vessel, cameras).map((one) => one.camera.id)).toEqual(['C1', 'C3']);
  expect(camerasSeeing({ ...vessel, position: null }, cameras)).toEqual([]);
  // Where none does, those near by are named.
  const away = [camera('FAR', 1100, 200), camera('C5', 700, 200), camera('C4', 400, null), camera('C2', 350, 200)];
  expect(camerasSeeing(vessel, away)).toEqual([]);
  expect(camerasNearest(vessel, [...away, camera('C6', 900, 200)]).map((one) => one.camera.id)).toEqual([
    'C2',
    'C4',
    'C5',
  ]);
  expect(camerasNearest({ ...vessel, position: null }, away)).toEqual([]);
});

test('[AIS84] incidents about a vessel in any state, newest first, then open ones near her', () => {
  const incident = (id: string, of: Partial<IncidentFacts>, hour: number): IncidentFacts => ({
    ...{ id, state: 'REPORTED', vesselMmsi: null, position: null },
    ...{ stamps: { tAlarm: `2026-05-10T0${hour}:00:00Z` } as IncidentFacts['stamps'], ...of },
  });
  const accuracyMetres = 10;
  const near = { ...destination(place, 90, 300), accuracyMetres };
  const all = [
    incident('near', { position: near }, 1),
    incident('nearer', { position: { ...place, accuracyMetres } }, 2),
    incident('near but closed', { position: near, state: 'CLOSED' }, 3),
    incident('far', { position: { ...destination(place, 90, 600), accuracyMetres } }, 4),
    incident('old', { vesselMmsi: vessel.mmsi, state: 'CLOSED', position: near }, 5),
    incident('new', { vesselMmsi: vessel.mmsi }, 6),
    incident('another', { vesselMmsi: '563999002' }, 7),
  ];
  const shown = incidentsAround(vessel, all, 500).map((one) => [one.incident.id, one.metres === null]);
  expect(shown).toEqual([
    ['new', true],
    ['old', true],
    ['nearer', false],
    ['near', false],
  ]);
});
