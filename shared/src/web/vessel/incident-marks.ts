import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { IncidentView } from '../../features/incident/incident.model.js';
import { FINAL_STATES } from '../../features/incident/incident.rules.js';
import { useEntityList } from '../connection/index.js';
import type { PlacedMark } from '../map/index.js';
import { levelColour } from '../ui/index.js';

/** Open incidents with a place, as this page may know them, in their level's colour. */
export function useIncidentMarks(): readonly PlacedMark[] {
  const { t } = useTranslation();
  const all = useEntityList('incident');
  return useMemo(
    () =>
      all.filter(isOpenWithPlace).map((incident) => ({
        id: incident.id,
        name: incident.kind === 'unclassified' ? incident.number : t(`kind.${incident.kind}`),
        colour: levelColour(incident.eventLevel),
        lat: incident.position.lat,
        lon: incident.position.lon,
      })),
    [all, t],
  );
}

function isOpenWithPlace(
  incident: IncidentView,
): incident is IncidentView & { position: NonNullable<IncidentView['position']> } {
  return incident.position !== null && !FINAL_STATES.includes(incident.state);
}
