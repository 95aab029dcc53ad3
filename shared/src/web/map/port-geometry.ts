import type { Feature, FeatureCollection } from 'geojson';
import { berthRing, type PortSite } from '../../features/vessel/port-site.js';
import { distanceMetres, offset, type LatLon } from '../../kernel/geodesy.js';
import { metresOutside } from '../../kernel/polygon.js';

type Language = 'zh' | 'en';
interface Place extends LatLon {
  readonly zh: string;
  readonly en: string;
}

/** Names on the chart that are no place to lie at. */
const PLACES: readonly Place[] = [
  { zh: '北仑三期 T3', en: 'Beilun T3', lat: 29.928, lon: 121.885 },
  { zh: '穿山四期 T4', en: 'Chuanshan T4', lat: 29.8865, lon: 122.025 },
  { zh: '镇海港区', en: 'Zhenhai', lat: 29.95, lon: 121.7181 },
  { zh: '大榭岛', en: 'Daxie', lat: 29.92, lon: 121.95 },
  { zh: '金塘岛', en: 'Jintang', lat: 30.03, lon: 121.87 },
  { zh: '指挥中心', en: 'Command centre', lat: 29.912, lon: 121.845 },
];

/** An anchorage further off than this is not of the view of the port: it would make the quays too small to read. */
const OUTER_ANCHORAGE_METRES = 15_000;
/** Around what is in the view. */
const VIEW_MARGIN_METRES = 1500;

/** South-west and north-east, longitude and latitude. */
export type ChartBounds = [[number, number], [number, number]];

/** What a chart of the whole port shows: the quays with the anchorages before them; without quays all of the limit. */
export function portBounds({ limit, berths, anchorages }: PortSite): ChartBounds {
  const quays = berths.map(({ centre }) => centre);
  if (quays.length === 0) return boundsOf(limit);
  const near = anchorages
    .filter(({ centre }) => quays.some((quay) => distanceMetres(quay, centre) < OUTER_ANCHORAGE_METRES))
    .flatMap(({ centre, radiusMetres }) =>
      [-radiusMetres, radiusMetres].map((metres) => offset(centre, metres, metres)),
    );
  const [[west, south], [east, north]] = boundsOf([...quays, ...near]);
  const corner = (lat: number, lon: number, metres: number): [number, number] => {
    const place = offset({ lat, lon }, metres, metres);
    return [place.lon, place.lat];
  };
  return [corner(south, west, -VIEW_MARGIN_METRES), corner(north, east, VIEW_MARGIN_METRES)];
}

function boundsOf(places: readonly LatLon[]): ChartBounds {
  const [lons, lats] = [places.map(({ lon }) => lon), places.map(({ lat }) => lat)];
  return [
    [Math.min(...lons), Math.min(...lats)],
    [Math.max(...lons), Math.max(...lats)],
  ];
}

/** Of another port these say nothing. */
const placesOf = ({ limit }: PortSite): readonly Place[] => PLACES.filter((place) => metresOutside(limit, place) === 0);

/** Places further off than this say nothing about where somebody is. */
const NEAR_METRES = 5000;

/** Where a position is in the port's own words, for example an anchorage or the nearest place; null far from all. */
export function placeName(site: PortSite, position: LatLon, language: Language): string | null {
  const { anchorages, berths } = site;
  const anchorage = anchorages.find(({ centre, radiusMetres }) => distanceMetres(centre, position) <= radiusMetres);
  if (anchorage) return anchorage.name[language];
  const near = [
    ...placesOf(site).map((place) => ({ name: place[language], metres: distanceMetres(place, position) })),
    ...berths.map(({ name, centre }) => ({ name: name[language], metres: distanceMetres(centre, position) })),
  ].toSorted((a, b) => a.metres - b.metres)[0];
  if (!near || near.metres > NEAR_METRES) return null;
  return near.metres < 300 ? near.name : `${near.name} ${(near.metres / 1000).toFixed(1)} km`;
}

/** The port limit, berths along the quay with who lies there by id, anchorages, place names in the reader's language. */
export function portGeometry(
  site: PortSite,
  language: Language,
  lying: ReadonlyMap<string, string> = new Map(),
): FeatureCollection {
  const { limit, berths, anchorages, zones = [], radiationGates = [] } = site;
  const point = (kind: string, name: string, { lat, lon }: LatLon): Feature => ({
    type: 'Feature',
    properties: { kind, name },
    geometry: { type: 'Point', coordinates: [lon, lat] },
  });
  const berthName = (id: string, name: string): string => [name, lying.get(id) ?? ''].join(' ').trimEnd();
  return {
    type: 'FeatureCollection',
    features: [
      polygon('limit', '', closed(limit)),
      // Names stand at a point of their own: that of an area is drawn once for each tile it lies in.
      ...zones.flatMap(({ name, ring }) => [
        polygon('zone', '', closed(ring)),
        point('zone', name[language], middleOf(ring)),
      ]),
      ...berths.map((berth) => polygon('berth', berthName(berth.id, berth.name[language]), closed(berthRing(berth)))),
      ...anchorages.flatMap(({ name, centre, radiusMetres }) => [
        polygon('anchorage', '', circle(centre, radiusMetres)),
        point('anchorage', name[language], centre),
      ]),
      ...radiationGates.map(({ name, centre }) => point('gate', name[language], centre)),
      ...placesOf(site).map((place) => point('place', place[language], place)),
    ],
  };
}

/** The middle of an area's bounds. */
function middleOf(ring: readonly LatLon[]): LatLon {
  const [[west, south], [east, north]] = boundsOf(ring);
  return { lat: (south + north) / 2, lon: (west + east) / 2 };
}

function polygon(kind: string, name: string, ring: number[][]): Feature {
  return { type: 'Feature', properties: { kind, name }, geometry: { type: 'Polygon', coordinates: [ring] } };
}

function closed(ring: readonly LatLon[]): number[][] {
  return [...ring, ...ring.slice(0, 1)].map(({ lat, lon }) => [lon, lat]);
}

function circle(centre: LatLon, radiusMetres: number): number[][] {
  return Array.from({ length: 65 }, (_, at) => {
    const angle = (at / 64) * 2 * Math.PI;
    const { lon, lat } = offset(centre, radiusMetres * Math.sin(angle), radiusMetres * Math.cos(angle));
    return [lon, lat];
  });
}
