import type { TrackFix } from '@haigang/shared/features/vessel/track.model';
import { NavigationStatus } from '@haigang/shared/features/vessel/navigation-status';

/** A position on its way to the thread that keeps tracks. */
export interface HeardFix extends TrackFix {
  readonly mmsi: number;
  readonly simulated: boolean;
}

/** AIS counts in 1/10,000 minutes, and so do we: nothing is lost, and whole numbers are the same everywhere. */
export const UNITS_PER_DEGREE = 600_000;
/** To a ten-millionth, a centimetre: shorter to write, and still the same unit. */
export function degreesOf(units: number): number {
  return Math.round(units / 0.06) / 1e7;
}

/** Tracks count time in tenths of a second. */
export const TICK_MS = 100;

/**
 * Fixes as bytes, the same on the way between threads and in the journal: a base time (float64, ms), then 24 bytes each:
 * station and simulated (uint32, twice the MMSI and one), ticks since the base (uint32), latitude and longitude (int32,
 * 1/10,000 minutes), speed and course (uint16, tenths, plus one), heading (uint16, plus one), navigation status (uint8,
 * plus one), nothing (uint8). 0 is "not available".
 */
const HEAD_BYTES = 8;
const FIX_BYTES = 24;
const FIRST_FIXES = 64;

/** Collects fixes; one that is older than the first is taken for as old. */
export class FixBatch {
  #view = new DataView(new ArrayBuffer(HEAD_BYTES + FIX_BYTES * FIRST_FIXES));
  #count = 0;
  #base = 0;

  get count(): number {
    return this.#count;
  }

  add(fix: HeardFix): void {
    if (this.#count === 0) {
      this.#base = tickOf(fix.at) * TICK_MS;
      this.#view.setFloat64(0, this.#base);
    }
    const at = HEAD_BYTES + this.#count * FIX_BYTES;
    if (at + FIX_BYTES > this.#view.byteLength) this.#grow();
    const view = this.#view;
    view.setUint32(at, stationOf(fix.mmsi, fix.simulated));
    view.setUint32(at + 4, Math.max(0, tickOf(fix.at - this.#base)));
    view.setInt32(at + 8, Math.round(fix.lat * UNITS_PER_DEGREE));
    view.setInt32(at + 12, Math.round(fix.lon * UNITS_PER_DEGREE));
    view.setUint16(at + 16, plusOne(fix.speedKnots, 10));
    view.setUint16(at + 18, plusOne(fix.courseDeg, 10));
    view.setUint16(at + 20, plusOne(fix.headingDeg, 1));
    view.setUint8(at + 22, statusCode(fix.navigationStatus));
    this.#count += 1;
  }

  /** What was collected; the batch is empty again. */
  take(): Uint8Array {
    const bytes = new Uint8Array(this.#view.buffer.slice(0, HEAD_BYTES + this.#count * FIX_BYTES));
    this.#count = 0;
    return bytes;
  }

  #grow(): void {
    const larger = new Uint8Array(this.#view.byteLength * 2);
    larger.set(new Uint8Array(this.#view.buffer));
    this.#view = new DataView(larger.buffer);
  }
}

export function fixCount(bytes: Uint8Array): number {
  return Math.max(0, Math.floor((bytes.byteLength - HEAD_BYTES) / FIX_BYTES));
}

/** The fixes of a batch in the order they were heard, with their station. */
export function* readFixes(bytes: Uint8Array): Generator<{ readonly station: number; readonly fix: TrackFix }> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = fixCount(bytes);
  const base = count > 0 ? view.getFloat64(0) : 0;
  for (let index = 0; index < count; index += 1) {
    const at = HEAD_BYTES + index * FIX_BYTES;
    yield {
      station: view.getUint32(at),
      fix: {
        at: base + view.getUint32(at + 4) * TICK_MS,
        lat: degreesOf(view.getInt32(at + 8)),
        lon: degreesOf(view.getInt32(at + 12)),
        speedKnots: minusOne(view.getUint16(at + 16), 10),
        courseDeg: minusOne(view.getUint16(at + 18), 10),
        headingDeg: minusOne(view.getUint16(at + 20), 1),
        navigationStatus: statusOf(view.getUint8(at + 22)),
      },
    };
  }
}

/** One number for a station of the air or of a simulator: their tracks are kept apart. */
export function stationOf(mmsi: number, simulated: boolean): number {
  return mmsi * 2 + (simulated ? 1 : 0);
}

export function stationParts(station: number): { readonly mmsi: number; readonly simulated: boolean } {
  return { mmsi: Math.floor(station / 2), simulated: station % 2 === 1 };
}

export function tickOf(ms: number): number {
  return Math.floor(ms / TICK_MS);
}

export function plusOne(value: number | null, scale: number): number {
  return value === null ? 0 : Math.min(65_535, Math.round(value * scale) + 1);
}

export function minusOne(code: number, scale: number): number | null {
  return code === 0 ? null : (code - 1) / scale;
}

export function statusCode(status: TrackFix['navigationStatus']): number {
  return status === null ? 0 : NavigationStatus.options.indexOf(status) + 1;
}

export function statusOf(code: number): TrackFix['navigationStatus'] {
  return NavigationStatus.options[code - 1] ?? null;
}
