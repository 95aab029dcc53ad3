import type { AisBits } from './ais-bits.js';
import { decodeAreaNotice, type AreaNotice } from './ais-area-notice.js';
import { decodeMetHydro236, decodeMetHydro289, type MetHydroReport } from './ais-met-hydro.js';

/** Text of an application; the linkage ties it to another message of the same sender. */
export interface ApplicationText {
  readonly kind: 'text';
  readonly text: string;
}

/** An inland ship's static data (UNECE resolution 63). */
export interface InlandShipData {
  readonly kind: 'inland-ship';
  /** European number of the ship (ENI). */
  readonly eni: string;
  readonly lengthMetres: number | null;
  readonly beamMetres: number | null;
  /** ERI classification of ship or convoy. */
  readonly shipTypeCode: number;
  /** Blue cones or lights, 0–3; null for unknown. */
  readonly blueCones: number | null;
  readonly draughtMetres: number | null;
  readonly loaded: boolean | null;
}

export type ApplicationContent = MetHydroReport | AreaNotice | ApplicationText | InlandShipData;

/** What messages 6, 8, 25 and 26 carry: whose application, which function, and its content where we read it. */
export interface AisApplication {
  /** Designated area code: 1 international (IMO), otherwise a country's MID. */
  readonly dac: number;
  readonly functionId: number;
  /** Null where the function is not publicly documented, not ours, or the data are shorter than it needs. */
  readonly content: ApplicationContent | null;
  /** The data as sent, hexadecimal, the last byte filled with zeros. */
  readonly dataHex: string;
}

type Reader = (bits: AisBits, start: number, end: number) => ApplicationContent | null;

/**
 * The applications that are read, by `dac.function`. International: IMO SN.1/Circ.289 (31 met/hydro, 22 and 23 area
 * notice, 29 and 30 text), SN/Circ.236 (11 met/hydro), ITU-R M.1371 annex 5 (0 text). Inland: UNECE resolution 63.
 */
const READERS: Readonly<Record<string, Reader>> = {
  '1.0': readOldText,
  '1.11': decodeMetHydro236,
  '1.22': decodeAreaNotice,
  '1.23': decodeAreaNotice,
  '1.29': readLinkedText,
  '1.30': readLinkedText,
  '1.31': decodeMetHydro289,
  '200.10': readInlandShip,
};

/** Reads the application whose identifier begins at `start` and whose data end before `end`; never throws. [AIS22] */
export function decodeApplication(bits: AisBits, start: number, end = bits.bitLength): AisApplication {
  const dac = bits.uint(start, 10);
  const functionId = bits.uint(start + 10, 6);
  const data = start + 16;
  const content = READERS[`${String(dac)}.${String(functionId)}`]?.(bits, data, end) ?? null;
  return { dac, functionId, content, dataHex: bits.hex(data, end) };
}

/** Acknowledge flag, sequence number, text. */
function readOldText(bits: AisBits, start: number, end: number): ApplicationText | null {
  return end - start < 18 ? null : { kind: 'text', text: bits.text(start + 12, end - start - 12) };
}

/** Linkage, text. */
function readLinkedText(bits: AisBits, start: number, end: number): ApplicationText | null {
  return end - start < 16 ? null : { kind: 'text', text: bits.text(start + 10, end - start - 10) };
}

function readInlandShip(bits: AisBits, start: number, end: number): InlandShipData | null {
  // Longer data of the same number are other functions that some stations send.
  if (end - start < 104 || end - start > 119) return null;
  const length = bits.uint(start + 48, 13);
  const beam = bits.uint(start + 61, 10);
  const cones = bits.uint(start + 85, 3);
  const draught = bits.uint(start + 88, 11);
  const loaded = bits.uint(start + 99, 2);
  return {
    kind: 'inland-ship',
    eni: bits.text(start, 48),
    lengthMetres: length === 0 ? null : length / 10,
    beamMetres: beam === 0 ? null : beam / 10,
    shipTypeCode: bits.uint(start + 71, 14),
    blueCones: cones > 3 ? null : cones,
    draughtMetres: draught === 0 ? null : draught / 100,
    loaded: loaded === 1 ? false : loaded === 2 ? true : null,
  };
}
