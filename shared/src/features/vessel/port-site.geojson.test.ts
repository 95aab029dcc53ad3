import { expect, test } from 'vitest';
import { distanceMetres } from '../../kernel/geodesy.js';
import { fromGeoJson, toGeoJson } from './port-site.geojson.js';
import { SAMPLE_GATES, SAMPLE_PORT, SAMPLE_ZONES } from './sample-port.js';

interface Sample {
  type: string;
  crs?: unknown;
  features: { properties: Record<string, unknown>; geometry: { type: string; coordinates: unknown } }[];
}
const WHOLE = { ...SAMPLE_PORT, zones: SAMPLE_ZONES, radiationGates: SAMPLE_GATES };
const sample = (): Sample => JSON.parse(JSON.stringify(toGeoJson(WHOLE))) as Sample;
const zoneOf = (file: Sample) => file.features.find(({ properties }) => properties['kind'] === 'zone')!;
const read = (file: unknown) => fromGeoJson(JSON.stringify(file));
const faultsOf = (change: (file: Sample) => void) => {
  const file = sample();
  change(file);
  const answer = read(file);
  return 'faults' in answer ? answer.faults.map(({ feature, problem }) => `${feature ?? 'file'} ${problem}`) : [];
};

test('[AIS101] what is exported is imported as it was: names, radii, and berths to the metre and the tenth of a degree', () => {
  const answer = read(sample());
  if (!('site' in answer)) throw new Error(JSON.stringify(answer.faults));
  const { site } = answer;
  expect(site.limit).toEqual(SAMPLE_PORT.limit);
  expect(site.anchorages).toEqual(SAMPLE_PORT.anchorages);
  expect(site.zones).toEqual(SAMPLE_ZONES);
  expect(site.radiationGates).toEqual(SAMPLE_GATES);
  expect(site.berths).toHaveLength(SAMPLE_PORT.berths.length);
  for (const [at, berth] of site.berths.entries()) {
    const known = SAMPLE_PORT.berths[at]!;
    expect(berth).toMatchObject({ id: known.id, name: known.name, widthMetres: known.widthMetres });
    expect(distanceMetres(berth.centre, known.centre)).toBeLessThan(1);
    expect(berth.axisDeg).toBeCloseTo(known.axisDeg, 1);
    expect(Math.abs(berth.lengthMetres - known.lengthMetres)).toBeLessThan(1);
  }
});

test('[AIS101] everything that is wrong is said with the number of its feature, and nothing of the file is taken', () => {
  expect(fromGeoJson('{ not json')).toEqual({ faults: [{ feature: null, problem: 'not-geojson' }] });
  expect(read({ type: 'Topology', objects: {} })).toEqual({ faults: [{ feature: null, problem: 'not-geojson' }] });
  expect(
    faultsOf((file) => {
      file.features[1]!.properties['kind'] = 'pier';
      file.features[2]!.geometry.coordinates = [
        [121.9, 29.9],
        [121.9, 129.9],
      ];
      file.features[4]!.properties['id'] = file.features[3]!.properties['id'];
      delete file.features[10]!.properties['radiusMetres'];
    }),
  ).toEqual(['2 kind', '3 berth', '5 id', '11 anchorage']);
  expect(faultsOf((file) => void file.features.shift())).toEqual(['file limit-missing']);
  expect(faultsOf((file) => void file.features.push(file.features[0]!))).toEqual(['file limit-twice']);
  expect(faultsOf((file) => void (file.features[0]!.geometry.coordinates = [[[121, 29]]]))).toEqual([
    '1 limit',
    'file limit-missing',
  ]);
});

test('[AIS101] bug: a hole was left out without a word, and what a program writes as null was no port', () => {
  const hole = [
    [121.8, 29.9],
    [121.81, 29.9],
    [121.81, 29.91],
    [121.8, 29.9],
  ];
  expect(faultsOf((file) => void (zoneOf(file).geometry.coordinates as unknown[]).push(hole))).toEqual(['14 zone']);
  const nulls = sample();
  for (const { properties } of nulls.features) {
    for (const key of ['nameEn', 'radiusMetres', 'widthMetres', 'noEntry']) properties[key] ??= null;
  }
  expect('site' in read(nulls)).toBe(true);
  const berths = Array.from({ length: 501 }, (_, at) => ({
    ...nulls.features[1]!,
    properties: { ...nulls.features[1]!.properties, id: `B${at}` },
  }));
  expect(read({ ...nulls, features: [nulls.features[0], ...berths] })).toEqual({
    faults: [{ feature: null, problem: 'too-much' }],
  });
});

test('[AIS116] a limit or a zone that crosses itself is refused with the number of its feature', () => {
  const swapped = (file: Sample, at: number): void => {
    const [ring] = file.features[at]!.geometry.coordinates as [unknown[]];
    [ring[1], ring[2]] = [ring[2], ring[1]];
  };
  expect(faultsOf((file) => swapped(file, 0))).toEqual(['1 crossing']);
  expect(faultsOf((file) => swapped(file, file.features.indexOf(zoneOf(file))))).toEqual(['14 crossing']);
});

test('[AIS101] a file in another datum is refused, the one of the standard is not', () => {
  const named = (name: string) => ({ type: 'name', properties: { name } });
  expect(faultsOf((file) => void (file.crs = named('urn:ogc:def:crs:EPSG::4490')))).toEqual(['file crs']);
  expect(faultsOf((file) => void (file.crs = named('urn:ogc:def:crs:OGC:1.3:CRS84')))).toEqual([]);
});
