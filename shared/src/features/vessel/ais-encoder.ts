import { AisBitWriter, type SentenceOptions } from './ais-bit-writer.js';
import { writeCoarsePosition, writeService } from './ais-encode-service.js';
import type {
  AisDimensions,
  AisEta,
  AisMessage,
  AisMotion,
  AisPosition,
  ExtendedReportB,
  PositionReportA,
  PositionReportB,
  StaticDataPartB,
  StaticVoyageData,
} from './ais-message.js';

/** What a class A ship says of its motion; the standard's "not available" is null. */
export type EncodedPositionReport = Pick<
  PositionReportA,
  'mmsi' | 'navigationStatusCode' | 'speedKnots' | 'courseDeg' | 'headingDeg'
> &
  AisPosition;

/** What a class A ship says of itself and its voyage. */
export type EncodedStaticData = Pick<
  StaticVoyageData,
  'mmsi' | 'callSign' | 'name' | 'shipTypeCode' | 'destination'
> & {
  readonly imo: number;
  readonly lengthMetres: number;
  readonly beamMetres: number;
  readonly draughtMetres: number;
  readonly eta?: AisEta;
};

/** Type 1 (ITU-R M.1371 table 48) as one `!AIVDM` sentence. */
export function encodePositionReport(report: EncodedPositionReport, utcSecond: number): string[] {
  const { lat, lon, ...rest } = report;
  return encodeAis({
    ...{ type: 1, repeat: 0, ...rest, utcSecond, position: { lat, lon }, positionAccurate: true },
    ...{ rateOfTurnDegPerMin: null, turningFast: null, manoeuvreCode: 0, raim: false },
  });
}

const NO_ETA: AisEta = { month: null, day: null, hour: null, minute: null };

/** Type 5 (table 52) as two sentences; `sequenceId` 0–9 keeps parts of different messages apart. */
export function encodeStaticData(ship: EncodedStaticData, sequenceId: number): string[] {
  const { lengthMetres, beamMetres, eta = NO_ETA, ...rest } = ship;
  const toBowMetres = Math.floor(lengthMetres / 2);
  const toPortMetres = Math.floor(beamMetres / 2);
  const dimensions = {
    ...{ toBowMetres, toSternMetres: lengthMetres - toBowMetres },
    ...{ toPortMetres, toStarboardMetres: beamMetres - toPortMetres },
  };
  return encodeAis({ type: 5, repeat: 0, ...rest, dimensions, eta, aisVersion: 0, fixDeviceCode: 1 }, { sequenceId });
}

/** Any message as the sentences a receiver would write. Throws a RangeError for a value its field cannot hold. [AIS21] */
export function encodeAis(message: AisMessage, options: SentenceOptions = {}): string[] {
  const bits = new AisBitWriter().uint(message.type, 6).uint(message.repeat, 2).uint(message.mmsi, 30);
  switch (message.type) {
    case 1:
    case 2:
    case 3:
      writePositionA(bits, message);
      break;
    case 4:
    case 11:
      writeUtc(bits, message.utc).flag(message.positionAccurate);
      writePosition(bits, message.position).uint(message.fixDeviceCode, 4).uint(0, 10).flag(message.raim).uint(0, 19);
      break;
    case 5:
      writeStaticVoyage(bits, message);
      break;
    case 9:
      bits
        .uint(message.altitudeMetres ?? 4095, 12)
        .uint(message.speedKnots ?? 1023, 10)
        .flag(message.positionAccurate);
      writeCourse(writePosition(bits, message.position), message.courseDeg).uint(message.utcSecond ?? 60, 6);
      bits.uint(0, 13).flag(message.raim).uint(0, 20);
      break;
    case 18:
      writePositionB(bits, message).uint(0, 2).flag(message.carrierSense).uint(0, 5).flag(message.raim).uint(0, 20);
      break;
    case 19:
      writePositionB(bits, message).uint(0, 4).text(message.name, 20).uint(message.shipTypeCode, 8);
      writeDimensions(bits, message.dimensions).uint(message.fixDeviceCode, 4).flag(message.raim).uint(0, 6);
      break;
    case 21:
      bits.uint(message.aidTypeCode, 5).text(message.name.slice(0, 20), 20).flag(message.positionAccurate);
      writeDimensions(writePosition(bits, message.position), message.dimensions).uint(message.fixDeviceCode, 4);
      bits
        .uint(message.utcSecond ?? 60, 6)
        .flag(message.offPosition)
        .uint(0, 8)
        .flag(message.raim);
      bits
        .flag(message.virtual)
        .uint(0, 2)
        .text(message.name.slice(20, 34), Math.max(0, message.name.length - 20));
      break;
    case 24:
      if (message.part === 'A') bits.uint(0, 2).text(message.name, 20).uint(0, 8);
      else writeStaticB(bits, message);
      break;
    case 27:
      bits.flag(message.positionAccurate).flag(message.raim).uint(message.navigationStatusCode, 4);
      writeCoarsePosition(bits, message.position)
        .uint(message.speedKnots ?? 63, 6)
        .uint(message.courseDeg ?? 511, 9);
      bits.flag(message.positionLate).uint(0, 1);
      break;
    default:
      writeService(bits, message);
  }
  return bits.sentences(options);
}

