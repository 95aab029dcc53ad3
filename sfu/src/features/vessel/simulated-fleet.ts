import { vectorMetres } from '@haigang/shared/kernel/geodesy';
import {
  encodePositionReport,
  encodeStaticData,
  type EncodedStaticData,
} from '@haigang/shared/features/vessel/ais-encoder';

/** A point on a route, WGS-84 degrees. */
type Waypoint = readonly [lat: number, lon: number];

export interface SimulatedShip extends EncodedStaticData {
  readonly navigationStatusCode: number;
  readonly speedKnots: number;
  readonly route: readonly Waypoint[];
  /** Heading of a ship that lies still. */
  readonly restingHeadingDeg: number;
}

/** Jintang channel past Beilun and Daxie to the Xiazhimen approach, 400 m clear of the shipped coastline. */
const CHANNEL: readonly Waypoint[] = [
  [30.0512, 121.7812],
  [29.9962, 121.8137],
  [29.9588, 121.8588],
  [29.9588, 121.9137],
  [29.9737, 121.9688],
  [29.9288, 122.0237],
  [29.9238, 122.0787],
  [29.9262, 122.1337],
  [29.8888, 122.1713],
  [29.8712, 122.1713],
];
const HARBOUR: readonly Waypoint[] = [
  [29.9438, 121.8612],
  [29.9612, 121.9162],
];
const QUAY_TO_ANCHORAGE_1: readonly Waypoint[] = [
  [29.9537, 121.8612],
  [29.9913, 121.8062],
  [29.9838, 121.7762],
];
const ANCHORAGE_1: readonly Waypoint[] = [[29.985, 121.77]];

const AT_ANCHOR = 1;
const MOORED = 5;
const UNDER_WAY = 0;

/** The four synthetic ships of domain.md §7.3, and harbour traffic around them. */
export const SIMULATED_FLEET: readonly SimulatedShip[] = [
  ship(
    'SYNTH AURORA',
    563999001,
    9990014,
    71,
    { length: 200, beam: 32, draught: 11.2, to: 'CNNBO' },
    AT_ANCHOR,
    0,
    ANCHORAGE_1,
    40,
  ),
  ship(
    'SYNTH COPPER',
    477999002,
    9990026,
    70,
    { length: 180, beam: 30, draught: 9.8, to: 'CNNBO B3-2' },
    MOORED,
    0,
    [[29.9358, 121.8834]],
    110,
  ),
  ship(
    'SYNTH TIDE',
    412999003,
    9990038,
    70,
    { length: 140, beam: 22, draught: 7.1, to: 'CNNBO AN1' },
    UNDER_WAY,
    9.4,
    CHANNEL,
    0,
  ),
  ship(
    'SYNTH PAPER',
    636999004,
    9990040,
    70,
    { length: 225, beam: 32, draught: 10.4, to: 'CNNBO B4-3' },
    MOORED,
    0,
    [[29.8945, 122.0252]],
    105,
  ),
  ship(
    'DEMO TANK 05',
    413999005,
    0,
    80,
    { length: 176, beam: 28, draught: 9.2, to: 'CNZOS' },
    UNDER_WAY,
    11.2,
    CHANNEL,
    0,
  ),
  ship(
    'HY DEMO 21',
    413999006,
    0,
    70,
    { length: 96, beam: 15, draught: 5.1, to: 'CNZHE' },
    UNDER_WAY,
    8.6,
    CHANNEL.toReversed(),
    0,
  ),
  ship(
    'KEDU DEMO 08',
    413999007,
    0,
    60,
    { length: 38, beam: 9, draught: 1.8, to: 'JINTANG' },
    UNDER_WAY,
    17,
    CHANNEL.toReversed(),
    0,
  ),
  ship('TUG DEMO 03', 413999008, 0, 52, { length: 34, beam: 11, draught: 4.2, to: '' }, UNDER_WAY, 6, HARBOUR, 0),
  ship(
    'TUG DEMO 04',
    413999009,
    0,
    52,
    { length: 34, beam: 11, draught: 4.2, to: '' },
    UNDER_WAY,
    5,
    HARBOUR.toReversed(),
    0,
  ),
  ship(
    'QUARANTINE 01',
    413999010,
    0,
    55,
    { length: 22, beam: 6, draught: 1.4, to: 'AN1' },
    UNDER_WAY,
    14,
    QUAY_TO_ANCHORAGE_1,
    0,
  ),
];

