import type { LatLon } from '../../kernel/geodesy.js';

/** Longitude and latitude of each point; over the date line they go on beyond 180 degrees. */
export function lineCoordinates(line: readonly LatLon[]): [number, number][] {
  let last: number | null = null;
  return line.map(({ lat, lon }): [number, number] => {
    const turns: number = last === null ? 0 : Math.round((last - lon) / 360);
    last = lon + turns * 360;
    return [last, lat];
  });
}
