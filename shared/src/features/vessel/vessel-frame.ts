import { z } from 'zod';
import { AppError } from '../../kernel/errors.js';
import { formatMmsi } from './mmsi.js';
import { NavigationStatus } from './navigation-status.js';
import { Mmsi, Transponder, Vessel, VesselHealth, VesselStatic } from './vessel.model.js';

// Node and browsers have these alike; the core is compiled with the types of neither.
declare const TextEncoder: new () => { encode(text: string): Uint8Array };
declare const TextDecoder: new (label: 'utf-8', options: { fatal: true }) => { decode(bytes: Uint8Array): string };

/**
 * What a page is sent of the picture, all numbers little-endian:
 *
 *     0  u8   version, 1          4  u32  rows
 *     1  u8   1: the whole picture; 0: changes      8  u32  stations that left
 *     2  u16  0                   12 u32  bytes of JSON
 *     16 rows of 40 bytes, stations that left (u32 each), JSON in UTF-8: { sources, said, health }
 *
 * A row is one station's last report. It holds nothing of the frame around it, so that it is written once for all readers:
 *
 *     0  f64  last report, ms since 1970     28 u16  speed, 0.1 kn; 65535 none
 *     8  f64  position, ms; NaN none         30 u16  course, 0.1°; 65535 none
 *     16 u32  MMSI                           32 u16  heading, °; 65535 none
 *     20 i32  latitude, 1/600,000°           34 u8   navigation status, its place in the enum; 255 none
 *     24 i32  longitude; 2^31 − 1 none       35 u8   bits 0–1 transponder, 0 none; bit 2 simulated
 *                                            36 u16  its source among `sources`, 38 u16 0
 */
const FRAME_VERSION = 1;
const HEAD_BYTES = 16;
const ROW_BYTES = 40;
/** AIS's own unit: what was heard is sent as it was. */
const UNITS_A_DEGREE = 600_000;
const NO_PLACE = 0x7fffffff;
const NONE_16 = 0xffff;
const NONE_8 = 0xff;
const SIMULATED = 4;
const STATUSES = NavigationStatus.options;
const TRANSPONDERS = [null, ...Transponder.options] as const;

/** What a station says of itself, beside its motion. */
export const VesselSaid = VesselStatic.extend(
  Vessel.pick({ mmsi: true, kind: true, staticAt: true, firstHeardAt: true }).shape,
);
export type VesselSaid = z.infer<typeof VesselSaid>;
/** What a row holds. */
export type VesselMotion = Omit<Vessel, Exclude<keyof VesselSaid, 'mmsi'>>;

const Words = z.object({
  sources: z.array(z.string().max(60)).max(NONE_16),
  said: z.array(VesselSaid),
  health: VesselHealth.nullable(),
});

export interface VesselFrame {
  /** It is the whole picture; otherwise what changed. */
  readonly isWhole: boolean;
  readonly moved: readonly VesselMotion[];
  readonly left: readonly string[];
  readonly said: readonly VesselSaid[];
  /** How the sources do; null when nothing is told of it. */
  readonly health: VesselHealth | null;
}

/** One row; `source` is its source's place in the list of the frames it will stand in. */
export function encodeRow(vessel: VesselMotion, source: number): Uint8Array {
  const { position, navigationStatus } = vessel;
  const row = new DataView(new ArrayBuffer(ROW_BYTES));
  row.setFloat64(0, vessel.lastReportAt, true);
  row.setFloat64(8, vessel.positionAt ?? Number.NaN, true);
  row.setUint32(16, Number(vessel.mmsi), true);
  row.setInt32(20, position ? Math.round(position.lat * UNITS_A_DEGREE) : NO_PLACE, true);
  row.setInt32(24, position ? Math.round(position.lon * UNITS_A_DEGREE) : NO_PLACE, true);
  row.setUint16(28, scaled(vessel.speedKnots, 10), true);
  row.setUint16(30, scaled(vessel.courseDeg, 10), true);
  row.setUint16(32, scaled(vessel.headingDeg, 1), true);
  row.setUint8(34, navigationStatus === null ? NONE_8 : STATUSES.indexOf(navigationStatus));
  row.setUint8(35, TRANSPONDERS.indexOf(vessel.transponder) + (vessel.simulated ? SIMULATED : 0));
  row.setUint16(36, source, true);
  return new Uint8Array(row.buffer);
}

/** Puts a frame together; `said` is JSON of one `VesselSaid` each, `health` of a `VesselHealth`. */
export function encodeFrame(of: {
  readonly isWhole: boolean;
  readonly rows: readonly Uint8Array[];
  readonly left: readonly string[];
  readonly sources: readonly string[];
  readonly said: readonly string[];
  readonly health: string | null;
}): Uint8Array<ArrayBuffer> {
  const { isWhole, rows, left, sources, said, health } = of;
  const words = new TextEncoder().encode(
    `{"sources":${JSON.stringify(sources)},"said":[${said.join(',')}],"health":${health ?? 'null'}}`,
  );
  const leftAt = HEAD_BYTES + rows.length * ROW_BYTES;
  const frame = new Uint8Array(leftAt + left.length * 4 + words.length);
  const view = new DataView(frame.buffer);
  view.setUint8(0, FRAME_VERSION);
  view.setUint8(1, isWhole ? 1 : 0);
  view.setUint32(4, rows.length, true);
  view.setUint32(8, left.length, true);
  view.setUint32(12, words.length, true);
  rows.forEach((row, at) => frame.set(row, HEAD_BYTES + at * ROW_BYTES));
  left.forEach((mmsi, at) => view.setUint32(leftAt + at * 4, Number(mmsi), true));
  frame.set(words, leftAt + left.length * 4);
  return frame;
}

