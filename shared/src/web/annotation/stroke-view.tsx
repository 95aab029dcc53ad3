import type { ReactNode } from 'react';
import type { Tool } from '../../features/annotation/annotation.model.js';
import { fontSize, lineWidth, pathData, pixels, type Size } from './geometry.js';

/** One stroke in its person's tone with a dark edge; a text is a text node, whatever it says. */
export function StrokeView(props: {
  tool: Tool;
  points: readonly number[];
  text?: string | null;
  tone: string;
  size: Size;
  /** Name beside a hand that moves. */
  name?: string;
}): ReactNode {
  const { tool, points, text, tone, size, name } = props;
  const width = lineWidth(size);
  const line = pixels(points, size);
  const [first = [0, 0]] = line;
  const last = line.at(-1) ?? first;
  const words = tool === 'text' ? text : name;
  const [x, y] = tool === 'text' ? first : [last[0] + width * 3, last[1] - width * 3];
  return (
    <g data-stroke={tool}>
      {tool === 'text' ? null : (
        <>
          <path d={pathData(tool, points, size)} className="edge" strokeWidth={width * 2} />
          <path d={pathData(tool, points, size)} stroke={tone} strokeWidth={width} />
        </>
      )}
      {words ? (
        <text x={x} y={y} fill={tone} fontSize={fontSize(size)} strokeWidth={fontSize(size) / 5}>
          {words}
        </text>
      ) : null}
    </g>
  );
}
