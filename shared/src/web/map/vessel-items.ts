import { aheadMs, owesReport, UNDER_WAY_KNOTS } from '../../features/vessel/dead-reckoning.js';
import type { ShipClass } from '../../features/vessel/ship-type.js';
import type { Vessel } from '../../features/vessel/vessel.model.js';
import { METRES_PER_KNOT_S } from '../../features/vessel/vessel-rule.approach.js';
import { lostAfterMs, type LostLimits } from '../../features/vessel/vessel.rules.js';
import type { LatLon } from '../../kernel/geodesy.js';
import { GlItems } from './gl-items.js';
import { mercatorPerMetreOf, mercatorX, mercatorYOf, sineOf, type MercatorOrigin } from './mercator.js';
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
const LOOKS = { lost: 0, predicted: 1, reported: 2 } as const;

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

/** Of each tenth of a degree, as courses are told (ITU-R M.1371), and a quarter turn more for cosines. */
const SINES = Float64Array.from({ length: 4501 }, (_, tenths) => Math.sin(radians(tenths / 10)));
const QUARTER_TURN = 900;

/** Place; course, knots, seconds she is moved on, and the length of a metre; angle of the mark, colour, look and shape. */
const FLOATS = 10;
/** What is less is not seen: a move, in pixels, and a turn of a mark of 26 pixels. */
const SEEN_PX = 0.5;
const SEEN_RADIANS = 0.04;
/** Which floats of a vessel the inputs `at`, `motion` and `look` are. */
export const VESSEL_INPUTS = [
  ['at', 2, 0],
  ['motion', 4, 2],
  ['look', 4, 6],
] as const satisfies readonly (readonly [name: string, floats: number, first: number])[];

/** For a vertex shader: `at` is where a vessel is drawn; how far she gets in a second, and where she said she was. */
export const VESSEL_VERTEX = `
in vec2 at; in vec4 motion; in vec4 look;
vec2 way() { return motion.y * ${METRES_PER_KNOT_S} * motion.w * vec2(sin(motion.x), -cos(motion.x)); }
vec2 placeSaid() { return at - way() * motion.z; }
bool isLost() { return look.z < ${LOOKS.lost}.0 + 0.5; }
bool isPredicted() { return look.z > ${LOOKS.lost}.0 + 0.5 && look.z < ${LOOKS.predicted}.0 + 0.5; }
bool isUnderWay() { return motion.y >= ${UNDER_WAY_KNOTS}; }`;

/** All vessels of a drawing, of which the layers draw marks, course vectors and predictions. */
export class VesselItems extends GlItems {
  readonly #origin: MercatorOrigin;
  /** As they were seen last: what is written next is written beside it. */
  #seen = new Float32Array(0);
  #seenCount = -1;
  /** What is written is what is seen. */
  #isSeen = false;

  constructor(origin: MercatorOrigin) {
    super(FLOATS);
    this.#origin = origin;
  }

  override begin(most: number): void {
    if (this.#isSeen) {
      this.#seenCount = this.count;
      [this.values, this.#seen] = [this.#seen, this.values];
    }
    this.#isSeen = false;
    super.begin(most);
  }

  /** Writes a vessel as she is drawn at a moment; `asHull`: her hull is drawn at true size around her place. */
  add(vessel: Vessel & { readonly position: LatLon }, { now, limits, predicts }: DrawnMoment, asHull: boolean): void {
    const { position, speedKnots, courseDeg, headingDeg } = vessel;
    const lostMs = lostAfterMs(vessel, limits);
    const ageMs = now - (vessel.positionAt ?? vessel.lastReportAt);
    const ahead = predicts ? aheadMs(vessel, ageMs, lostMs) : 0;
    const isPredicted = ahead > 0 && owesReport(ageMs, lostMs);
    const directionDeg = headingDeg ?? courseDeg;
    const course = courseDeg === null ? 0 : radians(courseDeg);
    const tenths = Math.round((courseDeg ?? 0) * 10);
    const knots = courseDeg === null ? 0 : (speedKnots ?? 0);
    const sine = sineOf(position.lat);
    const perMetre = mercatorPerMetreOf(sine);
    const reach = (knots * METRES_PER_KNOT_S * perMetre * ahead) / 1000;
    const { values } = this;
    const base = this.next();
    values[base] = mercatorX(position.lon) - this.#origin.x + (reach === 0 ? 0 : reach * (SINES[tenths] ?? 0));
    values[base + 1] =
      mercatorYOf(sine) - this.#origin.y - (reach === 0 ? 0 : reach * (SINES[tenths + QUARTER_TURN] ?? 0));
    values[base + 2] = course;
    values[base + 3] = knots;
    values[base + 4] = ahead / 1000;
    values[base + 5] = perMetre;
    values[base + 6] = directionDeg === null ? NO_ANGLE : radians(directionDeg);
    values[base + 7] = COLOUR_OF[vessel.shipClass];
    values[base + 8] = ageMs > lostMs ? LOOKS.lost : isPredicted ? LOOKS.predicted : LOOKS.reported;
    values[base + 9] = asHull ? ANTENNA : vessel.kind === 'ship' ? SHAPES.ship : SHAPES[shapeOf(vessel)];
  }

  /**
   * Makes what was written what is seen, if anything of it looks other than before: a painting of what nobody
   * could see costs as much as all that is written. `pixel`: in units of the world; `vectorSeconds`: how far ahead
   * vectors reach. False where nothing is to be painted.
   */
  show(pixel: number, vectorSeconds: number): boolean {
    const size = this.count * FLOATS;
    if (this.count === this.#seenCount && !this.#looksOther(size, pixel, vectorSeconds)) return false;
    this.#isSeen = true;
    this.renew();
    return true;
  }

  #looksOther(size: number, pixel: number, vectorSeconds: number): boolean {
    const apart = pixel * SEEN_PX;
    const { values } = this;
    const seen = this.#seen;
    const by = (at: number): number => Math.abs((values[at] ?? 0) - (seen[at] ?? 0));
    for (let base = 0; base < size; base += FLOATS) {
      if (by(base) > apart || by(base + 1) > apart || by(base + 6) > SEEN_RADIANS) return true;
      if (by(base + 7) + by(base + 8) + by(base + 9) > 0) return true;
      const perKnot = METRES_PER_KNOT_S * (values[base + 5] ?? 0) * vectorSeconds;
      if ((by(base + 3) + (values[base + 3] ?? 0) * by(base + 2)) * perKnot > pixel) return true;
    }
    return false;
  }
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
