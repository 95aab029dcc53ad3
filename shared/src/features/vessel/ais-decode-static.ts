import type { AisBits } from './ais-bits.js';
import {
  readCourseDeg,
  readDimensions,
  readEta,
  readHeadingDeg,
  readPosition,
  readSpeedKnots,
  readUtcSecond,
} from './ais-fields.js';
import type {
  AisHeader,
  BaseStationReport,
  ExtendedReportB,
  StaticDataPartA,
  StaticDataPartB,
  StaticVoyageData,
} from './ais-message.js';
import { isAuxiliaryCraft } from './mmsi.js';

export function decodeBaseStation(bits: AisBits, type: 4 | 11, header: AisHeader): BaseStationReport {
  return {
    type,
    repeat: header.repeat,
    mmsi: header.mmsi,
    utc: readUtc(bits),
    positionAccurate: bits.flag(78),
    position: readPosition(bits, 79),
    fixDeviceCode: bits.uint(134, 4),
    raim: bits.flag(148),
  };
}

const MONTH_DAYS: readonly number[] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function daysOf(month: number, year: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && leap ? 29 : (MONTH_DAYS[month - 1] ?? 0);
}

function digits(value: number, count: 2 | 4): string {
  if (count === 2) return value < 10 ? `0${String(value)}` : String(value);
  return String(value).padStart(4, '0');
}

/** Put together by hand: base stations say the time every ten seconds, and `Date` takes as long as the rest. */
function readUtc(bits: AisBits): string | null {
  const year = bits.uint(38, 14);
  const month = bits.uint(52, 4);
  const day = bits.uint(56, 5);
  const hour = bits.uint(61, 5);
  const minute = bits.uint(66, 6);
  const second = bits.uint(72, 6);
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59) {
    return null;
  }
  if (day > daysOf(month, year)) return null;
  const date = `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}`;
  return `${date}T${digits(hour, 2)}:${digits(minute, 2)}:${digits(second, 2)}.000Z`;
}

export function decodeStaticVoyage(bits: AisBits, header: AisHeader): StaticVoyageData {
  const imo = bits.uint(40, 30);
  const draught = bits.uint(294, 8);
  return {
    type: 5,
    repeat: header.repeat,
    mmsi: header.mmsi,
    imo: imo === 0 ? null : imo,
    callSign: bits.text(70, 42),
    name: bits.text(112, 120),
    aisVersion: bits.uint(38, 2),
    shipTypeCode: bits.uint(232, 8),
    dimensions: readDimensions(bits, 240),
    fixDeviceCode: bits.uint(270, 4),
    eta: readEta(bits, 274),
    draughtMetres: draught === 0 ? null : draught / 10,
    destination: bits.text(302, 120),
  };
}

export function decodeExtendedB(bits: AisBits, header: AisHeader): ExtendedReportB {
  return {
    type: 19,
    repeat: header.repeat,
    mmsi: header.mmsi,
    speedKnots: readSpeedKnots(bits, 46),
    positionAccurate: bits.flag(56),
    position: readPosition(bits, 57),
    courseDeg: readCourseDeg(bits, 112),
    headingDeg: readHeadingDeg(bits, 124),
    utcSecond: readUtcSecond(bits, 133),
    name: bits.text(143, 120),
    shipTypeCode: bits.uint(263, 8),
    dimensions: readDimensions(bits, 271),
    fixDeviceCode: bits.uint(301, 4),
    raim: bits.flag(305),
  };
}

/** Parts A and B of type 24; undefined for the part numbers 2 and 3, which nobody defined. */
export function decodeStaticB(bits: AisBits, header: AisHeader): StaticDataPartA | StaticDataPartB | undefined {
  const { repeat, mmsi } = header;
  const part = bits.uint(38, 2);
  if (part === 0) return { type: 24, part: 'A', repeat, mmsi, name: bits.text(40, 120) };
  if (part !== 1) return undefined;
  const auxiliary = isAuxiliaryCraft(mmsi);
  return {
    type: 24,
    part: 'B',
    repeat,
    mmsi,
    shipTypeCode: bits.uint(40, 8),
    vendor: bits.text(48, 18),
    unitModelCode: bits.uint(66, 4),
    unitSerialNumber: bits.uint(70, 20),
    callSign: bits.text(90, 42),
    dimensions: auxiliary ? null : readDimensions(bits, 132),
    mothershipMmsi: auxiliary ? bits.uint(132, 30) || null : null,
  };
}
