import { useEffect, useMemo } from 'react';
import type { BaseMap } from '../../features/vessel/base-map.model.js';
import { useBaseMap } from '../feeds/index.js';
import type { PortMap } from '../map/index.js';

/**
 * [AIS111] Lays the site's base map under a chart. `onFault` hears once that a part of it does not come; keep it stable.
 * `centre`: without what other hosts give, for a page kept on the device has the security policy of its release.
 */
export function useBaseMapOn(map: PortMap | null, onFault: () => void, hosts: 'all' | 'centre' = 'all'): void {
  const all = useBaseMap();
  const baseMap = useMemo(() => (all && hosts === 'centre' ? ofCentre(all) : all), [all, hosts]);
  useEffect(() => {
    if (baseMap) map?.setBaseMap(baseMap, onFault);
  }, [map, baseMap, onFault]);
}

function ofCentre(baseMap: BaseMap): BaseMap {
  const layers = baseMap.layers.filter((layer) => layer.kind !== 'raster-tiles' || layer.tiles.startsWith('/'));
  return { ...baseMap, layers, outsideHosts: [] };
}
