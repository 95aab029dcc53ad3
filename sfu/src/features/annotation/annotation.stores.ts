import type { Kysely } from 'kysely';
import { AnnotationBoard, AnnotationStroke } from '@haigang/shared/features/annotation/annotation.model';
import { boardAudience, strokeAudience, viewStroke } from '@haigang/shared/features/annotation/annotation.rules';
import { Documents } from '../../platform/storage/documents.js';
import type { Database } from '../../platform/storage/schema.js';
import type { SnapshotRow, SyncedEntity } from '../../platform/sync/sync-hub.js';

export const boards = new Documents<AnnotationBoard>({
  entity: 'annotation-board',
  schema: AnnotationBoard,
  audience: boardAudience,
  incidentId: (board) => board.incidentId,
  state: (board) => board.state,
  createdAt: (board) => board.openedAt,
});

/** The state column holds the board, so that the strokes of one board are found by the index of their incident. */
export const strokes = new Documents<AnnotationStroke>({
  entity: 'annotation-stroke',
  schema: AnnotationStroke,
  audience: strokeAudience,
  incidentId: (stroke) => stroke.incidentId,
  state: (stroke) => stroke.boardId,
  createdAt: (stroke) => stroke.at,
});

const ALL = 5000;

export async function strokesOf(
  db: Kysely<Database>,
  board: Pick<AnnotationBoard, 'id' | 'incidentId'>,
): Promise<AnnotationStroke[]> {
  const found = await strokes.list(db, { incidentId: board.incidentId, states: [board.id], limit: ALL });
  return found.sort((a, b) => a.order - b.order);
}

/** [ANN2] Whether a file is the still of a board that is open now: what a wall may show of it. */
export async function isOpenStill(db: Kysely<Database>, fileId: string): Promise<boolean> {
  return (await boards.list(db, { states: ['OPEN'] })).some((board) => board.fileId === fileId);
}

/** A first visit gets the strokes of open boards, to whoever sees the board now; closed ones are asked for. */
export const strokeEntity: SyncedEntity = {
  present: (value, principal) => viewStroke(value as AnnotationStroke, principal),
  snapshot: async (db): Promise<SnapshotRow[]> => {
    const open = await boards.list(db, { states: ['OPEN'] });
    const rows = await Promise.all(
      open.map(async (board) => {
        const audience = boards.audienceOf(board);
        return (await strokesOf(db, board)).map((value) => ({ id: value.id, value, audience }));
      }),
    );
    return rows.flat();
  },
};
