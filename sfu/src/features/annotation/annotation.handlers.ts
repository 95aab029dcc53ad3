import type { Kysely } from 'kysely';
import type { annotationCalls } from '@haigang/shared/features/annotation/annotation.protocol';
import { viewBoard } from '@haigang/shared/features/annotation/annotation.rules';
import type { Handlers } from '../../platform/signaling/call-context.js';
import type { Database } from '../../platform/storage/schema.js';
import type { AnnotationService } from './annotation.service.js';
import { strokesOf } from './annotation.stores.js';
import { seenBoard } from './board-access.js';
import type { StrokeRelay } from './stroke-relay.js';

export function createAnnotationHandlers(deps: {
  service: AnnotationService;
  relay: StrokeRelay;
  reader: Kysely<Database>;
}): Handlers<typeof annotationCalls> {
  const { service, relay, reader } = deps;
  return {
    'annotation:open': async (unit, { conferenceId, fileId }) =>
      viewBoard(await service.open(unit, conferenceId, fileId), unit.actor),
    'annotation:enter': async (unit, { conferenceId }) => {
      const { boards, strokes } = await service.enter(unit, conferenceId);
      return { boards: boards.map((board) => viewBoard(board, unit.actor)), strokes };
    },
    'annotation:strokes': async ({ principal }, { boardId }) => {
      const { board } = await seenBoard(reader, boardId, principal);
      return { strokes: await strokesOf(reader, board) };
    },
    'annotation:draw': async (context, moving) => {
      await relay.relay(context, moving);
      return {};
    },
    'annotation:commit': (unit, { boardId, stroke }) => service.commit(unit, boardId, stroke),
    'annotation:undo': async (unit, { boardId }) => ({ removed: await service.undo(unit, boardId) }),
    'annotation:clear': async (unit, { boardId, whose }) => ({ removed: await service.clear(unit, boardId, whose) }),
    'annotation:close': async (unit, { boardId, ...done }) =>
      viewBoard(await service.close(unit, boardId, done), unit.actor),
  };
}
