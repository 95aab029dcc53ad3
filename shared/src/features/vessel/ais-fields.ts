import type { AisBits } from './ais-bits.js';
import type { AisDimensions, AisEta, AisPosition } from './ais-message.js';

/** Scaled values of the fields that several messages share; the "not available" codes become null. [AIS10] */

export function readPosition(bits: AisBits, lonStart: number): AisPosition | null {
  const lon = bits.int(lonStart, 28) / 600_000;
  const lat = bits.int(lonStart + 28, 27) / 600_000;
  return positionOf(lat, lon);
}

/** Type 27 has tenths of a minute. */
export function readCoarsePosition(bits: AisBits, lonStart: number): AisPosition | null {
  const lon = bits.int(lonStart, 18) / 600;
  const lat = bits.int(lonStart + 18, 17) / 600;
  return positionOf(lat, lon);
}

/** Null beyond the globe, where the standards put "not available". */
export function positionOf(lat: number, lon: number): AisPosition | null {
  return lat <= 90 && lat >= -90 && lon <= 180 && lon >= -180 ? { lat, lon } : null;
}

/** Month, day, hour and minute of UTC in 20 bits, without a year. */
export function readEta(bits: AisBits, start: number): AisEta {
  const month = bits.uint(start, 4);
  const day = bits.uint(start + 4, 5);
  const hour = bits.uint(start + 9, 5);
  const minute = bits.uint(start + 14, 6);
  return {
    month: month < 1 || month > 12 ? null : month,
    day: day === 0 ? null : day,
    hour: hour > 23 ? null : hour,
    minute: minute > 59 ? null : minute,
  };
}

/** Tenths of a knot; 1023 is not available, 1022 means 102.2 kn or more. */
export function readSpeedKnots(bits: AisBits, start: number): number | null {
  const raw = bits.uint(start, 10);
  return raw === 1023 ? null : raw / 10;
}

/** Tenths of a degree; 3600 and above are not available or not used. */
export function readCourseDeg(bits: AisBits, start: number): number | null {
  const raw = bits.uint(start, 12);
  return raw >= 3600 ? null : raw / 10;
}

/** Whole degrees; 511 is not available, 360 and above are not used. */
export function readHeadingDeg(bits: AisBits, start: number): number | null {
  const raw = bits.uint(start, 9);
  return raw >= 360 ? null : raw;
}

/** 60–63 say that there is no time or how the fix was made. */
export function readUtcSecond(bits: AisBits, start: number): number | null {
  const raw = bits.uint(start, 6);
  return raw >= 60 ? null : raw;
}

export function readDimensions(bits: AisBits, start: number): AisDimensions {
  return {
    toBowMetres: bits.uint(start, 9),
    toSternMetres: bits.uint(start + 9, 9),
    toPortMetres: bits.uint(start + 18, 6),
    toStarboardMetres: bits.uint(start + 24, 6),
  };
}

/**
 * Rate of turn of types 1–3: the field is 4.733·√(°/min), signed. −128 is not available, ±127 say only "faster than
 * 5° in 30 s, no turn indicator".
 */
export function rateOfTurn(raw: number): number | null {
  if (raw === -128 || raw === 127 || raw === -127) return null;
  const root = raw / 4.733;
  return root < 0 ? -(root * root) : root * root;
}
