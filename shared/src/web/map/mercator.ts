/** A place of the unit world in Web Mercator, 0 to 1 from west to east and from north to south, near which others are. */
export interface MercatorOrigin {
  readonly x: number;
  readonly y: number;
}

/** Width of the world as the engines draw it at zoom 0, pixels. */
const WORLD_PX = 512;
const EQUATOR_METRES = 40_075_016.686;

/** WGS-84 degrees. */
export function mercatorOrigin([lon, lat]: readonly [lon: number, lat: number]): MercatorOrigin {
  return { x: mercatorX(lon), y: mercatorY(lat) };
}

export function mercatorX(lon: number): number {
  return (lon + 180) / 360;
}

export function mercatorY(lat: number): number {
  return mercatorYOf(sineOf(lat));
}

/** Length of a metre at a latitude, in units of the world. */
export function mercatorPerMetre(lat: number): number {
  return mercatorPerMetreOf(sineOf(lat));
}

/** Of a latitude in degrees: who needs both what stands where and how long a metre is there takes it once. */
export function sineOf(lat: number): number {
  return Math.sin((lat * Math.PI) / 180);
}

export function mercatorYOf(sine: number): number {
  return 0.5 - (0.25 * Math.log((1 + sine) / (1 - sine))) / Math.PI;
}

export function mercatorPerMetreOf(sine: number): number {
  return 1 / (EQUATOR_METRES * Math.sqrt(1 - sine * sine));
}

/** Width of the world at a zoom of the engines, pixels of the page. */
export function worldPx(zoom: number): number {
  return WORLD_PX * 2 ** zoom;
}
