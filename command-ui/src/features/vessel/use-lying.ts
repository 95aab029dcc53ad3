import { useMemo } from 'react';
import { useStays, type Stay } from './use-stays.js';

const AT_BERTH = ['BERTHED'] as const;

/** Who lies at which berth, by the berth's id; two at one berth are both named. [AIS62] */
export function useLying(): ReadonlyMap<string, string> {
  const stays = useStays(AT_BERTH);
  return useMemo(() => namesByBerth(stays), [stays]);
}

function namesByBerth(stays: readonly Stay[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { placeId, name, mmsi } of stays) {
    names.set(placeId, [names.get(placeId), name ?? mmsi].filter(Boolean).join(' · '));
  }
  return names;
}
