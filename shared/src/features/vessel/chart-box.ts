import { z } from 'zod';
import type { LatLon } from '../../kernel/geodesy.js';

/** A part of the chart, degrees of WGS-84; one whose west is east of its east lies over the date line. */
export const ChartBox = z
  .object({
    ...{ south: z.number().min(-90).max(90), north: z.number().min(-90).max(90) },
    ...{ west: z.number().min(-180).max(180), east: z.number().min(-180).max(180) },
  })
  .refine(({ south, north }) => south <= north, 'south of its north');
export type ChartBox = z.infer<typeof ChartBox>;

/** All of it, for those to whom no box means nothing. */
export const GLOBE: ChartBox = { south: -90, north: 90, west: -180, east: 180 };

export function isInBox({ south, north, west, east }: ChartBox, { lat, lon }: LatLon): boolean {
  if (lat < south || lat > north) return false;
  return west <= east ? lon >= west && lon <= east : lon >= west || lon <= east;
}

/** Whether all of a view, whose `west` and `east` may lie beyond ±180, is in a box. */
export function coversView(box: ChartBox, view: ChartBox): boolean {
  if (view.south < box.south || view.north > box.north) return false;
  const wide = box.east - box.west;
  return wide >= 360 || eastOf(box.west, view.west) + (view.east - view.west) <= eastOf(box.west, box.east);
}

/** How far east a meridian lies of another, degrees, from 0 to 360. */
function eastOf(from: number, to: number): number {
  return (((to - from) % 360) + 360) % 360;
}

/** Somebody who looks at nearly the same looks at the same box, degrees. */
const GRID_DEGREES = 0.05;
/** What is seen around a view before it is asked for, of its width and height. */
const MARGIN = 0.25;

/**
 * What to ask for to see a view: with a margin, its sides on a coarse grid so that views nearly alike are one. `west` and
 * `east` may lie beyond ±180, as charts that were turned around the globe tell them. Null when it is all the globe.
 */
export function boxOfView(view: ChartBox): ChartBox | null {
  const wide = (view.east - view.west) * MARGIN;
  const high = (view.north - view.south) * MARGIN;
  const west = down(view.west - wide);
  const east = up(view.east + wide);
  if (east - west >= 360) return null;
  return {
    south: Math.max(-90, down(view.south - high)),
    north: Math.min(90, up(view.north + high)),
    ...{ west: aroundGlobe(west), east: aroundGlobe(east) },
  };
}

const down = (degrees: number): number => onGrid(Math.floor(degrees / GRID_DEGREES));
const up = (degrees: number): number => onGrid(Math.ceil(degrees / GRID_DEGREES));
const onGrid = (steps: number): number => Math.round(steps * GRID_DEGREES * 100) / 100;
const aroundGlobe = (lon: number): number =>
  lon >= -180 && lon <= 180 ? lon : Math.round(((((lon + 180) % 360) + 360) % 360) * 100) / 100 - 180;
