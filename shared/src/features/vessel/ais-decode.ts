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
import { decodeApplication } from './ais-application.js';
import {
  decodeAcknowledge,
  decodeAddressedBinary,
  decodeAddressedSafety,
  decodeAssignedMode,
  decodeChannelManagement,
  decodeCorrections,
  decodeGroupAssignment,
  decodeInterrogation,
  decodeLinkManagement,
  decodeSlotBinary,
} from './ais-decode-service.js';
import type { ServiceMessage } from './ais-message-service.js';
import type {
  AisHeader,
  AisMessage,
  LongRangeReport,
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
  for (const type of [7, 10, 12, 13, 20]) table[type] = 72;
  table[6] = 88;
  table[8] = 56;
  table[15] = 88;
  table[16] = 92;
  table[17] = 80;
  table[22] = 145;
  table[23] = 154;
  table[26] = 60;
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
      return decodeService(bits, type, header);
  }
}

/** What is neither a ship's motion nor its static data. */
function decodeService(bits: AisBits, type: number, header: AisHeader): ServiceMessage | 'unknown-type' {
  const { repeat, mmsi } = header;
  switch (type) {
    case 6:
      return decodeAddressedBinary(bits, header);
    case 7:
    case 13:
      return decodeAcknowledge(bits, type, header);
    case 8:
      return { type, repeat, mmsi, application: decodeApplication(bits, 40) };
    case 10:
      return { type, repeat, mmsi, destinationMmsi: bits.uint(40, 30) };
    case 12:
      return decodeAddressedSafety(bits, header);
    case 14:
      return { type, repeat, mmsi, text: bits.text(40, bits.bitLength - 40) };
    case 15:
      return decodeInterrogation(bits, header);
    case 16:
      return decodeAssignedMode(bits, header);
    case 17:
      return decodeCorrections(bits, header);
    case 20:
      return decodeLinkManagement(bits, header);
    case 22:
      return decodeChannelManagement(bits, header);
    case 23:
      return decodeGroupAssignment(bits, header);
    case 25:
    case 26:
      return decodeSlotBinary(bits, type, header);
    default:
      return 'unknown-type';
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
    manoeuvreCode: bits.uint(143, 2),
    raim: bits.flag(148),
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
    carrierSense: bits.flag(141),
    raim: bits.flag(147),
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
    raim: bits.flag(147),
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
    raim: bits.flag(39),
    positionLate: bits.bitLength > 94 && bits.flag(94),
  };
}
