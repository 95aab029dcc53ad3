import { vectorMetres, type LatLon } from '../../kernel/geodesy.js';

/** A box of water: from one corner to the other, in whole cells. */
interface Cells {
  readonly west: number;
  readonly east: number;
  readonly south: number;
  readonly north: number;
}

/** Cells one thing may lie in; a box beyond is cut there, so that no station fills the memory. */
const MOST_SPAN = 64;

/**
 * Finds what is near without comparing everything with everything: each thing lies in the cells its box touches, and only
 * those that share a cell are compared.
 */
export class NearGrid<T> {
  readonly #cellMetres: number;
  readonly #origin: LatLon;
  readonly #cells = new Map<number, T[]>();

  constructor(origin: LatLon, cellMetres: number) {
    this.#origin = origin;
    this.#cellMetres = cellMetres;
  }

  /** Adds a thing that covers the way between two places and `margin` metres around. */
  add(thing: T, from: LatLon, to: LatLon, margin: number): void {
    this.#visit(this.#box(from, to, margin), (key) => {
      const there = this.#cells.get(key);
      if (there) there.push(thing);
      else this.#cells.set(key, [thing]);
    });
  }

  /** What was added that may be met on this way, each once. */
  near(from: LatLon, to: LatLon, margin: number): Set<T> {
    const met = new Set<T>();
    this.#visit(this.#box(from, to, margin), (key) => {
      for (const one of this.#cells.get(key) ?? []) met.add(one);
    });
    return met;
  }

  #visit({ west, east, south, north }: Cells, visit: (key: number) => void): void {
    for (let column = west; column <= east; column += 1) {
      for (let row = south; row <= north; row += 1) visit(column * 1_000_003 + row);
    }
  }

  #box(from: LatLon, to: LatLon, margin: number): Cells {
    const [a, b] = [vectorMetres(this.#origin, from), vectorMetres(this.#origin, to)];
    const cell = (metres: number): number => Math.floor(metres / this.#cellMetres);
    const west = cell(Math.min(a.east, b.east) - margin);
    const south = cell(Math.min(a.north, b.north) - margin);
    return {
      ...{ west, south },
      east: Math.min(west + MOST_SPAN, cell(Math.max(a.east, b.east) + margin)),
      north: Math.min(south + MOST_SPAN, cell(Math.max(a.north, b.north) + margin)),
    };
  }
}
