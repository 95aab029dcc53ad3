import type { ServiceMessage } from './ais-message-service.js';

/** WGS-84 degrees as decoded; never out of range, possibly 0/0 (see `isNullIsland`). */
export interface AisPosition {
  readonly lat: number;
  readonly lon: number;
}

/** Distances from the position antenna to the four sides of the hull, metres; all 0 means not available. */
export interface AisDimensions {
  readonly toBowMetres: number;
  readonly toSternMetres: number;
  readonly toPortMetres: number;
  readonly toStarboardMetres: number;
}

/** What every message begins with (ITU-R M.1371, annex 8). */
export interface AisHeader {
  readonly repeat: number;
  /** Nine decimal digits at most, never 0; leading zeros are lost in a number, see `formatMmsi`. */
  readonly mmsi: number;
}

/** Motion as reports give it; every "not available" of the standard is null. [AIS10] */
export interface AisMotion {
  readonly position: AisPosition | null;
  /** True when the position is better than 10 m. */
  readonly positionAccurate: boolean;
  readonly speedKnots: number | null;
  readonly courseDeg: number | null;
}

/** Position report of class A, types 1, 2 and 3. */
export interface PositionReportA extends AisHeader, AisMotion {
  readonly type: 1 | 2 | 3;
  readonly navigationStatusCode: number;
  /** Signed, positive to starboard; null when unknown or when only the direction is known. */
  readonly rateOfTurnDegPerMin: number | null;
  /** Direction of a turn faster than 5° in 30 s, from a ship without a turn indicator. */
  readonly turningFast: 'port' | 'starboard' | null;
  readonly headingDeg: number | null;
  /** Second of the UTC minute of the fix, 0–59. */
  readonly utcSecond: number | null;
  /** Special manoeuvre, as inland ships show with the blue sign: 0 not available, 1 no, 2 yes. */
  readonly manoeuvreCode: number;
  /** Whether the receiver watches the integrity of its fix. */
  readonly raim: boolean;
}

/** Base station report (4) and its answer from a mobile (11). */
export interface BaseStationReport extends AisHeader {
  readonly type: 4 | 11;
  /** UTC instant the station says, or null when any part is missing or impossible. */
  readonly utc: string | null;
  readonly position: AisPosition | null;
  readonly positionAccurate: boolean;
  /** Kind of positioning device (M.1371 table 47); 1 is GPS, 7 surveyed. */
  readonly fixDeviceCode: number;
  readonly raim: boolean;
}

/** Static and voyage data of class A, type 5. */
export interface StaticVoyageData extends AisHeader {
  readonly type: 5;
  /** IMO number as sent, unchecked; null for 0. */
  readonly imo: number | null;
  readonly callSign: string;
  readonly name: string;
  /** Edition of M.1371 the station follows, as a code. */
  readonly aisVersion: number;
  readonly shipTypeCode: number;
  readonly dimensions: AisDimensions;
  readonly fixDeviceCode: number;
  /** UTC without a year; null members where not available. */
  readonly eta: AisEta;
  readonly draughtMetres: number | null;
  readonly destination: string;
}

export interface AisEta {
  readonly month: number | null;
  readonly day: number | null;
  readonly hour: number | null;
  readonly minute: number | null;
}

/** Search-and-rescue aircraft, type 9. */
export interface SarAircraftReport extends AisHeader, AisMotion {
  readonly type: 9;
  /** 4094 means 4,094 m or higher. */
  readonly altitudeMetres: number | null;
  readonly utcSecond: number | null;
  readonly raim: boolean;
}

/** Position report of class B, type 18. */
export interface PositionReportB extends AisHeader, AisMotion {
  readonly type: 18;
  readonly headingDeg: number | null;
  readonly utcSecond: number | null;
  /** True for CS units, which listen first and send seldom; false for SO units, which keep slots as class A does. */
  readonly carrierSense: boolean;
  readonly raim: boolean;
}

/** Extended report of class B, type 19. */
export interface ExtendedReportB extends AisHeader, AisMotion {
  readonly type: 19;
  readonly headingDeg: number | null;
  readonly utcSecond: number | null;
  readonly name: string;
  readonly shipTypeCode: number;
  readonly dimensions: AisDimensions;
  readonly fixDeviceCode: number;
  readonly raim: boolean;
}

/** Aid to navigation, type 21. */
export interface AidToNavigationReport extends AisHeader {
  readonly type: 21;
  readonly aidTypeCode: number;
  readonly name: string;
  readonly position: AisPosition | null;
  readonly positionAccurate: boolean;
  readonly dimensions: AisDimensions;
  readonly fixDeviceCode: number;
  readonly utcSecond: number | null;
  readonly raim: boolean;
  readonly offPosition: boolean;
  /** True when no such mark floats there: a shore station only says so. */
  readonly virtual: boolean;
}

/** Static data of class B, part A of type 24. */
export interface StaticDataPartA extends AisHeader {
  readonly type: 24;
  readonly part: 'A';
  readonly name: string;
}

/** Static data of class B, part B of type 24. */
export interface StaticDataPartB extends AisHeader {
  readonly type: 24;
  readonly part: 'B';
  readonly shipTypeCode: number;
  readonly vendor: string;
  readonly unitModelCode: number;
  readonly unitSerialNumber: number;
  readonly callSign: string;
  /** Null for auxiliary craft (MMSI 98…), which name their mother ship in the same bits. */
  readonly dimensions: AisDimensions | null;
  readonly mothershipMmsi: number | null;
}

/** Long-range report of class A, type 27: a tenth of a minute, whole knots, whole degrees. */
export interface LongRangeReport extends AisHeader, AisMotion {
  readonly type: 27;
  readonly navigationStatusCode: number;
  readonly raim: boolean;
  /** True when the position is older than 5 s. */
  readonly positionLate: boolean;
}

export type AisMessage =
  | PositionReportA
  | BaseStationReport
  | StaticVoyageData
  | SarAircraftReport
  | PositionReportB
  | ExtendedReportB
  | AidToNavigationReport
  | StaticDataPartA
  | StaticDataPartB
  | LongRangeReport
  | ServiceMessage;

/** Exactly 0° N 0° E: a receiver that started without a fix says so; no ship of ours is there. [AIS11] */
export function isNullIsland(position: AisPosition): boolean {
  return position.lat === 0 && position.lon === 0;
}
