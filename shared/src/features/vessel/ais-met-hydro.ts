import type { AisBits } from './ais-bits.js';
import { positionOf } from './ais-fields.js';
import type { AisPosition } from './ais-message.js';

/** A current at one depth. */
export interface MetHydroCurrent {
  /** 0 is the surface. */
  readonly depthMetres: number | null;
  readonly speedKnots: number | null;
  readonly directionDeg: number | null;
}

export interface MetHydroWaves {
  readonly heightMetres: number | null;
  readonly periodSeconds: number | null;
  readonly directionDeg: number | null;
}

/** Weather and water at a sensor (IMO SN.1/Circ.289 function 31, SN/Circ.236 function 11); null is "not available". */
export interface MetHydroReport {
  readonly kind: 'met-hydro';
  readonly position: AisPosition | null;
  /** Of the observation, UTC; the month is that of the reception. */
  readonly dayOfMonth: number | null;
  readonly hour: number | null;
  readonly minute: number | null;
  readonly windSpeedKnots: number | null;
  readonly windGustKnots: number | null;
  readonly windDirectionDeg: number | null;
  readonly windGustDirectionDeg: number | null;
  readonly airTemperatureCelsius: number | null;
  readonly relativeHumidityPercent: number | null;
  readonly dewPointCelsius: number | null;
  readonly airPressureHectopascals: number | null;
  readonly airPressureTendency: 'steady' | 'decreasing' | 'increasing' | null;
  readonly visibilityNauticalMiles: number | null;
  /** True when the sensor sees no farther than what it says. */
  readonly visibilityIsMore: boolean;
  /** Above the local datum. */
  readonly waterLevelMetres: number | null;
  readonly waterLevelTendency: 'steady' | 'decreasing' | 'increasing' | null;
  readonly currents: readonly MetHydroCurrent[];
  readonly waves: MetHydroWaves;
  readonly swell: MetHydroWaves;
  /** Beaufort scale. */
  readonly seaState: number | null;
  readonly waterTemperatureCelsius: number | null;
  readonly precipitationCode: number | null;
  readonly salinityPerMille: number | null;
  readonly ice: boolean | null;
}

const TENDENCIES = ['steady', 'decreasing', 'increasing', null] as const;
/** 1/1,000 of a minute. */
const PER_DEGREE = 60_000;
/** Degrees; this and more is "not available". */
const NO_DIRECTION = 360;

/** Reads fields one after the other; a raw value of `none` or more is "not available". */
class Fields {
  readonly #bits: AisBits;
  #at: number;

  constructor(bits: AisBits, start: number) {
    this.#bits = bits;
    this.#at = start;
  }

  raw(length: number): number {
    const value = this.#bits.uint(this.#at, length);
    this.#at += length;
    return value;
  }

  signed(length: number): number {
    const value = this.#bits.int(this.#at, length);
    this.#at += length;
    return value;
  }

  /** `offset` in the unit of the result. */
  number(length: number, none: number, perUnit = 1, offset = 0): number | null {
    const value = this.raw(length);
    return value >= none ? null : round(value / perUnit + offset);
  }

  /** Signed tenths; `none` and more, or less than `least`, are "not available". */
  tenths(length: number, least: number, none: number): number | null {
    const value = this.signed(length);
    return value >= none || value < least ? null : value / 10;
  }

  tendency(): 'steady' | 'decreasing' | 'increasing' | null {
    return TENDENCIES[this.raw(2)] ?? null;
  }

  currents(): MetHydroCurrent[] {
    const surface = { depthMetres: 0, speedKnots: this.number(8, 252, 10), directionDeg: this.number(9, NO_DIRECTION) };
    const below = [1, 2].map(() => {
      const speedKnots = this.number(8, 252, 10);
      const directionDeg = this.number(9, NO_DIRECTION);
      return { depthMetres: this.number(5, 31), speedKnots, directionDeg };
    });
    return [surface, ...below].filter((one) => one.speedKnots !== null || one.directionDeg !== null);
  }

