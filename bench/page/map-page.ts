import { SAMPLE_PORT } from '@haigang/shared/features/vessel/sample-port';
import type { Vessel } from '@haigang/shared/features/vessel/vessel.model';
import { lostLimits } from '@haigang/shared/features/vessel/vessel.rules';
import { DEFAULT_SETTINGS } from '@haigang/shared/kernel/settings';
import { createMap, openPortMap } from '@haigang/shared/web/map';

type Collection = Parameters<Awaited<ReturnType<typeof createMap>>['setData']>[1];

/** Moments that are made before the clock runs: making them is not drawing them. */
const MOMENTS = 12;
const CLASSES = ['cargo', 'tanker', 'passenger', 'work', 'other'] as const;
const CENTRE: readonly [number, number] = [121.9, 29.937];

/** What the benchmark asks of the page; one call draws one moment and waits for its frame. */
export interface MapBenchPage {
  readonly vessels: number;
  readonly draw: (moment: number) => Promise<void>;
}

const asked = new URLSearchParams(location.search);
const count = Number(asked.get('vessels'));
const container = document.querySelector<HTMLElement>('#chart') ?? document.body;

/** The same ships every time, all under way, spread over the port and the sea before it. */
function shipsAt(moment: number): Vessel[] {
  let seed = 1;
  const next = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
  return Array.from({ length: count }, (_, at): Vessel => {
    const [lon, lat, courseDeg, speedKnots] = [
      121.2 + next() * 1.8,
      29.3 + next() * 1.5,
      next() * 360,
      4 + next() * 16,
    ];
    const angle = (courseDeg * Math.PI) / 180;
    const degrees = (moment * speedKnots) / 216_000;
    return {
      ...{ mmsi: String(412_000_000 + at), kind: 'ship', transponder: 'A', name: `SYNTH ${at}`, imo: null },
      ...{ callSign: null, shipType: null, shipClass: CLASSES[at % CLASSES.length] ?? 'other', source: 'bench' },
      position: { lat: lat + degrees * Math.cos(angle), lon: lon + degrees * Math.sin(angle) },
      ...{ speedKnots, courseDeg, headingDeg: courseDeg, navigationStatus: 'under-way-engine', destination: 'CNNBO' },
      ...{ draughtMetres: null, eta: null, lengthMetres: 60 + (at % 300), beamMetres: 20, staticAt: 0 },
      hull: { toBowMetres: 50, toSternMetres: 10 + (at % 300), toPortMetres: 10, toStarboardMetres: 10 },
      ...{ positionAt: moment * 1000, firstHeardAt: 0, lastReportAt: moment * 1000, simulated: true },
    };
  });
}

const moments = Array.from({ length: MOMENTS }, (_, at) => shipsAt(at));
const shipsOf = (moment: number): Vessel[] => moments[moment % MOMENTS] ?? [];
const frame = (): Promise<void> =>
  new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())));

/** The chart of the desks, as it draws once a second. */
async function ours(): Promise<MapBenchPage> {
  const map = await openPortMap({
    ...{ container, site: SAMPLE_PORT, language: 'zh', mapboxToken: null },
    ...{ onPick: () => undefined, onView: () => undefined },
  });
  const limits = lostLimits(DEFAULT_SETTINGS);
  const draw = (moment: number): Promise<void> => {
    const now = (moment % MOMENTS) * 1000 + 500;
    map.drawVessels(shipsOf(moment), { now, limits, predicts: true });
    return frame();
  };
  return { vessels: count, draw };
}

/** The same ships and their names as a symbol layer over a GeoJSON source, the engine's own way. */
async function symbols(): Promise<MapBenchPage> {
  const map = await createMap({
    ...{ container, centre: CENTRE, zoom: 9, mapboxToken: null },
  });
  const { raw } = map;
  raw.addImage('ship', shipImage());
  const draw = async (moment: number): Promise<void> => {
    map.setData('ships', collection(shipsOf(moment)));
    await frame();
    while (!raw.isSourceLoaded('ships')) await frame();
  };
  map.setData('ships', collection(shipsOf(0)));
  raw.addLayer({
    id: 'ships',
    type: 'symbol',
    source: 'ships',
    layout: {
      'icon-image': 'ship',
      'icon-rotate': ['get', 'course'],
      'icon-rotation-alignment': 'map',
      'icon-allow-overlap': true,
      'icon-ignore-placement': true,
      'text-field': ['get', 'name'],
      'text-font': ['sans-serif'],
      'text-size': 12,
      'text-offset': [0, 1.2],
      'text-optional': true,
    },
  });
  return { vessels: count, draw };
}

function collection(ships: readonly Vessel[]): Collection {
  return {
    type: 'FeatureCollection',
    features: ships.flatMap(({ name, position, courseDeg }) =>
      position
        ? [
            {
              type: 'Feature',
              properties: { name, course: courseDeg },
              geometry: { type: 'Point', coordinates: [position.lon, position.lat] },
            },
          ]
        : [],
    ),
  };
}

function shipImage(): ImageData {
  const size = 22;
  const canvas = new OffscreenCanvas(size, size);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  context.fillStyle = '#93C9A6';
  context.beginPath();
  context.moveTo(size / 2, 1);
  context.lineTo(size * 0.8, size - 2);
  context.lineTo(size * 0.2, size - 2);
  context.fill();
  return context.getImageData(0, 0, size, size);
}

const page = asked.get('layer') === 'symbols' ? symbols() : ours();
Object.assign(window, { mapBench: page });