/** Throws `invalid_input vessel.bad-frame` for anything that `encodeFrame` does not write. */
export function parseFrame(bytes: Uint8Array): VesselFrame {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.byteLength < HEAD_BYTES) throw bad('it is too short');
  if (view.getUint8(0) !== FRAME_VERSION) throw bad(`its version is ${String(view.getUint8(0))}`);
  const whole = view.getUint8(1);
  if (whole > 1 || view.getUint16(2, true) !== 0) throw bad('its head');
  const [rows, left, words] = [view.getUint32(4, true), view.getUint32(8, true), view.getUint32(12, true)];
  const leftAt = HEAD_BYTES + rows * ROW_BYTES;
  const wordsAt = leftAt + left * 4;
  if (view.byteLength !== wordsAt + words) throw bad('its length');
  const { sources, said, health } = wordsOf(bytes.subarray(wordsAt));
  const row = (at: number): DataView =>
    new DataView(bytes.buffer, bytes.byteOffset + HEAD_BYTES + at * ROW_BYTES, ROW_BYTES);
  return {
    isWhole: whole === 1,
    moved: Array.from({ length: rows }, (_, at) => motionOf(row(at), sources)),
    left: Array.from({ length: left }, (_, at) => mmsiOf(view.getUint32(leftAt + at * 4, true))),
    ...{ said, health },
  };
}

/** The picture with a frame laid over it. */
export function applyFrame(vessels: ReadonlyMap<string, Vessel>, frame: VesselFrame): ReadonlyMap<string, Vessel> {
  const next = new Map(frame.isWhole ? [] : vessels);
  for (const mmsi of frame.left) next.delete(mmsi);
  const said = new Map(frame.said.map((one) => [one.mmsi, one]));
  for (const moved of frame.moved) {
    const known = said.get(moved.mmsi) ?? next.get(moved.mmsi);
    if (known) next.set(moved.mmsi, { ...known, ...moved });
  }
  return next;
}

function motionOf(row: DataView, sources: readonly string[]): VesselMotion {
  const lastReportAt = row.getFloat64(0, true);
  const positionAt = row.getFloat64(8, true);
  const status = row.getUint8(34);
  const bits = row.getUint8(35);
  const source = sources[row.getUint16(36, true)];
  const transponder = TRANSPONDERS[bits % SIMULATED];
  const navigationStatus = status === NONE_8 ? null : STATUSES[status];
  const isRight = Number.isFinite(lastReportAt) && bits < 2 * SIMULATED && row.getUint16(38, true) === 0;
  if (!isRight || source === undefined || transponder === undefined || navigationStatus === undefined) {
    throw bad('a row of it');
  }
  return {
    mmsi: mmsiOf(row.getUint32(16, true)),
    position: placeOf(row.getInt32(20, true), row.getInt32(24, true)),
    positionAt: Number.isNaN(positionAt) ? null : positionAt,
    speedKnots: unscaled(row.getUint16(28, true), 10),
    courseDeg: unscaled(row.getUint16(30, true), 10),
    headingDeg: unscaled(row.getUint16(32, true), 1),
    simulated: bits >= SIMULATED,
    ...{ lastReportAt, navigationStatus, transponder, source },
  };
}

function placeOf(lat: number, lon: number): VesselMotion['position'] {
  if (lat === NO_PLACE && lon === NO_PLACE) return null;
  if (Math.abs(lat) > 90 * UNITS_A_DEGREE || Math.abs(lon) > 180 * UNITS_A_DEGREE) throw bad('a place in it');
  return { lat: lat / UNITS_A_DEGREE, lon: lon / UNITS_A_DEGREE };
}

function mmsiOf(number: number): string {
  const mmsi = Mmsi.safeParse(formatMmsi(number));
  if (!mmsi.success) throw bad('an MMSI in it');
  return mmsi.data;
}

function scaled(value: number | null, factor: number): number {
  return value === null ? NONE_16 : Math.min(NONE_16 - 1, Math.max(0, Math.round(value * factor)));
}

function unscaled(value: number, factor: number): number | null {
  return value === NONE_16 ? null : value / factor;
}

function wordsOf(bytes: Uint8Array): z.infer<typeof Words> {
  try {
    return Words.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch (cause) {
    throw bad('its words', cause);
  }
}

function bad(what: string, cause?: unknown): AppError {
  return new AppError('invalid_input', 'vessel.bad-frame', `a frame of the picture does not parse: ${what}`, { cause });
}
