import { useEffect } from 'react';
import type { EvidenceFile } from '../../features/evidence/evidence.model.js';
import { useConnection, useEntityList } from '../connection/index.js';

/** [EVD12] The files of an incident this person may see, newest first; the old ones are asked for while `asks`. */
export function useIncidentFiles(incidentId: string, asks: boolean): readonly EvidenceFile[] {
  const connection = useConnection();
  useEffect(() => {
    if (!asks) return undefined;
    return connection.onLive(() => {
      connection.call('evidence:list', { incidentId }).then(
        ({ files }) => connection.entities.upsertAll('evidence-file', files),
        // What came by itself stands; it is asked again when the link is back.
        () => undefined,
      );
    });
  }, [connection, incidentId, asks]);
  return useEntityList('evidence-file')
    .filter((file) => file.incidentId === incidentId)
    .toSorted((a, b) => b.at.localeCompare(a.at));
}
