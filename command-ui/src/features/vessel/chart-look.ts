import { z } from 'zod';
import { createStore } from 'zustand/vanilla';
import { MAP_GROUPS, VECTOR_MINUTES, type MapGroup, type MapLook } from '@haigang/shared/web/map';

/** Kept by this browser, for whoever sits at it. */
const KEPT = 'haigang.chart-look';

const Look = z.object({
  hidden: z.array(z.enum(MAP_GROUPS)),
  vectorMinutes: z.literal([...VECTOR_MINUTES]),
});
const WHOLE: MapLook = { hidden: [], vectorMinutes: VECTOR_MINUTES[0] };

/** How this desk wants its chart to look. [AIS102] */
export const chartLook = createStore<MapLook>(keptLook);
chartLook.subscribe((look) => {
  try {
    localStorage.setItem(KEPT, JSON.stringify(look));
  } catch {
    // Storage forbidden: it holds until the page is loaded anew.
  }
});

export function showGroup(group: MapGroup, shown: boolean): void {
  chartLook.setState(({ hidden }) => {
    const others = hidden.filter((one) => one !== group);
    return { hidden: shown ? others : [...others, group] };
  });
}

export const setVectorMinutes = (vectorMinutes: number): void => chartLook.setState({ vectorMinutes });
export const showAll = (): void => chartLook.setState(WHOLE);

function keptLook(): MapLook {
  try {
    return Look.parse(JSON.parse(localStorage.getItem(KEPT) ?? ''));
  } catch {
    return WHOLE;
  }
}
