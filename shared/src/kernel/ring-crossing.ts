import { vectorMetres, type LatLon } from './geodesy.js';
import type { Ring } from './polygon.js';

/** Two edges that meet where they must not, each by the index of the corner it begins at. */
export type Crossing = readonly [first: number, second: number];

/** Nearer than this two edges touch, metres: positions are kept to 1e-7°, about a centimetre. */
const TOUCH_METRES = 0.01;

/**
 * The first two edges of an area that cross, touch or lie on one another; null for a simple one. A corner said twice in
 * a row counts once. An area without extent crosses itself.
 */
export function crossingOfRing(ring: Ring): Crossing | null {
  return crossingOf(ring, 'ring');
}

/** The same of a line that is not closed. */
export function crossingOfLine(points: readonly LatLon[]): Crossing | null {
  return crossingOf(points, 'line');
}

interface Point {
  readonly x: number;
  readonly y: number;
}

interface Edge {
  /** Of the corner it begins at. */
  readonly index: number;
  readonly from: Point;
  readonly to: Point;
}

function crossingOf(points: readonly LatLon[], kind: 'ring' | 'line'): Crossing | null {
  const edges = edgesOf(points, kind);
  if (kind === 'ring' && edges.length < 3) return [0, Math.max(0, points.length - 1)];
  for (const [at, one] of edges.entries()) {
    for (let later = at + 1; later < edges.length; later += 1) {
      const other = edges[later];
      if (!other || areApart(one, other)) continue;
      // The edge that closes a ring and folds back along the first is found by the corner between: another edge meets it there.
      if (kind === 'ring' && at === 0 && later === edges.length - 1) continue;
      if (later === at + 1 ? foldsBack(one, other) : touches(one, other)) return [one.index, other.index];
    }
  }
  return null;
}

/** Flat, in metres from the first point; of corners that touch in a row one is left. */
function edgesOf(points: readonly LatLon[], kind: 'ring' | 'line'): readonly Edge[] {
  const [origin] = points;
  if (!origin) return [];
  const corners: { index: number; point: Point }[] = [];
  for (const [index, place] of points.entries()) {
    const { east: x, north: y } = vectorMetres(origin, place);
    const before = corners.at(-1);
    if (before && distance(before.point, { x, y }) <= TOUCH_METRES) before.index = index;
    else corners.push({ index, point: { x, y } });
  }
  const [first, last] = [corners[0], corners.at(-1)];
  const isClosed = kind === 'ring' && first && last && corners.length > 1;
  if (isClosed && distance(first.point, last.point) <= TOUCH_METRES) corners.pop();
  return corners.flatMap(({ index, point: from }, at) => {
    const next = corners[at + 1] ?? (kind === 'ring' ? corners[0] : undefined);
    return next && corners.length > 1 ? [{ index, from, to: next.point }] : [];
  });
}

const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);

/** Quickly, by the boxes around them. */
function areApart(one: Edge, other: Edge): boolean {
  const apart = (axis: 'x' | 'y'): boolean =>
    Math.max(one.from[axis], one.to[axis]) + TOUCH_METRES < Math.min(other.from[axis], other.to[axis]) ||
    Math.max(other.from[axis], other.to[axis]) + TOUCH_METRES < Math.min(one.from[axis], one.to[axis]);
  return apart('x') || apart('y');
}

/** Whether an edge runs back along the one it follows. */
function foldsBack(one: Edge, next: Edge): boolean {
  return isOn(one, next.to) || isOn(next, one.from);
}

function touches(one: Edge, other: Edge): boolean {
  if (isOn(one, other.from) || isOn(one, other.to) || isOn(other, one.from) || isOn(other, one.to)) return true;
  const parts = (edge: Edge, ends: Edge): boolean => sideOf(edge, ends.from) > 0 !== sideOf(edge, ends.to) > 0;
  return parts(one, other) && parts(other, one);
}

/** Positive to the left of an edge, negative to its right. */
function sideOf({ from, to }: Edge, point: Point): number {
  return (to.x - from.x) * (point.y - from.y) - (to.y - from.y) * (point.x - from.x);
}

function isOn({ from, to }: Edge, point: Point): boolean {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const along = ((point.x - from.x) * dx + (point.y - from.y) * dy) / (dx * dx + dy * dy);
  const nearest = Math.min(1, Math.max(0, along));
  return distance(point, { x: from.x + nearest * dx, y: from.y + nearest * dy }) <= TOUCH_METRES;
}
