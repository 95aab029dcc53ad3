import type { EngineMap } from './engine.js';
import type { MercatorOrigin } from './mercator.js';
import { CircleLayer, type Circle, type CircleLook } from './circle-layer.js';

export type CircleKind = 'selected' | 'officers' | 'incidents' | 'beacons';

/** From the lowest to the highest: nothing hides a beacon of distress. */
const LOOKS: readonly (readonly [CircleKind, CircleLook])[] = [
  ['selected', { radiusPx: 19, strokePx: 2.5, fill: null, crossed: false }],
  ['officers', { radiusPx: 6, strokePx: 2, fill: '#ECEFEE', crossed: false }],
  ['incidents', { radiusPx: 13, strokePx: 3.5, fill: null, crossed: false }],
  ['beacons', { radiusPx: 11, strokePx: 3, fill: '#0B0D0E', crossed: true }],
];

/** Circles around what is more than a vessel, above the marks of all vessels. */
export class CircleOverlay {
  readonly #map: EngineMap;
  readonly #layers = new Map<CircleKind, CircleLayer>();
  readonly #shown = new Set<CircleKind>();

  constructor(map: EngineMap, origin: MercatorOrigin) {
    this.#map = map;
    for (const [kind, look] of LOOKS) {
      const layer = new CircleLayer(kind, origin, look);
      this.#layers.set(kind, layer);
      map.marks.add(layer);
    }
  }

  set(kind: CircleKind, circles: readonly Circle[]): void {
    // Nothing after nothing is what most drawings have of most kinds.
    if (circles.length === 0 && !this.#shown.has(kind)) return;
    if (circles.length > 0) this.#shown.add(kind);
    else this.#shown.delete(kind);
    this.#layers.get(kind)?.set(circles);
    this.#map.marks.repaint();
  }
}
