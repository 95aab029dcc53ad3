import { useEffect } from 'react';
import type { LogEntry } from '../../features/incident/incident.model.js';
import { useConnection, useEntityList } from '../connection/index.js';

/**
 * [INC12] The whole log of one incident, newest first. A first visit brings the newest rows over all incidents, and who
 * may read an incident only since a moment ago heard nothing of it before: the rest is asked for.
 */
export function useIncidentLog(incidentId: string): readonly LogEntry[] {
  const connection = useConnection();
  useEffect(
    () =>
      connection.onLive(() => {
        connection.call('incident:log', { id: incidentId }).then(
          ({ entries }) => connection.entities.upsertAll('incident-log', entries),
          // What came by itself stands; the link bar says when the centre cannot be reached, and it is asked again.
          () => undefined,
        );
      }),
    [connection, incidentId],
  );
  return useEntityList('incident-log')
    .filter((entry) => entry.incidentId === incidentId)
    .toSorted((a, b) => b.position - a.position);
}
