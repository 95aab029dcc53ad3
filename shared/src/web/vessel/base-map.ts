import { useEffect } from 'react';
import { useBaseMap } from '../feeds/index.js';
import type { PortMap } from '../map/index.js';

/** [AIS111] Lays the site's base map under a chart. `onFault` hears once that a part of it does not come; keep it stable. */
export function useBaseMapOn(map: PortMap | null, onFault: () => void): void {
  const baseMap = useBaseMap();
  useEffect(() => {
    if (baseMap) map?.setBaseMap(baseMap, onFault);
  }, [map, baseMap, onFault]);
}
