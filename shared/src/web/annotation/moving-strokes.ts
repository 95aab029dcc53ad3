import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Tool } from '../../features/annotation/annotation.model.js';
import type { MovingStroke } from '../../features/annotation/annotation.protocol.js';
import { every } from '../../kernel/every.js';
import { perConnection } from '../connection/index.js';

/** Somebody else's stroke while his hand moves. */
export interface Moving {
  readonly strokeId: string;
  readonly boardId: string;
  readonly principalId: string;
  readonly tool: Tool;
  readonly points: readonly number[];
  readonly heardAt: number;
}

/** A hand that says nothing for so long has let go of the stroke. */
const SILENT_MS = 4000;

/** What is known of a moving stroke after the next piece; a lost piece leaves a straight line, never a wrong one. */
export function extended(known: readonly number[], piece: Pick<MovingStroke, 'tool' | 'from' | 'points'>): number[] {
  return piece.tool === 'pen' ? [...known.slice(0, piece.from), ...piece.points] : [...piece.points];
}

/** [ANN4] The hands that move now, by stroke; lossy. */
export const movingStrokesOf = perConnection(
  (connection): StoreApi<{ readonly moving: ReadonlyMap<string, Moving> }> => {
    const store = createStore<{ readonly moving: ReadonlyMap<string, Moving> }>(() => ({ moving: new Map() }));
    connection.scope.defer(
      connection.on('annotation:drawn', ({ strokeId, boardId, principalId, ...piece }) => {
        const { moving } = store.getState();
        const points = extended(moving.get(strokeId)?.points ?? [], piece);
        const next = { strokeId, boardId, principalId, tool: piece.tool, points, heardAt: performance.now() };
        store.setState({ moving: new Map(moving).set(strokeId, next) });
      }),
    );
    connection.scope.defer(
      every(1000, () => {
        const { moving } = store.getState();
        const fresh = [...moving].filter(([, one]) => performance.now() - one.heardAt < SILENT_MS);
        if (fresh.length < moving.size) store.setState({ moving: new Map(fresh) });
      }),
    );
    return store;
  },
);
