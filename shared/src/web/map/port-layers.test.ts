import { expect, test } from 'vitest';
import type { LayerSpecification } from 'maplibre-gl';
import type { EngineMap } from './engine.js';
import { addUpperLayers } from './port-layers.js';

/** The layers as an engine gets them; what it makes of them is its own affair. */
function layers(): LayerSpecification[] {
  const added: LayerSpecification[] = [];
  const map = {
    addLayer: (layer: LayerSpecification) => void added.push(layer),
    setData: () => undefined,
  } as unknown as EngineMap;
  addUpperLayers(map, 14);
  return added;
}

test('[SCREEN3] names of officers give way to each other and to an incident’s (bug: on a small chart they lay over each other)', () => {
  const all = layers();
  const names = ['vessel-names', 'officers-names', 'incidents-names'];
  const found = all.filter(({ id }) => names.includes(id));
  // Engines place the topmost first.
  expect(found.map(({ id }) => id)).toEqual(names);
  const [, officers, incidents] = found.map(({ layout }) => layout as Record<string, unknown>);
  expect(officers).not.toHaveProperty('text-allow-overlap');
  expect(officers?.['text-variable-anchor']).toHaveLength(8);
  expect(incidents?.['text-allow-overlap']).toBe(true);
});
