import { expect, test } from 'vitest';
import { changesOf } from '@haigang/shared/features/vessel/port-site.changes';
import { LIMIT_ID, ringsOf } from '@haigang/shared/features/vessel/port-site.rings';
import { SAMPLE_GATES, SAMPLE_PORT, SAMPLE_ZONES } from '@haigang/shared/features/vessel/sample-port';
import { isAsTaken, withHeld } from './port-plan-held.js';

const SITE = { ...SAMPLE_PORT, zones: SAMPLE_ZONES, radiationGates: SAMPLE_GATES };
const [LIMIT, ZONE] = ringsOf(SITE);
const TO = { lat: 29.91234567891, lon: 121.87654321987 };
const ROUNDED = { lat: 29.9123457, lon: 121.8765432 };

test('[AIS114] what is let go is one change of what was held alone, to the centimetre', () => {
  const corner = withHeld(SITE, { grip: { kind: 'corner', ring: LIMIT!, at: 2 }, to: TO })!;
  expect(corner.limit).toEqual(SITE.limit.with(2, ROUNDED));
  expect(changesOf(SITE, corner)).toEqual({ added: [], changed: [], removed: [], limit: true });
  const edge = withHeld(SITE, { grip: { kind: 'edge', ring: ZONE!, at: 1 }, to: TO })!;
  expect(edge.zones?.[0]?.ring).toEqual(ZONE!.ring.toSpliced(2, 0, ROUNDED));
  expect(edge.limit).toBe(SITE.limit);
  const [gate] = SAMPLE_GATES;
  const placed = withHeld(SITE, { grip: { kind: 'place', part: gate! }, to: TO })!;
  expect(placed.radiationGates?.[0]).toEqual({ ...gate, centre: ROUNDED });
  expect(changesOf(SITE, placed).changed).toEqual(['RG3']);
});

test('[AIS100] what somebody else changed while it was held is not written over', () => {
  const grips = [
    { kind: 'corner', ring: ZONE!, at: 1 },
    { kind: 'place', part: SITE.berths[0]! },
  ] as const;
  const other = structuredClone(SITE);
  for (const grip of grips) {
    expect(isAsTaken(SITE, grip)).toBe(true);
    expect(isAsTaken({ ...SITE, anchorages: [] }, grip)).toBe(true);
    expect(isAsTaken(other, grip)).toBe(false);
  }
});

test('[AIS114] a ring without room for a corner gets none', () => {
  const ring = Array.from({ length: 500 }, (_, at) => ({ lat: 29 + at / 1000, lon: 121 }));
  expect(
    withHeld(SITE, { grip: { kind: 'edge', ring: { id: LIMIT_ID, name: null, ring }, at: 0 }, to: TO }),
  ).toBeNull();
});
