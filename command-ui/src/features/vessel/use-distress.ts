import { useMemo } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { createStore } from 'zustand/vanilla';
import { activeBeacons, type DistressBeacon } from '@haigang/shared/features/vessel/distress.rules';
import type { Vessel } from '@haigang/shared/features/vessel/vessel.model';
import { useVesselFeed } from '@haigang/shared/web/feeds';

/** Beacons the person at this page has taken note of: one that was gone and is heard anew is another. */
const noted = createStore<{ readonly keys: ReadonlySet<string> }>(() => ({ keys: new Set() }));
const keyOf = ({ mmsi, firstHeardAt }: Vessel): string => `${mmsi} ${firstHeardAt}`;

export function noteDistress(beacon: Vessel): void {
  noted.setState(({ keys }) => ({ keys: new Set([...keys, keyOf(beacon)]) }));
}

/** [AIS25] Active beacons that nobody at this page has taken note of yet. */
export function useDistress(): readonly (Vessel & { kind: DistressBeacon })[] {
  // The whole screen hangs on this: it is drawn anew when a beacon changes, not with every report of any ship.
  const active = useVesselFeed(useShallow(({ vessels }) => activeBeacons(vessels.values())));
  const keys = useStore(noted, (state) => state.keys);
  return useMemo(() => active.filter((beacon) => !keys.has(keyOf(beacon))), [active, keys]);
}
