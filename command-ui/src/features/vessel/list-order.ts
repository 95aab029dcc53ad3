/** [AIS83] How often rows change places at most, ms: a row must stay long enough under an eye and a pointer. */
export const REORDER_EVERY_MS = 5000;

/** In which order rows stand, by MMSI, and since when. */
export interface ListOrder {
  readonly mmsis: readonly string[];
  readonly at: number;
}

/**
 * [AIS83] The order to show at `now`: that of `sorted` when it is time for it, and only then is it asked. Until then
 * those `here` keep their places and new ones follow at the end; while somebody points at the rows or moves in them by
 * keyboard none goes away either.
 */
export function orderAt(
  before: ListOrder | null,
  of: {
    readonly here: readonly string[];
    readonly sorted: () => readonly string[];
    readonly held: boolean;
    readonly now: number;
  },
): ListOrder {
  const { here, held, now } = of;
  if (before === null || (!held && now - before.at >= REORDER_EVERY_MS)) return { mmsis: of.sorted(), at: now };
  const known = new Set(before.mmsis);
  const still = new Set(here);
  const kept = held ? before.mmsis : before.mmsis.filter((mmsi) => still.has(mmsi));
  return { mmsis: [...kept, ...here.filter((mmsi) => !known.has(mmsi))], at: before.at };
}