  waves(): MetHydroWaves {
    return {
      heightMetres: this.number(8, 252, 10),
      periodSeconds: this.number(6, 61),
      directionDeg: this.number(9, NO_DIRECTION),
    };
  }
}

/** IMO SN.1/Circ.289, DAC 1, function 31. */
export function decodeMetHydro289(bits: AisBits, start: number, end: number): MetHydroReport | null {
  if (end - start < 294) return null;
  const f = new Fields(bits, start);
  const lon = f.signed(25);
  const lat = f.signed(24);
  f.raw(1);
  const position = place(lat, lon);
  const time = { dayOfMonth: dayOf(f.raw(5)), hour: f.number(5, 24), minute: f.number(6, 60) };
  const wind = readWind(f);
  return {
    ...{ kind: 'met-hydro', position, ...time, ...wind },
    airTemperatureCelsius: f.tenths(11, -600, 601),
    relativeHumidityPercent: f.number(7, 101),
    dewPointCelsius: f.tenths(10, -200, 501),
    airPressureHectopascals: f.number(9, 403, 1, 799),
    airPressureTendency: f.tendency(),
    visibilityIsMore: f.raw(1) === 1,
    visibilityNauticalMiles: f.number(7, 127, 10),
    waterLevelMetres: f.number(12, 4001, 100, -10),
    waterLevelTendency: f.tendency(),
    currents: f.currents(),
    waves: f.waves(),
    swell: f.waves(),
    seaState: f.number(4, 13),
    waterTemperatureCelsius: f.tenths(10, -100, 501),
    precipitationCode: f.number(3, 7),
    salinityPerMille: f.number(9, 510, 10),
    ice: iceOf(f.raw(2)),
  };
}

/** IMO SN/Circ.236, DAC 1, function 11: the older form, still sent by many aids to navigation. */
export function decodeMetHydro236(bits: AisBits, start: number, end: number): MetHydroReport | null {
  if (end - start < 290) return null;
  const f = new Fields(bits, start);
  const lat = f.signed(24);
  const lon = f.signed(25);
  const position = place(lat, lon);
  const time = { dayOfMonth: dayOf(f.raw(5)), hour: f.number(5, 24), minute: f.number(6, 60) };
  const wind = readWind(f);
  return {
    ...{ kind: 'met-hydro', position, ...time, ...wind },
    airTemperatureCelsius: f.number(11, 1201, 10, -60),
    relativeHumidityPercent: f.number(7, 101),
    dewPointCelsius: f.number(10, 701, 10, -20),
    airPressureHectopascals: f.number(9, 401, 1, 800),
    airPressureTendency: f.tendency(),
    visibilityIsMore: false,
    visibilityNauticalMiles: f.number(8, 251, 10),
    waterLevelMetres: f.number(9, 401, 10, -10),
    waterLevelTendency: f.tendency(),
    currents: f.currents(),
    waves: f.waves(),
    swell: f.waves(),
    seaState: f.number(4, 13),
    waterTemperatureCelsius: f.number(10, 601, 10, -10),
    precipitationCode: f.number(3, 7),
    salinityPerMille: f.number(9, 501, 10),
    ice: iceOf(f.raw(2)),
  };
}

type Wind = Pick<MetHydroReport, 'windSpeedKnots' | 'windGustKnots' | 'windDirectionDeg' | 'windGustDirectionDeg'>;

function readWind(f: Fields): Wind {
  return {
    windSpeedKnots: f.number(7, 127),
    windGustKnots: f.number(7, 127),
    windDirectionDeg: f.number(9, NO_DIRECTION),
    windGustDirectionDeg: f.number(9, NO_DIRECTION),
  };
}

function place(lat: number, lon: number): AisPosition | null {
  return positionOf(lat / PER_DEGREE, lon / PER_DEGREE);
}

function dayOf(raw: number): number | null {
  return raw === 0 ? null : raw;
}

function iceOf(raw: number): boolean | null {
  return raw === 0 ? false : raw === 1 ? true : null;
}

/** Hundredths at most: sums of tenths are not exact in binary. */
function round(value: number): number {
  return Math.round(value * 100) / 100;
}
