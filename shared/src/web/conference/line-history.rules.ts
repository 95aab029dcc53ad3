import type { SeatQuality } from '../../features/conference/conference.protocol.js';

/** How far back a line is drawn, ms. */
export const HISTORY_MS = 120_000;

/** One measure of a seat's two lines and when this page learnt of it, ms of the page's own clock. */
export interface LinePoint {
  readonly at: number;
  readonly quality: SeatQuality;
}

/** The newest measure last; older ones fall out after two minutes. The same measure told again is no new one. */
export function withMeasure(points: readonly LinePoint[], quality: SeatQuality, at: number): readonly LinePoint[] {
  if (points.at(-1)?.quality === quality) return points;
  return [...points.filter((point) => at - point.at < HISTORY_MS), { at, quality }];
}

/**
 * Points of an SVG polyline over the last two minutes in a box of `width` × `height`, now at the right edge; the top of
 * the box is the largest value, or `least` where all are smaller. Empty with fewer than two points.
 */
export function sparkline(
  values: readonly { readonly at: number; readonly value: number }[],
  box: { readonly width: number; readonly height: number; readonly least: number; readonly now: number },
): string {
  if (values.length < 2) return '';
  const top = Math.max(box.least, ...values.map(({ value }) => value));
  const x = (at: number): string => Math.max(0, box.width * (1 - (box.now - at) / HISTORY_MS)).toFixed(1);
  const y = (value: number): string => (box.height * (1 - value / top)).toFixed(1);
  return values.map(({ at, value }) => `${x(at)},${y(value)}`).join(' ');
}
