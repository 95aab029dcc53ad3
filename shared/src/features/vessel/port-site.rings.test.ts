import { expect, test } from 'vitest';
import { changesOf, withoutPart, withPart } from './port-site.changes.js';
import { crossingsOf, LIMIT_ID, ringsOf, withRing } from './port-site.rings.js';
import { SAMPLE_GATES, SAMPLE_PORT, SAMPLE_ZONES } from './sample-port.js';

const WHOLE = { ...SAMPLE_PORT, zones: SAMPLE_ZONES, radiationGates: SAMPLE_GATES };
const [REACH] = SAMPLE_ZONES;
const SOUTH = { lat: 29.5, lon: 122 };

test('[AIS114] the limit and a zone get other corners, and what differs names them', () => {
  expect(ringsOf(WHOLE).map(({ id, ring }) => [id, ring.length])).toEqual([
    [LIMIT_ID, 4],
    ['DEMO-REACH', 4],
  ]);
  const limit = withRing(WHOLE, LIMIT_ID, [...WHOLE.limit, SOUTH]);
  expect(changesOf(WHOLE, limit)).toEqual({ added: [], changed: [], removed: [], limit: true });
  const zone = withRing(WHOLE, 'DEMO-REACH', REACH!.ring.slice(1));
  expect(changesOf(WHOLE, zone)).toEqual({ added: [], changed: ['DEMO-REACH'], removed: [], limit: false });
  expect(zone.zones?.[0]).toEqual({ ...REACH, ring: REACH!.ring.slice(1) });
  expect(withRing(SAMPLE_PORT, 'nowhere', REACH!.ring)).toEqual(SAMPLE_PORT);
});

test('[AIS114] a zone and a radiation gate are put in, changed and taken out as berths are, also as the first of their kind', () => {
  const [gate] = SAMPLE_GATES;
  const drawn = withPart(withPart(SAMPLE_PORT, REACH!, null), gate!, null);
  expect(changesOf(SAMPLE_PORT, drawn)).toMatchObject({ added: ['DEMO-REACH', 'RG3'], limit: false });
  const renamed = withPart(drawn, { ...REACH!, id: 'Z1', noEntry: true }, 'DEMO-REACH');
  expect(renamed.zones).toEqual([{ ...REACH, id: 'Z1', noEntry: true }]);
  const moved = withPart(renamed, { ...gate!, centre: SOUTH }, 'RG3');
  expect(moved.radiationGates).toEqual([{ ...gate, centre: SOUTH }]);
  expect(withoutPart(withoutPart(moved, 'RG3'), 'Z1')).toMatchObject({ zones: [], radiationGates: [] });
});

test('[AIS116] every ring that crosses itself is named with the edges that meet', () => {
  expect(crossingsOf(WHOLE)).toEqual([]);
  const crossed = (ring: readonly (typeof SOUTH)[]) => [ring[0]!, ring[2]!, ring[1]!, ring[3]!];
  const both = withRing(withRing(WHOLE, LIMIT_ID, crossed(WHOLE.limit)), 'DEMO-REACH', crossed(REACH!.ring));
  expect(crossingsOf(both)).toEqual([
    { id: LIMIT_ID, name: null, crossing: [0, 2] },
    { id: 'DEMO-REACH', name: REACH!.name, crossing: [0, 2] },
  ]);
});
