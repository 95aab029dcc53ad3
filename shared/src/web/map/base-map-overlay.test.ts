import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { BaseMap, BaseMapLayer } from '../../features/vessel/base-map.model.js';
import { BaseMapOverlay } from './base-map-overlay.js';
import type { EngineKind, EngineMap } from './engine.js';

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('location', { origin: 'https://centre.example' });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const tiles = (id: string): BaseMapLayer => ({
  ...{ id, name: id, minZoom: 0, maxZoom: 18, bounds: null, attribution: '', opacity: 1 },
  ...{ kind: 'raster-tiles', tiles: `https://${id}.example/{z}/{x}/{y}.png`, tileSize: 256 },
});
const BASE_MAP: BaseMap = { layers: [tiles('chart'), tiles('photo')], outsideHosts: [], faults: [] };

/** What an engine was told; `fail` is what it says of a tile of a source that did not come. */
function engine(kind: EngineKind = 'maplibre') {
  const added: (readonly [string, string | undefined])[] = [];
  const shown = new Map<string, unknown>();
  const refreshed: string[] = [];
  const listeners: ((event: object) => void)[] = [];
  const map = {
    kind,
    addLayer: ({ id }: { id: string }, before?: string) => void added.push([id, before]),
    raw: {
      on: (_event: string, listener: (event: object) => void) => void listeners.push(listener),
      addSource: () => undefined,
      getLayer: (id: string) => added.some(([known]) => known === id),
      setLayoutProperty: (id: string, _name: string, value: unknown) => void shown.set(id, value),
      refreshTiles: (id: string) => void refreshed.push(id),
    },
  } as unknown as EngineMap;
  const fail = (sourceId: string): void => listeners.forEach((listener) => listener({ sourceId }));
  return { map, added, shown, refreshed, fail };
}

test('[AIS111] layers lie in their order below everything of ours, once, and as they were switched before they came', async () => {
  const { map, added, shown } = engine();
  const overlay = new BaseMapOverlay(map, 'zones');
  overlay.setHidden(true);
  await overlay.show(BASE_MAP, () => undefined);
  await overlay.show(BASE_MAP, () => undefined);
  expect(added).toEqual([
    ['chart', 'zones'],
    ['photo', 'zones'],
  ]);
  expect([...shown.values()]).toEqual(['none', 'none']);
  overlay.setHidden(false);
  expect([...shown.values()]).toEqual(['visible', 'visible']);
});

test('[AIS111] a part that does not come is said once and asked for again each minute, and no other part is', async () => {
  const { map, refreshed, fail } = engine();
  const overlay = new BaseMapOverlay(map, 'zones');
  const said = vi.fn();
  await overlay.show(BASE_MAP, said);
  for (const source of ['port', 'photo', 'photo']) fail(source);
  expect(said).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(59_000);
  expect(refreshed).toEqual([]);
  vi.advanceTimersByTime(120_000);
  expect(refreshed).toEqual(['photo']);
  fail('photo');
  vi.advanceTimersByTime(60_000);
  expect([refreshed, said.mock.calls.length]).toEqual([['photo', 'photo'], 1]);
  fail('photo');
  overlay.close();
  vi.advanceTimersByTime(60_000);
  expect(refreshed).toHaveLength(2);
});

test('[AIS111] a chart of Mapbox has its own', async () => {
  const { map, added } = engine('mapbox');
  await new BaseMapOverlay(map, 'zones').show(BASE_MAP, () => undefined);
  expect(added).toEqual([]);
});
