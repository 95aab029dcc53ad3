import { expect, test } from 'vitest';
import type { Vessel } from '../../features/vessel/vessel.model.js';
import { nameLabel } from './vessel-features.js';

const drawn = (says: Partial<Vessel>) => {
  const place = { lat: 29.9, lon: 121.9 };
  const vessel = { mmsi: '412000001', speedKnots: 10, destination: null, name: null, position: place, ...says };
  return { vessel: vessel as Vessel & { position: typeof place }, place, predicted: false, lost: false };
};
const isTurned = (says: Partial<Vessel>, roomEm: number): boolean =>
  nameLabel(drawn(says), roomEm).properties?.['isTurned'] === true;

test('[AIS119] a name that has no room before the edge of the chart stands left of its mark (bug: SYNTH PA…)', () => {
  expect(isTurned({ name: 'SYNTH PAPER' }, 9)).toBe(false);
  expect(isTurned({ name: 'SYNTH PAPER' }, 8)).toBe(true);
  // A Chinese letter is as wide as it is high.
  expect(isTurned({ name: '海港检疫拾壹' }, 7)).toBe(true);
  // What stands below the name needs room, too.
  expect(isTurned({ name: 'AB', destination: 'CNNBO ANCHORAGE' }, 8)).toBe(true);
  expect(isTurned({ name: 'AB', destination: 'CNNBO ANCHORAGE' }, 12)).toBe(false);
  expect(nameLabel(drawn({}), 100).properties).toEqual({ name: '412000001', facts: '10.0 kn' });
});
