import { useEffect, useMemo, useState } from 'react';
import type { PortCall } from '@haigang/shared/features/vessel/port-call.model';
import { isLive, useConnection, useConnectionState, useEntityList } from '@haigang/shared/web/connection';

/** Berths told of; a port with more ships alongside shows the newest. */
const MOST = 200;

/** Who lies at which berth, by the berth's id; two at one berth are both named. [AIS62] */
export function useLying(): ReadonlyMap<string, string> {
  const connection = useConnection();
  const isUp = useConnectionState(({ link }) => isLive(link));
  const live = useEntityList('port-call');
  const [read, setRead] = useState<readonly PortCall[]>([]);
  useEffect(() => {
    if (!isUp) return;
    let gone = false;
    connection.call('vessel:port-calls', { state: 'BERTHED', limit: MOST }).then(
      ({ calls }) => {
        if (!gone) setRead(calls);
      },
      // The chart stands without the names.
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [connection, isUp]);
  return useMemo(() => namesByBerth([...read, ...live]), [read, live]);
}

function namesByBerth(calls: readonly PortCall[]): ReadonlyMap<string, string> {
  const newest = new Map<string, PortCall>();
  for (const call of calls) {
    if (call.revision >= (newest.get(call.id)?.revision ?? 0)) newest.set(call.id, call);
  }
  const names = new Map<string, string>();
  for (const { state, placeId, name, mmsi } of newest.values()) {
    if (state !== 'BERTHED' || placeId === null) continue;
    names.set(placeId, [names.get(placeId), name ?? mmsi].filter(Boolean).join(' · '));
  }
  return names;
}
