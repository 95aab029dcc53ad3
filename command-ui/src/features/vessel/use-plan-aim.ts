import { useState, type PointerEvent } from 'react';
import { distanceMetres, type LatLon } from '@haigang/shared/kernel/geodesy';
import type { PortSite } from '@haigang/shared/features/vessel/port-site';
import { roundedPlace } from './port-plan-held.js';
import { toPlace, toPx, type Frame } from './port-plan-frame.js';
import { snapShapes, snapTo, type Snap } from './port-plan-snap.js';
import type { DrawingTools } from './use-drawing.js';

/** How near a corner comes to another shape before it is put on it, and a click to the first corner to close. */
export const REACH_PX = 10;
/** Of a double click the second is no corner. */
const SAME_PX = 4;

export interface Aim {
  readonly place: LatLon;
  readonly snap: Snap | null;
}

/** Where the pointer would put the next corner, and what a press on the plan does while something is drawn. */
export function usePlanAim(site: PortSite, frame: Frame, tools: DrawingTools) {
  const [aim, setAim] = useState<Aim | null>(null);
  const { drawing } = tools;
  const aimOf = (event: PointerEvent): Aim => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const at = toPlace(frame, [event.clientX - left, event.clientY - top]);
    const snap = event.altKey ? null : snapTo(at, snapShapes(site, null), REACH_PX * frame.metresPerPx);
    return { place: roundedPlace(snap?.place ?? at), snap };
  };
  const isNear = (place: LatLon | undefined, event: PointerEvent, reach: number): boolean => {
    if (!place) return false;
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const [x, y] = toPx(frame, place);
    return Math.hypot(event.clientX - left - x, event.clientY - top - y) <= reach;
  };
  return {
    aim: drawing.kind === 'nothing' ? null : aim,
    point: (event: PointerEvent): void => {
      if (drawing.kind !== 'nothing') setAim(aimOf(event));
    },
    leave: () => setAim(null),
    tap: (event: PointerEvent): void => {
      const corners = drawing.kind === 'zone' ? drawing.corners : [];
      const last = corners.at(-1);
      // Snapped, the corner may stand away from the pointer.
      const isSame = last && distanceMetres(aimOf(event).place, last) <= SAME_PX * frame.metresPerPx;
      if (isSame || isNear(last, event, SAME_PX)) return;
      if (isNear(corners[0], event, REACH_PX)) tools.close();
      else tools.put(aimOf(event).place);
    },
  };
}
