import { z } from 'zod';
import { action, mutation, query, type Call } from '../../kernel/contract.js';
import { AnnotationBoardView, AnnotationStroke, StrokeShape, Tool } from './annotation.model.js';

const Board = z.object({ boardId: z.uuid() });

/** Part of a stroke while the hand moves: `from` is the number of coordinates sent before; lossy. */
export const MovingStroke = Board.extend({
  strokeId: z.uuid(),
  tool: Tool,
  from: z.int().min(0).max(1024),
  points: z.array(z.number().min(0).max(1)).max(128),
});
export type MovingStroke = z.infer<typeof MovingStroke>;

export const annotationCalls = {
  /** Opens a board on a still that the caller has handed in as evidence of the conference. */
  'annotation:open': mutation(z.object({ conferenceId: z.uuid(), fileId: z.uuid() }), AnnotationBoardView),
  /** Everything open and closed in a conference the caller is in, with the strokes of the open board. */
  'annotation:enter': mutation(
    z.object({ conferenceId: z.uuid() }),
    z.object({ boards: z.array(AnnotationBoardView), strokes: z.array(AnnotationStroke) }),
  ),
  'annotation:strokes': query(Board, z.object({ strokes: z.array(AnnotationStroke) })),
  'annotation:draw': action(MovingStroke, z.object({})),
  'annotation:commit': mutation(Board.extend({ stroke: StrokeShape }), AnnotationStroke),
  /** Takes back the caller's last stroke. */
  'annotation:undo': mutation(Board, z.object({ removed: z.int() })),
  'annotation:clear': mutation(Board.extend({ whose: z.enum(['own', 'all']) }), z.object({ removed: z.int() })),
  'annotation:close': mutation(
    Board.extend({ lastOrder: z.int().min(0), composedFileId: z.uuid().nullable() }),
    AnnotationBoardView,
  ),
} as const satisfies Record<string, Call>;

export const annotationEvents = {
  /** Somebody's hand moves on a board this page sees. */
  'annotation:drawn': MovingStroke.extend({ principalId: z.string() }),
} as const;
