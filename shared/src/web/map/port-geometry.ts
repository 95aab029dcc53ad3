import type { Feature, FeatureCollection } from 'geojson';

/** Metres per degree of latitude (WGS-84 mean). */
const METRES_PER_DEGREE = 111_320;

/** Beilun's places of domain.md §7.1, approximate (±1 km) until surveyed geometry replaces them. */
const ANCHORAGES = [
  { name: '七里锚地 AN1', lat: 29.985, lon: 121.77, radiusMetres: 1500 },
  { name: '虾峙门外锚地 AN2', lat: 29.67, lon: 122.4, radiusMetres: 4000 },
  { name: '东霍山锚地 AN3', lat: 30.23, lon: 121.7, radiusMetres: 3500 },
] as const;
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
const PLACES = [
  ['北仑三期 T3', 29.931, 121.885],
  ['北仑四期 T4', 29.8895, 122.025],
  ['镇海港区', 29.95, 121.7181],
  ['大榭', 29.92, 121.95],
] as const;

/** Berths 350 × 60 m along the quay axis, anchorage circles, place names. */
export function portGeometry(): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: [
      ...BERTHS.map(([name, lat, lon, axisDeg]) => polygon('berth', name, berthRing(lat, lon, axisDeg))),
      ...ANCHORAGES.map((place) => polygon('anchorage', place.name, circle(place.lat, place.lon, place.radiusMetres))),
      ...PLACES.map(([name, lat, lon]): Feature => ({
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

function offset(lat: number, lon: number, eastMetres: number, northMetres: number): number[] {
  const east = eastMetres / (METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180));
  return [lon + east, lat + northMetres / METRES_PER_DEGREE];
}

function berthRing(lat: number, lon: number, axisDeg: number): number[][] {
  const axis = (axisDeg * Math.PI) / 180;
  const corner = (along: number, across: number): number[] =>
    offset(
      lat,
      lon,
      along * Math.sin(axis) + across * Math.cos(axis),
      along * Math.cos(axis) - across * Math.sin(axis),
    );
  return [corner(-160, -30), corner(160, -30), corner(160, 30), corner(-160, 30), corner(-160, -30)];
}

function circle(lat: number, lon: number, radiusMetres: number): number[][] {
  return Array.from({ length: 65 }, (_, at) => {
    const angle = (at / 64) * 2 * Math.PI;
    return offset(lat, lon, radiusMetres * Math.sin(angle), radiusMetres * Math.cos(angle));
  });
}
