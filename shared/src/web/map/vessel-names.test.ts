import type { Feature, FeatureCollection } from 'geojson';
import { expect, test } from 'vitest';
import type { Vessel } from '../../features/vessel/vessel.model.js';
import { lostLimits } from '../../features/vessel/vessel.rules.js';
import { DEFAULT_SETTINGS } from '../../kernel/settings.js';
import type { EngineMap } from './engine.js';
import { VesselOverlay } from './vessel-overlay.js';

const WIDTH_PX = 1000;
const PX_PER_DEGREE = (512 * 2 ** 10) / 360;

/** An engine at zoom 10 whose chart is a thousand pixels wide; it keeps what it was told of the names. */
function chart(west: number) {
  let names: readonly Feature[] = [];
  const view = { west };
  const map = {
    setData: (source: string, data: FeatureCollection) => {
      if (source === 'labels') names = data.features;
    },
    marks: { add: () => undefined, repaint: () => undefined },
    raw: {
      getZoom: () => 10,
      getCenter: () => ({ lng: view.west, lat: 29.9 }),
      getBounds: () => ({
        ...{ getSouth: () => 29, getNorth: () => 31, getWest: () => view.west },
        getEast: () => view.west + WIDTH_PX / PX_PER_DEGREE,
      }),
    },
  } as unknown as EngineMap;
  const overlay = new VesselOverlay(map, [121.9, 29.9], 14);
  const told = () =>
    names.map(({ properties }) => `${properties?.['name']}${properties?.['isTurned'] ? ' turned' : ''}`);
  return { overlay, view, told };
}

function lying(name: string, lon: number): Vessel {
  return {
    ...{ mmsi: name, name, kind: 'ship', transponder: 'A', shipClass: 'cargo', navigationStatus: 'moored' },
    ...{ position: { lat: 29.9, lon }, speedKnots: 0, courseDeg: null, headingDeg: null, hull: null },
    ...{ positionAt: 0, lastReportAt: 0, destination: null, lengthMetres: 100 },
  } as unknown as Vessel;
}

test('[AIS119] names near the right edge are turned, those beyond it are not told, and a move of the chart tells anew', () => {
  const at = (px: number): number => 121 + px / PX_PER_DEGREE;
  const { overlay, view, told } = chart(121);
  const moment = { now: 1000, limits: lostLimits(DEFAULT_SETTINGS), predicts: true };
  // SYNTH MIDDLE needs 9.5 em of 14 pixels: 133.
  overlay.draw([lying('SYNTH MIDDLE', at(500)), lying('SYNTH EDGE', at(950)), lying('SYNTH BEYOND', at(1010))], moment);
  expect(told().toSorted()).toEqual(['SYNTH EDGE turned', 'SYNTH MIDDLE']);
  view.west = at(-390);
  overlay.annotate();
  expect(told()).toEqual(['SYNTH MIDDLE turned']);
  view.west = at(300);
  overlay.annotate();
  expect(told().toSorted()).toEqual(['SYNTH BEYOND', 'SYNTH EDGE', 'SYNTH MIDDLE']);
});
