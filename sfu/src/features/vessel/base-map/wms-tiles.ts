/** What of a WMS is asked for; `tileSize` in pixels. */
interface WmsLayer {
  readonly url: string;
  readonly layers: string;
  readonly version: '1.1.1' | '1.3.0';
  readonly format: string;
  readonly tileSize: number;
}

const BBOX = '{bbox-epsg-3857}';
/** Only so that a path of this server can be taken apart; it is taken off again. */
const HERE = 'https://here.invalid';

/**
 * The GetMap request of a tile in EPSG:3857, with the engine's placeholder for its box. In that system both versions give
 * east before north (OGC 06-042, Annex B).
 */
export function wmsTiles({ url, layers, version, format, tileSize }: WmsLayer): string {
  const address = new URL(url, HERE);
  const asked = {
    SERVICE: 'WMS',
    REQUEST: 'GetMap',
    VERSION: version,
    LAYERS: layers,
    STYLES: '',
    FORMAT: format,
    ...(format === 'image/jpeg' ? {} : { TRANSPARENT: 'true' }),
    [version === '1.3.0' ? 'CRS' : 'SRS']: 'EPSG:3857',
    ...{ WIDTH: String(tileSize), HEIGHT: String(tileSize) },
  };
  // WMS takes the names of parameters in either case; one the site wrote gives way.
  for (const known of [...address.searchParams.keys()]) {
    if (known.toUpperCase() in asked || known.toUpperCase() === 'BBOX') address.searchParams.delete(known);
  }
  for (const [name, value] of Object.entries(asked)) address.searchParams.set(name, value);
  return `${address.href.replace(HERE, '')}&BBOX=${BBOX}`;
}
