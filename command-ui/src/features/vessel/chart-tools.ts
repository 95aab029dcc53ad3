import { courseTo, METRES_PER_NM, type Course } from '@haigang/shared/kernel/geodesic';
import type { LatLon } from '@haigang/shared/kernel/geodesy';
import { createStore } from 'zustand/vanilla';

/** A line that is being measured, or was. */
export interface MeasuredLine {
  readonly points: readonly LatLon[];
  /** Where the pointer is while points are still taken. */
  readonly pointed: LatLon | null;
  readonly ended: boolean;
}

type Rings =
  | { readonly around: 'nothing' }
  | { readonly around: 'vessel' }
  /** The next click says where. */
  | { readonly around: 'asking' }
  | { readonly around: 'point'; readonly place: LatLon };

export interface Tools {
  /** Null while nothing is measured. */
  readonly line: MeasuredLine | null;
  readonly rings: Rings;
}

const NEW_LINE: MeasuredLine = { points: [], pointed: null, ended: false };
const NO_RINGS: Rings = { around: 'nothing' };
export const NO_TOOLS: Tools = { line: null, rings: NO_RINGS };

/** The tools in use on this page's chart. */
export const chartTools = createStore<Tools>(() => NO_TOOLS);

const stopAsking = (rings: Rings): Rings => (rings.around === 'asking' ? NO_RINGS : rings);

/** [AIS85] Begins a line, also after one that was ended; gives up one that is being drawn. */
export function measureOrStop({ line, rings }: Tools): Tools {
  return { line: line && !line.ended ? null : NEW_LINE, rings: stopAsking(rings) };
}

/** [AIS86] Rings around the vessel that is chosen, or around the point clicked next; once more takes them away. */
export function ringsOrNone({ line, rings }: Tools, hasVessel: boolean): Tools {
  if (rings.around !== 'nothing') return { line, rings: NO_RINGS };
  if (hasVessel) return { line, rings: { around: 'vessel' } };
  return { line: line?.ended ? line : null, rings: { around: 'asking' } };
}

/** What a click on the chart means to the tools. */
export function clicked(tools: Tools, place: LatLon): Tools {
  const { line, rings } = tools;
  if (rings.around === 'asking') return { line, rings: { around: 'point', place } };
  if (!line || line.ended) return tools;
  return { line: { ...line, points: [...line.points, place], pointed: null }, rings };
}

export function pointedAt(tools: Tools, pointed: LatLon | null): Tools {
  return isDrawing(tools) ? { ...tools, line: { ...tools.line, pointed } } : tools;
}

/** A line of one point is none. */
export function endLine(tools: Tools): Tools {
  if (!isDrawing(tools)) return tools;
  const { line, rings } = tools;
  return { line: line.points.length < 2 ? null : { ...line, pointed: null, ended: true }, rings };
}

export function takeBack(tools: Tools): Tools {
  if (!isDrawing(tools)) return tools;
  return { ...tools, line: { ...tools.line, points: tools.line.points.slice(0, -1) } };
}

/** What Escape puts away first: the line, or the question where the rings should be. Null when there is nothing. */
export function putAway({ line, rings }: Tools): Tools | null {
  if (rings.around === 'asking') return { line, rings: NO_RINGS };
  return line ? { line: null, rings } : null;
}

export function isDrawing(tools: Tools): tools is Tools & { readonly line: MeasuredLine } {
  return tools.line !== null && !tools.line.ended;
}

/** The points with the one the pointer is at. */
export function linePoints({ points, pointed, ended }: MeasuredLine): readonly LatLon[] {
  return ended || pointed === null || points.length === 0 ? points : [...points, pointed];
}

export interface Measured {
  readonly totalMetres: number;
  /** Along the line to each point, metres; the first is 0. */
  readonly alongMetres: readonly number[];
  /** Null for a line without one. */
  readonly last: Course | null;
}

/** [AIS85] */
export function measured(points: readonly LatLon[]): Measured {
  const alongMetres: number[] = [];
  let totalMetres = 0;
  let last: Course | null = null;
  points.forEach((point, at) => {
    const before = points[at - 1];
    if (before) {
      last = courseTo(before, point);
      totalMetres += last.metres;
    }
    alongMetres.push(totalMetres);
  });
  return { totalMetres, alongMetres, last };
}

const WHOLE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** Metres, and cables of a tenth of a nautical mile below two miles. */
export function otherUnits(metres: number): { readonly metric: string; readonly cables: string | null } {
  const cables = (metres / METRES_PER_NM) * 10;
  return {
    metric: `${WHOLE.format(metres)} m`,
    cables: cables < 20 ? cables.toFixed(1) : null,
  };
}
