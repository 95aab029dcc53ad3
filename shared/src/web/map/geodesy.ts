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

/** Distance in metres on the same flat approximation. */
export function distanceMetres(a: LatLon, b: LatLon): number {
  const north = (b.lat - a.lat) * METRES_PER_DEGREE;
  const east = (b.lon - a.lon) * METRES_PER_DEGREE * Math.cos((a.lat * Math.PI) / 180);
  return Math.hypot(north, east);
}
