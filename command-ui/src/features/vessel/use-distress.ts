import { useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { DistressAlarm } from '@haigang/shared/features/vessel/distress.model';
import { openAlarms } from '@haigang/shared/features/vessel/distress.rules';
import type { Vessel } from '@haigang/shared/features/vessel/vessel.model';
import { useEntityList } from '@haigang/shared/web/connection';
import { useVesselFeed } from '@haigang/shared/web/feeds';

/** An open alarm, with its beacon as last heard; null before the picture has it. */
export interface Distress {
  readonly alarm: DistressAlarm;
  readonly beacon: Vessel | null;
}

/** [AIS25] [AIS30] The open alarms of distress, unanswered ones first: the same on every desk and wall. */
export function useDistress(): readonly Distress[] {
  const rows = useEntityList('distress-alarm');
  const alarms = useMemo(() => openAlarms(rows), [rows]);
  // The whole screen hangs on this: it is drawn anew when one of these beacons changes, not with every report of any ship.
  const beacons = useVesselFeed(useShallow(({ vessels }) => alarms.map(({ mmsi }) => vessels.get(mmsi) ?? null)));
  return useMemo(() => alarms.map((alarm, at) => ({ alarm, beacon: beacons[at] ?? null })), [alarms, beacons]);
}
