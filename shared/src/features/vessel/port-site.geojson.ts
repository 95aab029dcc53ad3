import { z } from 'zod';
import { bearingDeg, destination, distanceMetres, vectorMetres, type LatLon } from '../../kernel/geodesy.js';
import { crossingOfRing } from '../../kernel/ring-crossing.js';
import { Anchorage, Berth, PortSite, RadiationGate, Zone } from './port-site.js';

/** Longitude, latitude, and a height nobody needs. */
const Place = z.array(z.number()).min(2).max(3);
/** Programs write null for what is not said. */
const Words = z.string().trim().max(60).nullish();
const Figure = z.number().nullish();

const Properties = z.looseObject({
  kind: z.enum(['port-limit', 'berth', 'anchorage', 'zone', 'radiation-gate']),
  id: z.string().nullish(),
  nameZh: Words,
  nameEn: Words,
  ...{ widthMetres: Figure, radiusMetres: Figure, speedLimitKnots: Figure },
  noEntry: z.boolean().nullish(),
});
type Properties = z.infer<typeof Properties>;

const File = z.looseObject({
  type: z.literal('FeatureCollection'),
  features: z.array(z.looseObject({ properties: z.unknown(), geometry: z.unknown() })).max(2000),
  crs: z.unknown().optional(),
});
const Quay = z.looseObject({ type: z.literal('LineString'), coordinates: z.array(Place).length(2) });
const Point = z.looseObject({ type: z.literal('Point'), coordinates: Place });
const Area = z.looseObject({ type: z.literal('Polygon'), coordinates: z.array(z.array(Place)).min(1) });

/** Why a file, or one feature of it, is no port geometry. */
export type GeoJsonProblem =
  | 'not-geojson'
  | 'crs'
  | 'kind'
  | 'berth'
  | 'anchorage'
  | 'zone'
  | 'radiation-gate'
  | 'limit'
  | 'crossing'
  | 'limit-missing'
  | 'limit-twice'
  | 'id'
  | 'too-much';

/** `feature` counts from 1 as a person would; null where the file as a whole is meant. */
export interface GeoJsonFault {
  readonly feature: number | null;
  readonly problem: GeoJsonProblem;
}

/** Decimals of a degree: a centimetre. */
const round = (degrees: number): number => Math.round(degrees * 1e7) / 1e7;
const toPlace = ({ lat, lon }: LatLon): number[] => [round(lon), round(lat)];
const fromPlace = ([lon, lat]: readonly number[]): LatLon => ({ lat: lat ?? Number.NaN, lon: lon ?? Number.NaN });

/** Half of a berth's length from its middle, both ways along the quay. */
function quayOf({ centre, axisDeg, lengthMetres }: Berth): [LatLon, LatLon] {
  return [destination(centre, axisDeg + 180, lengthMetres / 2), destination(centre, axisDeg, lengthMetres / 2)];
}

/**
 * [AIS101] The geometry as GeoJSON (RFC 7946: WGS-84, longitude first), for any GIS: the port limit as a polygon, a berth
 * as the line along its quay with `widthMetres`, an anchorage as a point with `radiusMetres`, a zone as a polygon with
 * `noEntry` and `speedLimitKnots`, a radiation gate as a point.
 */
export function toGeoJson({ limit, berths, anchorages, zones = [], radiationGates = [] }: PortSite): object {
  const named = ({ id, name }: Pick<Berth, 'id' | 'name'>) => ({ id, nameZh: name.zh, nameEn: name.en });
  const feature = (properties: object, type: string, coordinates: unknown) => ({
    ...{ type: 'Feature', properties, geometry: { type, coordinates } },
  });
  const closed = (ring: readonly LatLon[]) => [[...ring, ...ring.slice(0, 1)].map(toPlace)];
  return {
    type: 'FeatureCollection',
    features: [
      feature({ kind: 'port-limit' }, 'Polygon', closed(limit)),
      ...berths.map((berth) =>
        feature(
          { kind: 'berth', ...named(berth), widthMetres: berth.widthMetres },
          'LineString',
          quayOf(berth).map(toPlace),
        ),
      ),
      ...anchorages.map((one) =>
        feature({ kind: 'anchorage', ...named(one), radiusMetres: one.radiusMetres }, 'Point', toPlace(one.centre)),
      ),
      ...zones.map((zone) => {
        const { noEntry, speedLimitKnots } = zone;
        return feature({ kind: 'zone', ...named(zone), noEntry, speedLimitKnots }, 'Polygon', closed(zone.ring));
      }),
      ...radiationGates.map((gate) =>
        feature({ kind: 'radiation-gate', ...named(gate) }, 'Point', toPlace(gate.centre)),
      ),
    ],
  };
}

