import { useEffect, useMemo, useState } from 'react';
import type { PortCall } from '@haigang/shared/features/vessel/port-call.model';
import { isLive, useConnection, useConnectionState, useEntityList } from '@haigang/shared/web/connection';

/** Calls told of in each state; a port with more ships shows the newest. */
const MOST = 200;

/** Where a ship lies now, as her port call says. */
export interface Stay {
  readonly mmsi: string;
  readonly name: string | null;
  readonly simulated: boolean;
  readonly kind: 'berth' | 'anchorage';
  readonly placeId: string;
}

/** Ships that lie in these states now, and what changes while the component stands. [AIS62] */
export function useStays(states: readonly ('BERTHED' | 'ANCHORED')[]): readonly Stay[] {
  const connection = useConnection();
  const isUp = useConnectionState(({ link }) => isLive(link));
  const live = useEntityList('port-call');
  const [read, setRead] = useState<readonly PortCall[]>([]);
  useEffect(() => {
    if (!isUp) return;
    let gone = false;
    Promise.all(states.map((state) => connection.call('vessel:port-calls', { state, limit: MOST }))).then(
      (pages) => {
        if (!gone) setRead(pages.flatMap(({ calls }) => calls));
      },
      // The picture stands without them.
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [connection, isUp, states]);
  return useMemo(() => staysAmong([...read, ...live], states), [read, live, states]);
}

function staysAmong(calls: readonly PortCall[], states: readonly PortCall['state'][]): readonly Stay[] {
  const newest = new Map<string, PortCall>();
  for (const call of calls) {
    if (call.revision >= (newest.get(call.id)?.revision ?? 0)) newest.set(call.id, call);
  }
  return [...newest.values()].flatMap(({ state, placeId, name, mmsi, simulated }): Stay[] =>
    placeId === null || !states.includes(state)
      ? []
      : [{ mmsi, name, simulated, kind: state === 'BERTHED' ? 'berth' : 'anchorage', placeId }],
  );
}
