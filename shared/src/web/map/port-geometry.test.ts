import { expect, test } from 'vitest';
import { SAMPLE_PORT } from '../../features/vessel/sample-port.js';
import { portBounds, portGeometry } from './port-geometry.js';

test('[AIS62] a berth on the chart names who lies there; the others keep their own name', () => {
  const { features } = portGeometry(SAMPLE_PORT, 'en', new Map([['B3-2', 'SYNTH COPPER']]));
  const names = features.map(({ properties }) => (properties as { name: string }).name);
  expect(names).toContain('B3-2 SYNTH COPPER');
  expect(names).toContain('B3-1');
  expect(names).not.toContain('B3-2');
});

test('[AIS100] the chart opens on the port it has: its quays and the anchorages before them, or its limit (bug: another port opened on Beilun)', () => {
  const [[west, south], [east, north]] = portBounds(SAMPLE_PORT);
  // T3, T4 and AN1; AN2 and AN3 lie too far out.
  expect([west, south, east, north].map((one) => Math.round(one * 100) / 100)).toEqual([121.74, 29.88, 122.05, 30.01]);
  const elsewhere = { ...SAMPLE_PORT, limit: SAMPLE_PORT.limit.map(({ lat, lon }) => ({ lat: lat + 5, lon })) };
  expect(portBounds({ ...elsewhere, berths: [], anchorages: [] })).toEqual([
    [121.6, 34.6],
    [122.6, 35.3],
  ]);
  const kinds = portGeometry(elsewhere, 'zh').features.map(({ properties }) => (properties as { kind: string }).kind);
  expect(kinds).not.toContain('place');
});

test('[SCREEN3] the name of an area stands at one point (bug: zoomed in it was drawn once for each tile)', () => {
  const ring = [
    { lat: 29.9, lon: 121.8 },
    { lat: 29.9, lon: 121.9 },
    { lat: 30, lon: 121.9 },
  ];
  const zone = { id: 'Z', name: { zh: '航段', en: 'Reach' }, ring, noEntry: false, speedLimitKnots: null };
  const { features } = portGeometry({ ...SAMPLE_PORT, zones: [zone] }, 'zh');
  const named = features.filter(({ properties }) => (properties as { name: string }).name === '航段');
  expect(named.map(({ geometry }) => geometry)).toEqual([{ type: 'Point', coordinates: [121.85, 29.95] }]);
});
