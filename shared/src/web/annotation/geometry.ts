import type { Tool } from '../../features/annotation/annotation.model.js';

/**
 * Tones by person, in the order people came: pale and of equal weight, so that none is taken for a level's colour. A dark
 * edge around each line keeps it readable on any picture.
 */
const TONES = ['#f4f6f5', '#93c9a6', '#d3a2c8', '#bbb1ec', '#a9d5e2', '#cfc3ae', '#e2b8c4', '#c3d2a0'] as const;

export function toneOf(people: readonly { readonly principalId: string }[], principalId: string): string {
  const at = people.findIndex((one) => one.principalId === principalId);
  return TONES[Math.max(0, at) % TONES.length] ?? TONES[0];
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Width of a line in pixels of the picture. */
export function lineWidth({ width, height }: Size): number {
  return Math.max(2, Math.max(width, height) * 0.006);
}

export function fontSize({ width, height }: Size): number {
  return Math.max(12, Math.max(width, height) * 0.034);
}

/** The points of a stroke in pixels of the picture. */
export function pixels(points: readonly number[], { width, height }: Size): [number, number][] {
  const found: [number, number][] = [];
  for (let at = 0; at + 1 < points.length; at += 2) {
    found.push([round((points[at] ?? 0) * width), round((points[at + 1] ?? 0) * height)]);
  }
  return found;
}

/** Outline of a stroke as SVG path data, for the page and for the composed picture alike; empty for a text. */
export function pathData(tool: Tool, points: readonly number[], size: Size): string {
  const line = pixels(points, size);
  const [first = [0, 0]] = line;
  const last = line.at(-1) ?? first;
  switch (tool) {
    case 'pen':
      // A dot is a line of no length; round caps make it visible.
      return `M${first.join(' ')}${line.length === 1 ? ' l0.01 0' : ''}${line
        .slice(1)
        .map((p) => ` L${p.join(' ')}`)
        .join('')}`;
    case 'arrow':
      return arrow(first, last, lineWidth(size) * 5);
    case 'ellipse':
      return ellipse(first, last);
    case 'text':
      return '';
  }
}

function arrow([x1, y1]: [number, number], [x2, y2]: [number, number], head: number): string {
  const angle = Math.atan2(y2 - y1, x2 - x1);
  const barb = (turn: number): string =>
    `${round(x2 - head * Math.cos(angle + turn))} ${round(y2 - head * Math.sin(angle + turn))}`;
  return `M${x1} ${y1} L${x2} ${y2} M${barb(0.5)} L${x2} ${y2} L${barb(-0.5)}`;
}

function ellipse([x1, y1]: [number, number], [x2, y2]: [number, number]): string {
  const [rx, ry] = [round(Math.abs(x2 - x1) / 2), round(Math.abs(y2 - y1) / 2)];
  const [left, middle] = [Math.min(x1, x2), round((y1 + y2) / 2)];
  return `M${left} ${middle} a${rx} ${ry} 0 1 0 ${rx * 2} 0 a${rx} ${ry} 0 1 0 ${-rx * 2} 0`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
