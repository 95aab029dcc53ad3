/** WGS-84 degrees. */
export interface LatLon {
  readonly lat: number;
  readonly lon: number;
}

/** Metres per degree of latitude (WGS-84 mean). */
const METRES_PER_DEGREE = 111_320;

/** The point so far east and north; flat within a port's size (error below 0.1 % over 20 km at 30° N). */
export function offset(from: LatLon, eastMetres: number, northMetres: number): LatLon {
  return {
    lat: from.lat + northMetres / METRES_PER_DEGREE,
    lon: from.lon + eastMetres / (METRES_PER_DEGREE * Math.cos((from.lat * Math.PI) / 180)),
  };
}

/** The point reached on a bearing, degrees clockwise from true north, after so many metres. */
export function destination(from: LatLon, bearingDeg: number, metres: number): LatLon {
  const angle = (bearingDeg * Math.PI) / 180;
  return offset(from, metres * Math.sin(angle), metres * Math.cos(angle));
}

/** How far east and north the second point lies of the first, metres, on the same flat approximation. */
export function vectorMetres(from: LatLon, to: LatLon): { east: number; north: number } {
  return {
    east: (to.lon - from.lon) * METRES_PER_DEGREE * Math.cos((from.lat * Math.PI) / 180),
    north: (to.lat - from.lat) * METRES_PER_DEGREE,
  };
}

/** Bearing of such a vector, degrees clockwise from true north, 0 to 360. */
export function bearingDeg({ east, north }: { readonly east: number; readonly north: number }): number {
  return ((Math.atan2(east, north) * 180) / Math.PI + 360) % 360;
}

/** Distance in metres on the same flat approximation. */
export function distanceMetres(from: LatLon, to: LatLon): number {
  const { east, north } = vectorMetres(from, to);
  return Math.hypot(north, east);
}

/** 29°57.7′N 121°55.0′E: degrees and decimal minutes, as they are read out on the radio. */
export function degreesMinutes({ lat, lon }: LatLon): string {
  const part = (value: number, positive: string, negative: string): string => {
    const tenths = Math.round(Math.abs(value) * 600);
    const minutes = ((tenths % 600) / 10).toFixed(1).padStart(4, '0');
    return `${Math.floor(tenths / 600)}°${minutes}′${value < 0 ? negative : positive}`;
  };
  return `${part(lat, 'N', 'S')} ${part(lon, 'E', 'W')}`;
}
