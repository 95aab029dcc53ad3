import { useEntities, useEntityList } from '@haigang/shared/web/connection';
import type { ShownIncident } from '../features/incident/incident-screen.js';
import { useLookedAt } from './view.js';

/** [ROOM15] The incident whose screen is shown: itself, or the conference of one this person may not read; null on any other page. */
export function useShownIncident(): ShownIncident | null {
  const incidentId = useLookedAt();
  const incident = useEntities((state) => (incidentId === null ? undefined : state.incident.get(incidentId)));
  const conference = useEntityList('conference').find((one) => one.incidentId === incidentId && one.state !== 'ENDED');
  // Who was put out, or waits to be let in, has nothing of the room.
  const isOpen = conference !== undefined && (conference.can.join || conference.can.watch);
  if (incidentId === null || !(incident || isOpen)) return null;
  return { incidentId, incident, conference };
}
