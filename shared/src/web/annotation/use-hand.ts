import { useCallback, useRef, useState, type PointerEvent } from 'react';
import { MAX_COORDINATES, type StrokeShape, type Tool } from '../../features/annotation/annotation.model.js';
import { useConnection } from '../connection/index.js';

/** How often the others hear of a moving hand. */
const TELL_MS = 80;
/** Points nearer than this to the last one say nothing new. */
const STEP = 0.0015;
/** Coordinates of one piece (`annotation:draw`). */
const PIECE = 128;

interface Stroke {
  readonly id: string;
  readonly tool: Tool;
  points: number[];
  /** Coordinates the others were told of. */
  told: number;
  toldAt: number;
}

/** What the hand of this page draws: shown at once, told to the others in pieces, given whole to `onStroke` at the end. */
export function useHand(options: {
  boardId: string;
  tool: Tool;
  active: boolean;
  onStroke: (stroke: StrokeShape) => void;
  onText: (point: readonly [number, number]) => void;
}) {
  const { boardId, tool, active, onStroke, onText } = options;
  const connection = useConnection();
  const stroke = useRef<Stroke | null>(null);
  const [current, setCurrent] = useState<{ tool: Tool; points: readonly number[] } | null>(null);

  const tellOthers = useCallback(
    (one: Stroke): void => {
      const from = one.tool === 'pen' ? one.told : 0;
      const points = one.points.slice(from, from + PIECE);
      one.told = from + points.length;
      one.toldAt = performance.now();
      const { id: strokeId } = one;
      // A lost piece is no loss: the finished stroke follows.
      connection.call('annotation:draw', { boardId, strokeId, tool: one.tool, from, points }).catch(() => undefined);
    },
    [connection, boardId],
  );
  const drop = useCallback(() => {
    stroke.current = null;
    setCurrent(null);
  }, []);
  const finish = useCallback((): void => {
    const one = stroke.current;
    drop();
    if (!one || (one.tool !== 'pen' && one.points.length !== 4)) return;
    onStroke({ id: one.id, tool: one.tool, points: one.points, text: null });
  }, [drop, onStroke]);

  const down = (event: PointerEvent<SVGSVGElement>): void => {
    if (!active || !event.isPrimary || event.button !== 0) return;
    const point = pointIn(event);
    event.preventDefault();
    if (tool === 'text') {
      onText(point);
      return;
    }
    event.currentTarget.setPointerCapture(event.pointerId);
    stroke.current = { id: crypto.randomUUID(), tool, points: [...point], told: 0, toldAt: 0 };
    setCurrent({ tool, points: point });
  };
  const move = (event: PointerEvent<SVGSVGElement>): void => {
    const one = stroke.current;
    if (!one || !event.isPrimary) return;
    const [x, y] = pointIn(event);
    const [lastX = 0, lastY = 0] = one.points.slice(-2);
    if (Math.abs(x - lastX) < STEP && Math.abs(y - lastY) < STEP) return;
    one.points = one.tool === 'pen' ? [...one.points, x, y] : [...one.points.slice(0, 2), x, y];
    setCurrent({ tool: one.tool, points: one.points });
    if (performance.now() - one.toldAt >= TELL_MS) tellOthers(one);
    if (one.points.length >= MAX_COORDINATES) finish();
  };
  return {
    current,
    cancel: drop,
    handlers: { onPointerDown: down, onPointerMove: move, onPointerUp: finish, onPointerCancel: drop },
  };
}

/** Where the pointer is, in parts of the picture. */
function pointIn(event: PointerEvent<SVGSVGElement>): [number, number] {
  const svg = event.currentTarget;
  const { width, height } = svg.viewBox.baseVal;
  const matrix = svg.getScreenCTM()?.inverse();
  const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix);
  return [part(x / width), part(y / height)];
}

function part(value: number): number {
  return Math.round(Math.min(1, Math.max(0, value)) * 10_000) / 10_000;
}