/** Ships of one stretch set out apart, so that they do not sail in one another. */
const SPACING_S = 1800;
const METRES_PER_KNOT_SECOND = 0.514_444;

/** Where a ship is at an instant: a function of time alone, so that every start shows the same port. */
export function placeAt(index: number, now: number): { lat: number; lon: number; courseDeg: number } {
  const vessel = SIMULATED_FLEET[index];
  const [first] = vessel?.route ?? [];
  if (!vessel || !first) throw new RangeError(`no simulated ship ${index}`);
  if (vessel.route.length === 1) return { lat: first[0], lon: first[1], courseDeg: vessel.restingHeadingDeg };
  const legs = vessel.route.map((from, at) => leg(from, vessel.route[at + 1] ?? from)).slice(0, -1);
  const oneWay = legs.reduce((sum, { metres }) => sum + metres, 0);
  const sailed = (now / 1000 + index * SPACING_S) * vessel.speedKnots * METRES_PER_KNOT_SECOND;
  const along = sailed % (2 * oneWay);
  const back = along > oneWay;
  let rest = back ? 2 * oneWay - along : along;
  for (const { from, to, metres, courseDeg } of legs) {
    if (rest <= metres) {
      const part = metres === 0 ? 0 : rest / metres;
      return {
        lat: from[0] + (to[0] - from[0]) * part,
        lon: from[1] + (to[1] - from[1]) * part,
        courseDeg: back ? (courseDeg + 180) % 360 : courseDeg,
      };
    }
    rest -= metres;
  }
  return { lat: first[0], lon: first[1], courseDeg: vessel.restingHeadingDeg };
}

/** The position report a ship sends at an instant. */
export function positionSentences(index: number, now: number): string[] {
  const vessel = SIMULATED_FLEET[index];
  if (!vessel) return [];
  const { lat, lon, courseDeg } = placeAt(index, now);
  const still = vessel.speedKnots === 0;
  const { mmsi, navigationStatusCode, speedKnots } = vessel;
  const report = {
    mmsi,
    navigationStatusCode,
    lat,
    lon,
    speedKnots,
    courseDeg: still ? null : courseDeg,
    headingDeg: courseDeg,
  };
  return encodePositionReport(report, Math.floor(now / 1000) % 60);
}

export function staticSentences(index: number): string[] {
  const vessel = SIMULATED_FLEET[index];
  return vessel ? encodeStaticData(vessel, index) : [];
}

function leg(from: Waypoint, to: Waypoint): { from: Waypoint; to: Waypoint; metres: number; courseDeg: number } {
  const { east, north } = vectorMetres({ lat: from[0], lon: from[1] }, { lat: to[0], lon: to[1] });
  return {
    from,
    to,
    metres: Math.hypot(north, east),
    courseDeg: ((Math.atan2(east, north) * 180) / Math.PI + 360) % 360,
  };
}

function ship(
  name: string,
  mmsi: number,
  imo: number,
  shipTypeCode: number,
  hull: { length: number; beam: number; draught: number; to: string },
  navigationStatusCode: number,
  speedKnots: number,
  route: readonly Waypoint[],
  restingHeadingDeg: number,
): SimulatedShip {
  return {
    ...{ name, mmsi, imo, shipTypeCode, navigationStatusCode, speedKnots, route, restingHeadingDeg },
    ...{ lengthMetres: hull.length, beamMetres: hull.beam, draughtMetres: hull.draught, destination: hull.to },
    callSign: `SYN${String(mmsi).slice(-3)}`,
  };
}
