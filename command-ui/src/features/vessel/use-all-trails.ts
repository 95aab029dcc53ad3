import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { useConnection } from '@haigang/shared/web/connection';
import type { PortMap } from '@haigang/shared/web/map';
import { openAllTrails, type AllTrails, type OpenAllTrails } from './all-trails.js';
import { chartHostOf } from './chart-host.js';

/** For how long back this page shows what everything in view sailed, minutes; null for nothing. */
export const allTrailMinutes = createStore<{ readonly minutes: number | null }>(() => ({ minutes: null }));

const OFF = createStore<AllTrails | null>(() => null);
const NO_LINES: AllTrails['lines'] = new Map();

export interface ShownTrails extends AllTrails {
  readonly readAgain: () => void;
}

/** [AIS109] Draws the trails of all while they are wanted; what there is of them, null while they are not. */
export function useAllTrails(map: PortMap, wanted: boolean): ShownTrails | null {
  const connection = useConnection();
  const chosen = useStore(allTrailMinutes).minutes;
  const minutes = wanted ? chosen : null;
  const [open, setOpen] = useState<OpenAllTrails | null>(null);
  useEffect(() => {
    if (minutes === null) return undefined;
    const trails = openAllTrails({ connection, minutes, view: () => chartHostOf(connection).view });
    setOpen(trails);
    return () => {
      trails.close();
      setOpen(null);
    };
  }, [connection, minutes]);
  const state = useStore<typeof OFF, AllTrails | null>(open?.store ?? OFF, (one) => one);
  const lines = state?.lines ?? NO_LINES;
  useEffect(() => map.setTrails(lines), [map, lines]);
  useEffect(() => () => map.setTrails(NO_LINES), [map]);
  return state && open ? { ...state, readAgain: open.read } : null;
}
