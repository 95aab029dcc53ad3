import type { AisBits } from './ais-bits.js';
import { positionOf, readEta } from './ais-fields.js';
import type { AisPosition } from './ais-message.js';

/** One of the shapes a notice is made of; all metres are over ground, all degrees clockwise from true north. */
export type NoticeShape =
  | { readonly kind: 'circle'; readonly centre: AisPosition; readonly radiusMetres: number }
  | {
      readonly kind: 'rectangle';
      readonly corner: AisPosition;
      readonly eastMetres: number;
      readonly northMetres: number;
      readonly orientationDeg: number;
    }
  | {
      readonly kind: 'sector';
      readonly centre: AisPosition;
      readonly radiusMetres: number;
      readonly leftDeg: number;
      readonly rightDeg: number;
    }
  | {
      /** From the shape before it, one leg after the other; a polygon goes back to where it began. */
      readonly kind: 'polyline' | 'polygon';
      readonly legs: readonly { readonly bearingDeg: number; readonly distanceMetres: number }[];
    }
  | { readonly kind: 'text'; readonly text: string };

/** What goes on in an area (IMO SN.1/Circ.289 functions 22 and 23): a caution, a restriction, an incident, an anchorage. */
export interface AreaNotice {
  readonly kind: 'area-notice';
  /** Ties texts and further parts to this notice. */
  readonly linkage: number;
  /** Circ.289 table 11.11. */
  readonly noticeCode: number;
  readonly startMonth: number | null;
  readonly startDay: number | null;
  readonly startHour: number | null;
  readonly startMinute: number | null;
  /** Null: until it is cancelled. 0 cancels the notice of that linkage. */
  readonly durationMinutes: number | null;
  readonly shapes: readonly NoticeShape[];
}

const HEAD_BITS = 55;
const SHAPE_BITS = 87;
/** Ten shapes fill the five slots of the longest message. */
const MOST_SHAPES = 10;
/** 1/1,000 of a minute. */
const PER_DEGREE = 60_000;
const NO_DURATION = 262_143;
/** Half degrees; 720 is "no further point". */
const NO_BEARING = 720;

/** Null when not even its head is there; a shape that is cut or undefined is left out. */
export function decodeAreaNotice(bits: AisBits, start: number, end: number): AreaNotice | null {
  if (end - start < HEAD_BITS) return null;
  const { month, day, hour, minute } = readEta(bits, start + 17);
  const duration = bits.uint(start + 37, 18);
  const shapes: NoticeShape[] = [];
  for (let at = start + HEAD_BITS; at + SHAPE_BITS <= end && shapes.length < MOST_SHAPES; at += SHAPE_BITS) {
    const shape = readShape(bits, at);
    if (shape) shapes.push(shape);
  }
  return {
    kind: 'area-notice',
    linkage: bits.uint(start, 10),
    noticeCode: bits.uint(start + 10, 7),
    startMonth: month,
    startDay: day,
    startHour: hour,
    startMinute: minute,
    durationMinutes: duration === NO_DURATION ? null : duration,
    shapes,
  };
}

function readShape(bits: AisBits, at: number): NoticeShape | null {
  const code = bits.uint(at, 3);
  if (code === 5) return { kind: 'text', text: bits.text(at + 3, 84) };
  const scale = 10 ** bits.uint(at + 3, 2);
  if (code === 3 || code === 4) {
    return { kind: code === 3 ? 'polyline' : 'polygon', legs: readLegs(bits, at + 5, scale) };
  }
  const place = positionOf(bits.int(at + 30, 24) / PER_DEGREE, bits.int(at + 5, 25) / PER_DEGREE);
  if (code > 2 || !place) return null;
  const after = at + 57;
  if (code === 0) return { kind: 'circle', centre: place, radiusMetres: bits.uint(after, 12) * scale };
  if (code === 1) {
    return {
      ...{ kind: 'rectangle', corner: place },
      eastMetres: bits.uint(after, 8) * scale,
      northMetres: bits.uint(after + 8, 8) * scale,
      orientationDeg: bits.uint(after + 16, 9),
    };
  }
  return {
    ...{ kind: 'sector', centre: place, radiusMetres: bits.uint(after, 12) * scale },
    leftDeg: bits.uint(after + 12, 9),
    rightDeg: bits.uint(after + 21, 9),
  };
}

function readLegs(bits: AisBits, start: number, scale: number): { bearingDeg: number; distanceMetres: number }[] {
  return [0, 1, 2, 3].flatMap((leg) => {
    const bearing = bits.uint(start + leg * 20, 10);
    if (bearing >= NO_BEARING) return [];
    return [{ bearingDeg: bearing / 2, distanceMetres: bits.uint(start + leg * 20 + 10, 10) * scale }];
  });
}
