import { expect, test } from 'vitest';
import { distanceMetres, offset } from '@haigang/shared/kernel/geodesy';
import { LIMIT_ID } from '@haigang/shared/features/vessel/port-site.rings';
import { SAMPLE_PORT, SAMPLE_ZONES } from '@haigang/shared/features/vessel/sample-port';
import { snapShapes, snapTo } from './port-plan-snap.js';

const [ZONE] = SAMPLE_ZONES;
const SITE = { ...SAMPLE_PORT, zones: SAMPLE_ZONES };
const [A, B] = [ZONE!.ring[0]!, ZONE!.ring[1]!];
const ON_EDGE = { lat: A.lat, lon: (A.lon + B.lon) / 2 };
const snap = (east: number, north: number, from = A, reach = 50) =>
  snapTo(offset(from, east, north), snapShapes(SITE, null), reach);

test('[AIS115] a corner within reach is taken exactly, beyond it not', () => {
  expect(snap(-20, -20)).toEqual({ place: A, on: 'corner', shape: ZONE });
  expect(snap(-40, -40)).toBeNull();
});

test('[AIS115] a corner comes before an edge that is nearer, an edge where no corner is', () => {
  expect(snap(40, 5)).toMatchObject({ on: 'corner', place: A });
  const found = snap(0, 30, ON_EDGE);
  expect(found).toMatchObject({ on: 'edge', shape: ZONE });
  expect(distanceMetres(found!.place, ON_EDGE)).toBeLessThan(0.1);
  expect(snap(0, 51, ON_EDGE)).toBeNull();
});

test('[AIS115] the edge that closes a ring is one of its edges', () => {
  const [first, last] = [ZONE!.ring[0]!, ZONE!.ring.at(-1)!];
  const middle = { lat: (first.lat + last.lat) / 2, lon: first.lon };
  expect(snap(-10, 0, middle)).toMatchObject({ on: 'edge', shape: ZONE });
});

test('[AIS115] the limit, zones and berths are snapped to, the shape that is being changed is not', () => {
  const names = (except: string | null): (string | undefined)[] => snapShapes(SITE, except).map(({ name }) => name?.zh);
  const berths = SITE.berths.map(({ name }) => name.zh);
  expect(names(null)).toEqual([undefined, ZONE!.name.zh, ...berths]);
  expect(names(LIMIT_ID)).toEqual([ZONE!.name.zh, ...berths]);
  expect(names(ZONE!.id)).toEqual([undefined, ...berths]);
  expect(snapTo(A, snapShapes(SITE, ZONE!.id), 50)).toBeNull();
  expect(snapTo(A, [], 50)).toBeNull();
});
