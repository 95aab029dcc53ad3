import type { Feature, FeatureCollection } from 'geojson';
import { destination, distanceMetres, offset, type LatLon } from '../../kernel/geodesy.js';

type Language = 'zh' | 'en';
interface Place extends LatLon {
  readonly zh: string;
  readonly en: string;
}

/** Beilun's places of domain.md §7.1, approximate (±1 km) until surveyed geometry replaces them. */
const ANCHORAGES: readonly (Place & { readonly radiusMetres: number })[] = [
  { zh: '七里锚地 AN1', en: 'Qili anchorage AN1', lat: 29.985, lon: 121.77, radiusMetres: 1500 },
  { zh: '虾峙门外锚地 AN2', en: 'Xiazhimen outer anchorage AN2', lat: 29.67, lon: 122.4, radiusMetres: 4000 },
  { zh: '东霍山锚地 AN3', en: 'Donghuoshan anchorage AN3', lat: 30.23, lon: 121.7, radiusMetres: 3500 },
];
const BERTHS = [
  ['B3-1', 29.9365, 121.8803, 110],
  ['B3-2', 29.9355, 121.8834, 110],
  ['B3-3', 29.9345, 121.8866, 110],
  ['B3-4', 29.9335, 121.8897, 110],
  ['B4-1', 29.8955, 122.0186, 105],
  ['B4-2', 29.8947, 122.0218, 105],
  ['B4-3', 29.894, 122.025, 105],
  ['B4-4', 29.8933, 122.0282, 105],
  ['B4-5', 29.8925, 122.0314, 105],
] as const;
const PLACES: readonly Place[] = [
  { zh: '北仑三期 T3', en: 'Beilun T3', lat: 29.928, lon: 121.885 },
  { zh: '穿山四期 T4', en: 'Chuanshan T4', lat: 29.8865, lon: 122.025 },
  { zh: '镇海港区', en: 'Zhenhai', lat: 29.95, lon: 121.7181 },
  { zh: '大榭岛', en: 'Daxie', lat: 29.92, lon: 121.95 },
  { zh: '金塘岛', en: 'Jintang', lat: 30.03, lon: 121.87 },
  { zh: '指挥中心', en: 'Command centre', lat: 29.912, lon: 121.845 },
];

/** Longitude and latitude of south-west and north-east: anchorage AN1, T3 and T4 in one view. */
export const PORT_BOUNDS: readonly [[number, number], [number, number]] = [
  [121.742, 29.868],
  [122.075, 30.005],
];

/** Places further off than this say nothing about where somebody is. */
const NEAR_METRES = 5000;

/** Where a position is in the port's own words, for example an anchorage or the nearest place; null far from all. */
export function placeName(position: LatLon, language: Language): string | null {
  const anchorage = ANCHORAGES.find((one) => distanceMetres(one, position) <= one.radiusMetres);
  if (anchorage) return anchorage[language];
  const near = [
    ...PLACES.map((place) => ({ name: place[language], metres: distanceMetres(place, position) })),
    ...BERTHS.map(([name, lat, lon]) => ({ name, metres: distanceMetres({ lat, lon }, position) })),
  ].toSorted((a, b) => a.metres - b.metres)[0];
  if (!near || near.metres > NEAR_METRES) return null;
  return near.metres < 300 ? near.name : `${near.name} ${(near.metres / 1000).toFixed(1)} km`;
}

/** Berths 350 × 60 m along the quay axis, anchorage circles, place names in the reader's language. */
export function portGeometry(language: Language): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: [
      ...BERTHS.map(([name, lat, lon, axisDeg]) => polygon('berth', name, berthRing({ lat, lon }, axisDeg))),
      ...ANCHORAGES.map((place) => polygon('anchorage', place[language], circle(place, place.radiusMetres))),
      ...PLACES.map(({ lat, lon, [language]: name }): Feature => ({
        type: 'Feature',
        properties: { kind: 'place', name },
        geometry: { type: 'Point', coordinates: [lon, lat] },
      })),
    ],
  };
}

function polygon(kind: string, name: string, ring: number[][]): Feature {
  return { type: 'Feature', properties: { kind, name }, geometry: { type: 'Polygon', coordinates: [ring] } };
}

function berthRing(centre: LatLon, axisDeg: number): number[][] {
  const corner = (along: number, across: number): number[] => {
    const onAxis = destination(centre, axisDeg, along);
    const { lon, lat } = destination(onAxis, axisDeg + 90, across);
    return [lon, lat];
  };
  return [corner(-160, -30), corner(160, -30), corner(160, 30), corner(-160, 30), corner(-160, -30)];
}

function circle(centre: LatLon, radiusMetres: number): number[][] {
  return Array.from({ length: 65 }, (_, at) => {
    const angle = (at / 64) * 2 * Math.PI;
    const { lon, lat } = offset(centre, radiusMetres * Math.sin(angle), radiusMetres * Math.cos(angle));
    return [lon, lat];
  });
}
