import type { AisBits } from './ais-bits.js';
import {
  rateOfTurn,
  readCoarsePosition,
  readCourseDeg,
  readHeadingDeg,
  readPosition,
  readSpeedKnots,
  readUtcSecond,
} from './ais-fields.js';
import { decodeBaseStation, decodeExtendedB, decodeStaticB, decodeStaticVoyage } from './ais-decode-static.js';
import { decodeAidToNavigation } from './ais-decode-aid.js';
import type {
  AisHeader,
  AisMessage,
  LongRangeReport,
  OtherMessageType,
  PositionReportA,
  PositionReportB,
  SarAircraftReport,
} from './ais-message.js';

/**
 * Fewest bits that hold every field we read, by type. Real transmitters send a few bits less or more than the standard
 * says, so only the lower end is checked and with tolerance (measured on recordings; ais.md §1d). [AIS8]
 */
const MINIMUM_BITS: readonly number[] = (() => {
  const table = new Array<number>(28).fill(40);
  for (const type of [1, 2, 3, 4, 9, 11]) table[type] = 149;
  table[5] = 420;
  table[18] = 148;
  table[19] = 301;
  table[21] = 260;
  table[24] = 160;
  table[27] = 94;
  return table;
})();

/** Part B of type 24 needs two bits more than part A. */
const MINIMUM_BITS_24B = 162;

/** Why a complete sentence gave no message. */
export type AisRejection = 'too-short' | 'unknown-type' | 'bad-mmsi';

/** Reads the message that `bits` holds; never throws, whatever the bits. [AIS7] */
export function decodeAis(bits: AisBits): AisMessage | AisRejection {
  const type = bits.uint(0, 6);
  if (type < 1 || type > 27) return 'unknown-type';
  if (bits.bitLength < (MINIMUM_BITS[type] ?? 40)) return 'too-short';
  const mmsi = bits.uint(8, 30);
  if (mmsi === 0 || mmsi > 999_999_999) return 'bad-mmsi';
  const header = { repeat: bits.uint(6, 2), mmsi };
  switch (type) {
    case 1:
    case 2:
    case 3:
      return decodePositionA(bits, type, header);
    case 4:
    case 11:
      return decodeBaseStation(bits, type, header);
    case 5:
      return decodeStaticVoyage(bits, header);
    case 9:
      return decodeSarAircraft(bits, header);
    case 18:
      return decodePositionB(bits, header);
    case 19:
      return decodeExtendedB(bits, header);
    case 21:
      return decodeAidToNavigation(bits, header);
    case 24:
      if (bits.uint(38, 2) === 1 && bits.bitLength < MINIMUM_BITS_24B) return 'too-short';
      return decodeStaticB(bits, header) ?? 'unknown-type';
    case 27:
      return decodeLongRange(bits, header);
    default:
      return { type: type as OtherMessageType, repeat: header.repeat, mmsi };
  }
}

function decodePositionA(bits: AisBits, type: 1 | 2 | 3, header: AisHeader): PositionReportA {
  const turn = bits.int(42, 8);
  return {
    type,
    repeat: header.repeat,
    mmsi: header.mmsi,
    navigationStatusCode: bits.uint(38, 4),
    rateOfTurnDegPerMin: rateOfTurn(turn),
    turningFast: turn === 127 ? 'starboard' : turn === -127 ? 'port' : null,
    speedKnots: readSpeedKnots(bits, 50),
    positionAccurate: bits.flag(60),
    position: readPosition(bits, 61),
    courseDeg: readCourseDeg(bits, 116),
    headingDeg: readHeadingDeg(bits, 128),
    utcSecond: readUtcSecond(bits, 137),
  };
}

function decodePositionB(bits: AisBits, header: AisHeader): PositionReportB {
  return {
    type: 18,
    repeat: header.repeat,
    mmsi: header.mmsi,
    speedKnots: readSpeedKnots(bits, 46),
    positionAccurate: bits.flag(56),
    position: readPosition(bits, 57),
    courseDeg: readCourseDeg(bits, 112),
    headingDeg: readHeadingDeg(bits, 124),
    utcSecond: readUtcSecond(bits, 133),
  };
}

function decodeSarAircraft(bits: AisBits, header: AisHeader): SarAircraftReport {
  const altitude = bits.uint(38, 12);
  const speed = bits.uint(50, 10);
  return {
    type: 9,
    repeat: header.repeat,
    mmsi: header.mmsi,
    altitudeMetres: altitude === 4095 ? null : altitude,
    // Aircraft report whole knots.
    speedKnots: speed === 1023 ? null : speed,
    positionAccurate: bits.flag(60),
    position: readPosition(bits, 61),
    courseDeg: readCourseDeg(bits, 116),
    utcSecond: readUtcSecond(bits, 128),
  };
}

function decodeLongRange(bits: AisBits, header: AisHeader): LongRangeReport {
  const speed = bits.uint(79, 6);
  const course = bits.uint(85, 9);
  return {
    type: 27,
    repeat: header.repeat,
    mmsi: header.mmsi,
    positionAccurate: bits.flag(38),
    navigationStatusCode: bits.uint(40, 4),
    position: readCoarsePosition(bits, 44),
    speedKnots: speed === 63 ? null : speed,
    courseDeg: course >= 360 ? null : course,
    positionLate: bits.bitLength > 94 && bits.flag(94),
  };
}
