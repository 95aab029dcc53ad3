import fc from 'fast-check';
import { expect, test } from 'vitest';
import { destination, distanceMetres } from '../../kernel/geodesy.js';
import { DEFAULT_SETTINGS } from '../../kernel/settings.js';
import { portCallLimits, type Sighting } from './port-call.rules.js';
import { SAMPLE_PORT } from './sample-port.js';
import { closestApproach, placeAfter, wayOf, type Way } from './vessel-rule.approach.js';
import { hullDistanceMetres, hullRing } from './vessel-rule.hull.js';
import { ruleLimits } from './vessel-rule.limits.js';
import { findAlongside, findApproaches, isApproaching } from './vessel-rule.pairs.js';
import { sighting } from './vessel-rule-testing.js';
import { lostLimits } from './vessel.rules.js';

const limits = ruleLimits(DEFAULT_SETTINGS);
const calls = portCallLimits(DEFAULT_SETTINGS);
const lost = lostLimits(DEFAULT_SETTINGS);
const HERE = { lat: 29.95, lon: 121.95 };
const HULL = { toBowMetres: 150, toSternMetres: 50, toPortMetres: 16, toStarboardMetres: 16 };
const hull200 = { hull: HULL, lengthMetres: 200, beamMetres: 32, headingDeg: 90 };

test('[AIS72] the water between two hulls is measured at true size from where the antennas are', () => {
  const ship = sighting(1, { position: HERE, ...hull200 });
  expect(hullRing(ship)).toHaveLength(4);
  const beside = (north: number, east: number, over: Partial<Sighting> = {}): number => {
    const position = destination(destination(HERE, 0, north), 90, east);
    return Math.round(hullDistanceMetres(ship, sighting(2, { position, ...hull200, ...over })));
  };
  expect(beside(32, 0)).toBe(0);
  expect(beside(52, 0)).toBe(20);
  // Antennas 52 m apart, but astern of one another: her bow is inside the other.
  expect(beside(0, 52)).toBe(0);
  expect(beside(0, -230)).toBe(30);
  expect(beside(0, 230)).toBe(30);
  // A launch without a size is where her antenna is; hers is 120 m ahead, where the hull still is.
  expect(beside(30, 120, { hull: null, beamMetres: null })).toBe(14);
  expect(beside(30, 120, { hull: null, beamMetres: 8 })).toBe(10);
  expect(beside(100, 0, { headingDeg: null })).toBe(100 - 16 - 16);
});

test('[AIS72] whichever way it is measured: the same from both sides, and no further than the antennas', () => {
  const place = fc.record({
    bearing: fc.double({ min: 0, max: 360, noNaN: true }),
    metres: fc.double({ min: 0, max: 600, noNaN: true }),
    heading: fc.double({ min: 0, max: 360, noNaN: true }),
  });
  fc.assert(
    fc.property(place, place, (a, b) => {
      const of = (id: number, { bearing, metres, heading }: typeof a): Sighting =>
        sighting(id, { position: destination(HERE, bearing, metres), ...hull200, headingDeg: heading });
      const [one, other] = [of(1, a), of(2, b)];
      const metres = hullDistanceMetres(one, other);
      expect(hullDistanceMetres(other, one)).toBeCloseTo(metres, 1);
      const antennas = distanceMetres(one.position, other.position);
      expect(metres).toBeLessThanOrEqual(antennas + 0.1);
      expect(metres).toBeGreaterThanOrEqual(antennas - 2 * Math.hypot(150, 16) - 0.1);
    }),
  );
});

const way = (bearing: number, metres: number, speedKnots: number, courseDeg: number): Way =>
  wayOf(destination(HERE, bearing, metres), speedKnots, courseDeg);

test('[AIS78] closest approach: head on, crossing, past, and ships that sail as one', () => {
  const east = way(0, 0, 10, 90);
  expect(closestApproach(east, way(90, 2000, 10, 270), 1)).toMatchObject({ cpaMetres: expect.closeTo(0, 0) as number });
  expect(closestApproach(east, way(90, 2000, 10, 270), 1)?.tcpaSeconds).toBeCloseTo(194.4, 0);
  expect(closestApproach(east, way(270, 500, 10, 270), 1)?.tcpaSeconds).toBeLessThan(0);
  expect(closestApproach(east, way(0, 300, 10, 90), 1)).toBeNull();
  expect(closestApproach(east, way(0, 300, 10.5, 90), 1)).toBeNull();
});

test('[AIS78] what is calculated is what sailing on shows', () => {
  const ways = fc.record({
    bearing: fc.double({ min: 0, max: 360, noNaN: true }),
    metres: fc.double({ min: 100, max: 5000, noNaN: true }),
    knots: fc.double({ min: 3, max: 30, noNaN: true }),
    course: fc.double({ min: 0, max: 360, noNaN: true }),
  });
  fc.assert(
    fc.property(ways, ways, (a, b) => {
      const [one, other] = [a, b].map(({ bearing, metres, knots, course }) => way(bearing, metres, knots, course));
      const found = one && other && closestApproach(one, other, 1);
      fc.pre(found !== null && found !== undefined && Math.abs(found.tcpaSeconds) < 1200);
      const apart = (seconds: number): number => distanceMetres(placeAfter(one!, seconds), placeAfter(other!, seconds));
      expect(Math.abs(apart(found.tcpaSeconds) - found.cpaMetres)).toBeLessThan(10);
      for (const before of [-60, -10, 10, 60]) {
        expect(apart(found.tcpaSeconds + before)).toBeGreaterThan(found.cpaMetres - 10);
      }
    }),
  );
});

