import { tilesThatFit } from './tile-layout.js';

/** Most places of one stage; whoever comes later is heard, on the list of people, and counted in the last place. */
const MOST_PLACES = 16;

/**
 * [SCREEN1] The items there is room for, in their order, and how many stay away: the large one and those that stay come
 * first. Sizes in CSS pixels.
 */
export function tilesShown<Item extends { readonly key: string; readonly stays?: boolean }>(
  items: readonly Item[],
  focusKey: string | null,
  stage: { readonly width: number; readonly height: number; readonly gap: number },
): { readonly shown: readonly Item[]; readonly more: number } {
  const focused = items.some((item) => item.key === focusKey);
  // Before the stage was measured it has room for all it may hold.
  const count = Math.min(items.length, MOST_PLACES);
  const room = stage.width === 0 ? count : tilesThatFit({ count, ...stage, focused });
  if (room >= items.length) return { shown: items, more: 0 };
  const rank = (item: Item): number => (item.key === focusKey ? 0 : item.stays === true ? 1 : 2);
  // The last place says how many more there are.
  const chosen = new Set(items.toSorted((one, other) => rank(one) - rank(other)).slice(0, Math.max(1, room - 1)));
  return { shown: items.filter((item) => chosen.has(item)), more: items.length - chosen.size };
}
