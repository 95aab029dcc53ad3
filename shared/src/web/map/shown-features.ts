import type { Feature } from 'geojson';

/** What a source shows: how its features read, and where they stand. */
interface Shown {
  readonly words: string;
  /** Longitudes and latitudes of all corners, degrees. */
  readonly degrees: readonly number[];
}

/**
 * Tells whether features look other than what was set last: read otherwise, or one of their corners moved so far. For the
 * engine cuts all of a source anew, and places all names anew, with every change.
 */
export class ShownFeatures {
  #shown: Shown = { words: '', degrees: [] };

  /** `movedDegrees`: from which on a move counts. What looks other is taken as shown now. */
  differ(features: readonly Feature[], movedDegrees: number): boolean {
    const next = shownOf(features);
    const before = this.#shown.degrees;
    const same =
      next.words === this.#shown.words &&
      next.degrees.length === before.length &&
      next.degrees.every((value, at) => Math.abs(value - (before[at] ?? 0)) < movedDegrees);
    if (!same) this.#shown = next;
    return !same;
  }
}

function shownOf(features: readonly Feature[]): Shown {
  const degrees: number[] = [];
  const words = features.map(({ properties, geometry }) => {
    if ('coordinates' in geometry) degrees.push(...(geometry.coordinates as unknown[]).flat(3).map(Number));
    return properties;
  });
  return { words: JSON.stringify(words), degrees };
}
