import { aheadMs, owesReport, UNDER_WAY_KNOTS } from '../../features/vessel/dead-reckoning.js';
import type { ShipClass } from '../../features/vessel/ship-type.js';
import type { Vessel } from '../../features/vessel/vessel.model.js';
import { METRES_PER_KNOT_S } from '../../features/vessel/vessel-rule.approach.js';
import { lostAfterMs, type LostLimits } from '../../features/vessel/vessel.rules.js';
import type { LatLon } from '../../kernel/geodesy.js';
import { GlItems } from './gl-items.js';
import { mercatorPerMetre, mercatorX, mercatorY, type MercatorOrigin } from './mercator.js';
import { shapeOf, type StationShape } from './station-shape.js';

/** The moment that is drawn. */
export interface DrawnMoment {
  /** Server time, ms since 1970. */
  readonly now: number;
  /** Those not heard within them become outlines. */
  readonly limits: LostLimits;
  /** [AIS105] Moves vessels on between their reports; not where the picture is of the past. */
  readonly predicts: boolean;
}

/** `predicted`: pale, for it is where she would be; `lost`: an outline. */
type VesselLook = 'reported' | 'predicted' | 'lost';

const LOOKS: Readonly<Record<VesselLook, number>> = { lost: 0, predicted: 1, reported: 2 };

const SHAPES: Readonly<Record<StationShape, number>> = {
  ...{ ship: 0, aid: 1, 'virtual-aid': 2, 'coast-station': 3, aircraft: 4 },
};
/** A point, for the hull is drawn at true size around it. */
const ANTENNA = 5;
/** A vessel without a direction is a dot: an angle no shader turns anything by. */
const NO_ANGLE = -99;

/** Cargo, tanker, passenger, service, other: tokens of the design language. */
export const VESSEL_COLOURS = ['#93C9A6', '#D3A2C8', '#BBB1EC', '#CFC3AE', '#A9B3B6'] as const;
/** Index into `VESSEL_COLOURS`. */
export const COLOUR_OF: Readonly<Record<ShipClass, number>> = { cargo: 0, tanker: 1, passenger: 2, work: 3, other: 4 };

/** Place; course, knots, seconds she is moved on, and the length of a metre; angle of the mark, colour, look and shape. */
const FLOATS = 10;
/** Which floats of a vessel the inputs `at`, `motion` and `look` are. */
export const VESSEL_INPUTS = [
  ['at', 2, 0],
  ['motion', 4, 2],
  ['look', 4, 6],
] as const satisfies readonly (readonly [name: string, floats: number, first: number])[];

/** For a vertex shader: where a vessel is drawn, and how far she gets in a second. */
export const VESSEL_VERTEX = `
in vec2 at; in vec4 motion; in vec4 look;
vec2 way() { return motion.y * ${METRES_PER_KNOT_S} * motion.w * vec2(sin(motion.x), -cos(motion.x)); }
vec2 placeNow() { return at + way() * motion.z; }
bool isLost() { return look.z < ${LOOKS.lost}.0 + 0.5; }
bool isPredicted() { return look.z > ${LOOKS.lost}.0 + 0.5 && look.z < ${LOOKS.predicted}.0 + 0.5; }
bool isUnderWay() { return motion.y >= ${UNDER_WAY_KNOTS}; }`;

/** All vessels of a drawing, of which the layers draw marks, course vectors and predictions. */
export class VesselItems extends GlItems {
  readonly #origin: MercatorOrigin;

  constructor(origin: MercatorOrigin) {
    super(FLOATS);
    this.#origin = origin;
  }

  /** Writes a vessel as she is drawn at a moment; `asHull`: her hull is drawn at true size around her place. */
  add(vessel: Vessel & { readonly position: LatLon }, { now, limits, predicts }: DrawnMoment, asHull: boolean): void {
    const { position, speedKnots, courseDeg, headingDeg } = vessel;
    const lostMs = lostAfterMs(vessel, limits);
    const ageMs = now - (vessel.positionAt ?? vessel.lastReportAt);
    const ahead = predicts ? aheadMs(vessel, ageMs, lostMs) : 0;
    const isPredicted = ahead > 0 && owesReport(ageMs, lostMs);
    const directionDeg = headingDeg ?? courseDeg;
    const { values } = this;
    const base = this.next();
    values[base] = mercatorX(position.lon) - this.#origin.x;
    values[base + 1] = mercatorY(position.lat) - this.#origin.y;
    values[base + 2] = courseDeg === null ? 0 : radians(courseDeg);
    values[base + 3] = courseDeg === null ? 0 : (speedKnots ?? 0);
    values[base + 4] = ahead / 1000;
    values[base + 5] = mercatorPerMetre(position.lat);
    values[base + 6] = directionDeg === null ? NO_ANGLE : radians(directionDeg);
    values[base + 7] = COLOUR_OF[vessel.shipClass];
    values[base + 8] = LOOKS[ageMs > lostMs ? 'lost' : isPredicted ? 'predicted' : 'reported'];
    values[base + 9] = asHull ? ANTENNA : SHAPES[shapeOf(vessel)];
  }
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
