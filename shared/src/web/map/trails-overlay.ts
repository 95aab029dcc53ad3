import type { Trail } from '../../features/vessel/track.rules.js';
import type { LatLon } from '../../kernel/geodesy.js';
import type { EngineMap } from './engine.js';
import type { Dash } from './dashes.js';
import { LineLayer } from './line-layer.js';
import type { MercatorOrigin } from './mercator.js';
import type { DrawnVessel } from './vessel-features.js';

const SAILED: Dash = { onPx: 1, everyPx: 1 };
const GAP: Dash = { onPx: 1.2, everyPx: 6 };
const PALE = 0.55;

/** [AIS109] What all vessels sailed: lines that stand until they are read anew, and from the end of each to its vessel. */
export class TrailOverlay {
  readonly #map: EngineMap;
  readonly #lines: LineLayer;
  readonly #ends: LineLayer;
  /** Where the trail of each vessel under way ended. */
  readonly #lastPlaces = new Map<string, LatLon>();

  constructor(map: EngineMap, origin: MercatorOrigin) {
    this.#map = map;
    this.#lines = new LineLayer('trails', origin, PALE);
    this.#ends = new LineLayer('trail-ends', origin, PALE);
    for (const layer of [this.#lines, this.#ends]) map.marks.add(layer);
  }

  get isShown(): boolean {
    return this.#lastPlaces.size > 0;
  }

  set(trails: ReadonlyMap<string, Trail>, drawn: readonly DrawnVessel[]): void {
    this.#lastPlaces.clear();
    let most = 0;
    for (const { sailed, gaps } of trails.values()) most += gaps.length + sum(sailed.map(({ length }) => length - 1));
    this.#lines.begin(most);
    for (const [key, { sailed, gaps, end }] of trails) {
      for (const line of sailed) this.#add(line);
      for (const [from, to] of gaps) this.#lines.add(from, to, GAP);
      if (end) this.#lastPlaces.set(key, end);
    }
    this.follow(drawn);
  }

  /** Draws each trail on to where its vessel is drawn now. */
  follow(drawn: readonly DrawnVessel[]): void {
    this.#ends.begin(this.#lastPlaces.size);
    for (const { vessel, place, lost } of drawn) {
      const last = this.#lastPlaces.get(vessel.simulated ? `${vessel.mmsi} simulated` : vessel.mmsi);
      if (last && !lost) this.#ends.add(last, place, SAILED);
    }
    this.#map.marks.repaint();
  }

  #add(line: readonly LatLon[]): void {
    for (const [at, to] of line.entries()) {
      const from = line[at - 1];
      if (from) this.#lines.add(from, to, SAILED);
    }
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
