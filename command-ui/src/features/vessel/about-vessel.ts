import type { Camera } from '@haigang/shared/features/camera/camera.model';
import { metresInView } from '@haigang/shared/features/camera/camera-view';
import type { IncidentView } from '@haigang/shared/features/incident/incident.model';
import { FINAL_STATES } from '@haigang/shared/features/incident/incident.rules';
import type { Vessel } from '@haigang/shared/features/vessel/vessel.model';
import { courseTo } from '@haigang/shared/kernel/geodesic';

/** Cameras named where none sees a vessel, and how far away they may be. */
const NEAREST = 3;
const NEAREST_METRES = 1000;
/** Incidents about a vessel a card has room for. */
const MOST_ABOUT = 5;

type Placed = Pick<Vessel, 'mmsi' | 'position' | 'lengthMetres'>;

export interface CameraAt {
  readonly camera: Camera;
  readonly metres: number;
}

/** [AIS84] Cameras whose sector of view a vessel is in, nearest first. */
export function camerasSeeing({ position, lengthMetres }: Placed, cameras: readonly Camera[]): CameraAt[] {
  if (!position) return [];
  return cameras
    .flatMap((camera) => {
      const metres = metresInView(camera, position, lengthMetres ?? 0);
      return metres === null ? [] : [{ camera, metres }];
    })
    .toSorted((a, b) => a.metres - b.metres);
}

/** [AIS84] The cameras nearest to a vessel, wherever they look. */
export function camerasNearest({ position }: Placed, cameras: readonly Camera[]): CameraAt[] {
  if (!position) return [];
  return cameras
    .flatMap((camera) => (camera.position ? [{ camera, metres: courseTo(camera.position, position).metres }] : []))
    .filter(({ metres }) => metres <= NEAREST_METRES)
    .toSorted((a, b) => a.metres - b.metres)
    .slice(0, NEAREST);
}

export type IncidentFacts = Pick<IncidentView, 'id' | 'state' | 'vesselMmsi' | 'position' | 'stamps'>;

export interface IncidentAround<I> {
  readonly incident: I;
  /** From the vessel to it, metres; null for one that is about her. */
  readonly metres: number | null;
}

/** [AIS84] The newest incidents about a vessel, then the open ones near her, nearest first. */
export function incidentsAround<I extends IncidentFacts>(
  { mmsi, position }: Placed,
  incidents: readonly I[],
  nearMetres: number,
): IncidentAround<I>[] {
  const about = incidents
    .filter(({ vesselMmsi }) => vesselMmsi === mmsi)
    .toSorted((a, b) => b.stamps.tAlarm.localeCompare(a.stamps.tAlarm))
    .slice(0, MOST_ABOUT);
  const near = incidents.flatMap((incident) => {
    if (!position || !incident.position || incident.vesselMmsi === mmsi) return [];
    if (FINAL_STATES.includes(incident.state)) return [];
    const { metres } = courseTo(position, incident.position);
    return metres <= nearMetres ? [{ incident, metres }] : [];
  });
  return [...about.map((incident) => ({ incident, metres: null })), ...near.toSorted((a, b) => a.metres - b.metres)];
}