/** [AIS101] The geometry a file describes, or everything that is wrong with it; never a part of it. */
export function fromGeoJson(
  text: string,
): { readonly site: PortSite } | { readonly faults: readonly [GeoJsonFault, ...GeoJsonFault[]] } {
  const file = File.safeParse(parsed(text));
  if (!file.success) return { faults: [{ feature: null, problem: 'not-geojson' }] };
  // RFC 7946 knows one datum alone; a file that names another (GCJ-02, a national grid) would lie by hundreds of metres.
  const { crs } = file.data;
  if (crs !== undefined && crs !== null && !/CRS84|EPSG:+4326/u.test(JSON.stringify(crs))) {
    return { faults: [{ feature: null, problem: 'crs' }] };
  }
  const faults: GeoJsonFault[] = [];
  const found: Found = { limits: [], berths: [], anchorages: [], zones: [], radiationGates: [] };
  const ids = new Set<string>();
  for (const [at, { properties, geometry }] of file.data.features.entries()) {
    const problem = take(found, ids, properties, geometry);
    if (problem) faults.push({ feature: at + 1, problem });
  }
  const [limit] = found.limits;
  if (!limit) faults.push({ feature: null, problem: 'limit-missing' });
  if (found.limits.length > 1) faults.push({ feature: null, problem: 'limit-twice' });
  const [first, ...more] = faults;
  if (first) return { faults: [first, ...more] };
  const whole = PortSite.safeParse({ limit, ...found });
  if (!whole.success) return { faults: [{ feature: null, problem: 'too-much' }] };
  const { berths, anchorages, zones, radiationGates } = found;
  return {
    site: {
      ...{ limit: limit ?? [], berths, anchorages },
      ...(zones.length > 0 ? { zones } : {}),
      ...(radiationGates.length > 0 ? { radiationGates } : {}),
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\u{FEFF}/u, ''));
  } catch {
    return null;
  }
}

interface Found {
  readonly limits: LatLon[][];
  readonly berths: Berth[];
  readonly anchorages: Anchorage[];
  readonly zones: Zone[];
  readonly radiationGates: RadiationGate[];
}

function take(found: Found, ids: Set<string>, properties: unknown, geometry: unknown): GeoJsonProblem | null {
  const known = Properties.safeParse(properties);
  if (!known.success) return 'kind';
  const { data } = known;
  const taken = <T extends { readonly id: string }>(place: T | null, into: T[]): GeoJsonProblem | null => {
    if (!place) return data.kind === 'port-limit' ? 'limit' : data.kind;
    if (ids.has(place.id)) return 'id';
    ids.add(place.id);
    into.push(place);
    return null;
  };
  switch (data.kind) {
    case 'berth':
      return taken(berthOf(data, geometry), found.berths);
    case 'anchorage':
      return taken(anchorageOf(data, geometry), found.anchorages);
    case 'zone': {
      const zone = zoneOf(data, geometry);
      return zone && crossingOfRing(zone.ring) ? 'crossing' : taken(zone, found.zones);
    }
    case 'radiation-gate':
      return taken(gateOf(data, geometry), found.radiationGates);
    case 'port-limit': {
      const limit = cornersOf(geometry);
      if (!limit) return 'limit';
      found.limits.push(limit);
      return crossingOfRing(limit) ? 'crossing' : null;
    }
  }
}

function cornersOf(geometry: unknown): LatLon[] | null {
  const area = Area.safeParse(geometry);
  // One with a hole is another area than its edge.
  if (!area.success || area.data.coordinates.length !== 1) return null;
  const corners = (area.data.coordinates[0] ?? []).map(fromPlace);
  const [first, last] = [corners[0], corners.at(-1)];
  if (first && last && corners.length > 1 && first.lat === last.lat && first.lon === last.lon) corners.pop();
  const limit = PortSite.shape.limit.safeParse(corners);
  return limit.success ? limit.data : null;
}

function berthOf(properties: Properties, geometry: unknown): Berth | null {
  const quay = Quay.safeParse(geometry);
  if (!quay.success) return null;
  const [from, to] = quay.data.coordinates.map(fromPlace);
  if (!from || !to) return null;
  const berth = Berth.safeParse({
    ...{ id: properties.id, name: nameOf(properties), widthMetres: properties.widthMetres },
    ...{
      centre: middle(from, to),
      axisDeg: rounded(bearingDeg(vectorMetres(from, to)), 100),
      lengthMetres: rounded(distanceMetres(from, to), 10),
    },
  });
  return berth.success ? berth.data : null;
}

function anchorageOf(properties: Properties, geometry: unknown): Anchorage | null {
  const point = Point.safeParse(geometry);
  if (!point.success) return null;
  const anchorage = Anchorage.safeParse({
    ...{ id: properties.id, name: nameOf(properties), radiusMetres: properties.radiusMetres },
    centre: fromPlace(point.data.coordinates),
  });
  return anchorage.success ? anchorage.data : null;
}

function gateOf(properties: Properties, geometry: unknown): RadiationGate | null {
  const point = Point.safeParse(geometry);
  if (!point.success) return null;
  const centre = fromPlace(point.data.coordinates);
  const gate = RadiationGate.safeParse({ id: properties.id, name: nameOf(properties), centre });
  return gate.success ? gate.data : null;
}

function zoneOf(properties: Properties, geometry: unknown): Zone | null {
  const { id, noEntry, speedLimitKnots } = properties;
  const zone = Zone.safeParse({
    ...{ id, name: nameOf(properties), ring: cornersOf(geometry) },
    ...{ noEntry: noEntry ?? false, speedLimitKnots: speedLimitKnots ?? null },
  });
  return zone.success ? zone.data : null;
}

const rounded = (value: number, parts: number): number => Math.round(value * parts) / parts;
const middle = (a: LatLon, b: LatLon): LatLon => ({ lat: round((a.lat + b.lat) / 2), lon: round((a.lon + b.lon) / 2) });

/** Either name stands for the other; without any the id is the name, as people say "B3-2". */
function nameOf({ nameZh, nameEn, id }: Properties): {
  zh?: string | null | undefined;
  en?: string | null | undefined;
} {
  return { zh: nameZh || nameEn || id, en: nameEn || nameZh || id };
}
