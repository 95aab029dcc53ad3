import { useState, type ReactNode, type SVGProps } from 'react';
import { useStore } from 'zustand';
import type {
  AnnotationBoardView,
  AnnotationStroke,
  StrokeShape,
  Tool,
} from '../../features/annotation/annotation.model.js';
import { standing } from '../../features/annotation/annotation.rules.js';
import { evidenceUrl } from '../../features/evidence/evidence.protocol.js';
import { useConnection } from '../connection/index.js';
import { inLanguage } from '../i18n/index.js';
import { toneOf } from './geometry.js';
import { movingStrokesOf } from './moving-strokes.js';
import { StrokeView } from './stroke-view.js';

/** The still with everything drawn on it: what is finished, what is on its way, and the hands that move. */
export function BoardPicture(props: {
  board: AnnotationBoardView;
  strokes: readonly AnnotationStroke[];
  /** Own strokes that the centre does not have yet. */
  pending: readonly StrokeShape[];
  current: { readonly tool: Tool; readonly points: readonly number[] } | null;
  principalId: string;
  surface: string;
  label: string;
  handlers?: SVGProps<SVGSVGElement>;
}): ReactNode {
  const { board, strokes, principalId } = props;
  const [what, setWhat] = useState<'preview' | 'original'>('preview');
  const moving = useStore(movingStrokesOf(useConnection()), (state) => state.moving);
  const known = new Set(strokes.map((stroke) => stroke.id));
  const own = toneOf(board.people, principalId);
  const others = [...moving.values()].filter((one) => one.boardId === board.id && !known.has(one.strokeId));
  const nameOf = (id: string): string => {
    const person = board.people.find((one) => one.principalId === id);
    return person ? inLanguage(person.name) : '';
  };
  return (
    <svg
      className="board-picture"
      viewBox={`0 0 ${board.width} ${board.height}`}
      role="img"
      aria-label={props.label}
      {...props.handlers}
    >
      <image
        href={evidenceUrl(board.fileId, what, props.surface)}
        width={board.width}
        height={board.height}
        onError={() => setWhat('original')}
      />
      {standing(strokes).map((stroke) => (
        <StrokeView key={stroke.id} {...stroke} tone={toneOf(board.people, stroke.authorId)} size={board} />
      ))}
      {props.pending
        .filter((stroke) => !known.has(stroke.id))
        .map((stroke) => (
          <StrokeView key={stroke.id} {...stroke} tone={own} size={board} />
        ))}
      {others.map((one) => (
        <StrokeView
          key={one.strokeId}
          tool={one.tool}
          points={one.points}
          tone={toneOf(board.people, one.principalId)}
          size={board}
          name={nameOf(one.principalId)}
        />
      ))}
      {props.current ? <StrokeView {...props.current} tone={own} size={board} /> : null}
    </svg>
  );
}