function writePositionA(bits: AisBitWriter, message: PositionReportA): void {
  bits.uint(message.navigationStatusCode, 4).int(turnCode(message), 8);
  writeMotion(bits, message).uint(message.headingDeg === null ? 511 : Math.round(message.headingDeg) % 360, 9);
  bits
    .uint(message.utcSecond ?? 60, 6)
    .uint(message.manoeuvreCode, 2)
    .uint(0, 3)
    .flag(message.raim)
    .uint(0, 19);
}

function turnCode({ rateOfTurnDegPerMin: turn, turningFast }: PositionReportA): number {
  if (turningFast) return turningFast === 'starboard' ? 127 : -127;
  if (turn === null) return -128;
  return Math.sign(turn) * Math.min(126, Math.round(4.733 * Math.sqrt(Math.abs(turn))));
}

/** Speed in tenths of a knot, position, course: the run of fields types 1, 2, 3, 18 and 19 share. */
function writeMotion(bits: AisBitWriter, message: AisMotion): AisBitWriter {
  const speed = message.speedKnots;
  bits.uint(speed === null ? 1023 : Math.min(1022, Math.round(speed * 10)), 10).flag(message.positionAccurate);
  return writeCourse(writePosition(bits, message.position), message.courseDeg);
}

function writePositionB(bits: AisBitWriter, message: PositionReportB | ExtendedReportB): AisBitWriter {
  writeMotion(bits.uint(0, 8), message).uint(message.headingDeg ?? 511, 9);
  return bits.uint(message.utcSecond ?? 60, 6);
}

/** 1/10,000 of a minute; beyond the globe is "not available". */
function writePosition(bits: AisBitWriter, position: AisPosition | null): AisBitWriter {
  const { lat, lon } = position ?? { lat: 91, lon: 181 };
  return bits.int(Math.round(lon * 600_000), 28).int(Math.round(lat * 600_000), 27);
}

function writeCourse(bits: AisBitWriter, courseDeg: number | null): AisBitWriter {
  return bits.uint(courseDeg === null ? 3600 : Math.round(courseDeg * 10) % 3600, 12);
}

function writeUtc(bits: AisBitWriter, utc: string | null): AisBitWriter {
  const at = utc === null ? null : new Date(utc);
  bits
    .uint(at?.getUTCFullYear() ?? 0, 14)
    .uint(at ? at.getUTCMonth() + 1 : 0, 4)
    .uint(at?.getUTCDate() ?? 0, 5);
  return bits
    .uint(at?.getUTCHours() ?? 24, 5)
    .uint(at?.getUTCMinutes() ?? 60, 6)
    .uint(at?.getUTCSeconds() ?? 60, 6);
}

function writeDimensions(bits: AisBitWriter, dimensions: AisDimensions): AisBitWriter {
  const { toBowMetres, toSternMetres, toPortMetres, toStarboardMetres } = dimensions;
  return bits.uint(toBowMetres, 9).uint(toSternMetres, 9).uint(toPortMetres, 6).uint(toStarboardMetres, 6);
}

function writeEta(bits: AisBitWriter, { month, day, hour, minute }: AisEta): AisBitWriter {
  return bits
    .uint(month ?? 0, 4)
    .uint(day ?? 0, 5)
    .uint(hour ?? 24, 5)
    .uint(minute ?? 60, 6);
}

function writeStaticVoyage(bits: AisBitWriter, message: StaticVoyageData): void {
  bits
    .uint(message.aisVersion, 2)
    .uint(message.imo ?? 0, 30)
    .text(message.callSign, 7)
    .text(message.name, 20);
  writeDimensions(bits.uint(message.shipTypeCode, 8), message.dimensions).uint(message.fixDeviceCode, 4);
  writeEta(bits, message.eta).uint(Math.round((message.draughtMetres ?? 0) * 10), 8);
  bits.text(message.destination, 20).uint(0, 2);
}

function writeStaticB(bits: AisBitWriter, message: StaticDataPartB): void {
  bits.uint(1, 2).uint(message.shipTypeCode, 8).text(message.vendor, 3).uint(message.unitModelCode, 4);
  bits.uint(message.unitSerialNumber, 20).text(message.callSign, 7);
  if (message.dimensions) writeDimensions(bits, message.dimensions);
  else bits.uint(message.mothershipMmsi ?? 0, 30);
  bits.uint(0, 6);
}