test('[AIS78] the search finds what comparing everybody with everybody finds', () => {
  const fleet = fc.array(
    fc.record({
      east: fc.double({ min: -6000, max: 6000, noNaN: true }),
      north: fc.double({ min: -6000, max: 6000, noNaN: true }),
      speedKnots: fc.double({ min: 3, max: 40, noNaN: true }),
      courseDeg: fc.double({ min: 0, max: 360, noNaN: true }),
    }),
    { minLength: 2, maxLength: 60 },
  );
  fc.assert(
    fc.property(fleet, (places) => {
      const ships = places.map(({ east, north, speedKnots, courseDeg }, index) => ({
        ...sighting(index, { position: destination(destination(HERE, 90, east), 0, north) }),
        ...{ speedKnots, courseDeg },
      }));
      const names = ({ one, other }: { one: Sighting; other: Sighting }): string =>
        [one.mmsi, other.mmsi].toSorted().join(' ');
      const found = findApproaches(ships, 0, limits.approach, 1e9).pairs.map(names).toSorted();
      const all = ships.flatMap((one, at) =>
        ships.slice(at + 1).flatMap((other) => findApproaches([one, other], 0, limits.approach, 1e9).pairs.map(names)),
      );
      const byHand = ships.flatMap((one, at) =>
        ships.slice(at + 1).flatMap((other) => {
          const { cpaMetres, tcpaSeconds, clearFactor, relativeKnots } = limits.approach;
          const [a, b] = [one, other].map((ship) => wayOf(ship.position, ship.speedKnots, ship.courseDeg));
          const near = closestApproach(a!, b!, relativeKnots);
          const is =
            near !== null &&
            near.tcpaSeconds >= 0 &&
            near.tcpaSeconds <= tcpaSeconds * clearFactor &&
            near.cpaMetres <= cpaMetres * clearFactor;
          return is ? [names({ one, other })] : [];
        }),
      );
      expect(found).toEqual(byHand.toSorted());
      expect(all.toSorted()).toEqual(byHand.toSorted());
    }),
    { numRuns: 60 },
  );
});

test('[AIS78] none for ships that lie, whatever they say, for harbour craft, the lost, and those outside the port', () => {
  const takesPart = (over: Partial<Sighting>, now = 0): boolean =>
    isApproaching(sighting(1, { position: HERE, speedKnots: 9, courseDeg: 40, ...over }), now, {
      ...{ site: SAMPLE_PORT, limits: limits.approach, lost },
    });
  expect(takesPart({})).toBe(true);
  expect(takesPart({ speedKnots: 2.9 })).toBe(false);
  expect(takesPart({ speedKnots: null })).toBe(false);
  expect(takesPart({ courseDeg: null })).toBe(false);
  for (const navigationStatus of ['moored', 'at-anchor', 'aground'] as const) {
    expect(takesPart({ navigationStatus, speedKnots: 3 })).toBe(false);
    // A crew that forgot to change the status is under way all the same.
    expect(takesPart({ navigationStatus, speedKnots: 9 })).toBe(true);
  }
  expect(takesPart({ shipType: 'tug' })).toBe(false);
  expect(takesPart({ shipType: 'pilot' })).toBe(false);
  expect(takesPart({}, 61_000)).toBe(false);
  expect(takesPart({ position: { lat: 31, lon: 122 } })).toBe(false);
});

test('[AIS72] alongside: a craft at the side of one who waits, not the tug, not who passes, not the neighbour at the next berth', () => {
  const anchored = sighting(1, { position: SAMPLE_PORT.anchorages[0]!.centre, speedKnots: 0.2, ...hull200 });
  const craft = (over: Partial<Sighting> = {}): Sighting =>
    sighting(2, { position: destination(anchored.position, 0, 60), speedKnots: 0.4, ...over });
  const found = (other: Sighting, one = anchored) =>
    findAlongside([one], [one, other], { site: SAMPLE_PORT, limits, calls }).map(({ verdict, metres }) => [
      verdict,
      Math.round(metres),
    ]);
  expect(found(craft())).toEqual([['yes', 44]]);
  expect(found(craft({ position: destination(anchored.position, 0, 100) }))).toEqual([['unknown', 84]]);
  expect(found(craft({ position: destination(anchored.position, 0, 130) }))).toEqual([]);
  expect(found(craft({ shipType: 'tug' }))).toEqual([]);
  expect(found(craft({ speedKnots: 6 }))).toEqual([]);
  expect(found(craft({ simulated: true }))).toEqual([]);
  const [b1, b2] = SAMPLE_PORT.berths;
  const atBerth = (mmsi: number, position: Sighting['position']): Sighting =>
    sighting(mmsi, { position, speedKnots: 0, ...hull200, headingDeg: 110 });
  const moored = atBerth(1, destination(b1!.centre, 110, 60));
  const neighbour = atBerth(2, b2!.centre);
  expect(hullDistanceMetres(moored, neighbour)).toBeLessThan(100);
  expect(found(neighbour, moored)).toEqual([]);
  // A barge at the same berth is no neighbour.
  expect(found(atBerth(2, destination(moored.position, 20, 40)), moored)).toEqual([['yes', 8]]);
  // Two that both wait are one pair.
  const both = [anchored, craft()];
  expect(findAlongside(both, both, { site: SAMPLE_PORT, limits, calls })).toHaveLength(1);
});
