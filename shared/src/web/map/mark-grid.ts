import type { LatLon } from '../../kernel/geodesy.js';

/** Side of a cell, degrees: some kilometre, so that a port's cells hold few vessels each. */
const CELL_DEGREES = 0.01;
const ROWS = Math.ceil(180 / CELL_DEGREES);

/** Marks by their place, so that a click asks those around it and not all of them. */
export class MarkGrid {
  readonly #marks: readonly LatLon[];
  readonly #cells = new Map<number, number[]>();

  constructor(marks: readonly LatLon[]) {
    this.#marks = marks;
    for (const [at, { lat, lon }] of marks.entries()) {
      const key = keyOf(rowOf(lat), rowOf(lon));
      const cell = this.#cells.get(key);
      if (cell) cell.push(at);
      else this.#cells.set(key, [at]);
    }
  }

  /** Indices of all marks between two corners, degrees; some beyond them may be among these. */
  within(southWest: LatLon, northEast: LatLon): readonly number[] {
    const [south, north] = [rowOf(southWest.lat), rowOf(northEast.lat)];
    const [west, east] = [rowOf(southWest.lon), rowOf(northEast.lon)];
    // Far out a click covers more cells than there are marks.
    if ((north - south + 1) * (east - west + 1) > this.#marks.length) return this.#marks.map((_, at) => at);
    const found: number[] = [];
    for (let row = south; row <= north; row += 1) {
      for (let column = west; column <= east; column += 1) found.push(...(this.#cells.get(keyOf(row, column)) ?? []));
    }
    return found;
  }
}

function rowOf(degrees: number): number {
  return Math.floor(degrees / CELL_DEGREES);
}

function keyOf(row: number, column: number): number {
  return column * ROWS * 2 + row;
}
