import { useState, type KeyboardEvent, type PointerEvent } from 'react';
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

/** How far an arrow key moves the aim, pixels; with Shift one. */
const STEP_PX = 10;
const ARROWS: Readonly<Record<string, readonly [right: number, down: number]>> = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

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
    /** Without a pointer the arrows move the aim from the middle of the plan, and Space puts a corner there. */
    keyed: ({ key, shiftKey }: KeyboardEvent): boolean => {
      if (drawing.kind === 'nothing') return false;
      const from = aim?.place ?? toPlace(frame, [frame.width / 2, frame.height / 2]);
      const arrow = ARROWS[key];
      if (arrow) {
        const [x, y] = toPx(frame, from);
        const step = shiftKey ? 1 : STEP_PX;
        setAim({ place: roundedPlace(toPlace(frame, [x + arrow[0] * step, y + arrow[1] * step])), snap: null });
        return true;
      }
      if (key !== ' ') return false;
      const [first] = drawing.kind === 'zone' ? drawing.corners : [];
      const closes = first && distanceMetres(first, from) <= REACH_PX * frame.metresPerPx;
      if (closes && drawing.kind === 'zone' && drawing.corners.length > 1) tools.close();
      else tools.put(roundedPlace(from));
      return true;
    },
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
