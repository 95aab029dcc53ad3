import type { Kysely } from 'kysely';
import { AppError } from '@haigang/shared/kernel/errors';
import type { AnnotationBoard } from '@haigang/shared/features/annotation/annotation.model';
import type { Conference } from '@haigang/shared/features/conference/conference.model';
import { mayContribute, mayFollow } from '@haigang/shared/features/evidence/evidence.rules';
import type { Principal } from '@haigang/shared/features/identity/identity.model';
import type { Database } from '../../platform/storage/schema.js';
import { conferences } from '../conference/index.js';
import { boards } from './annotation.stores.js';

export interface Seen {
  readonly board: AnnotationBoard;
  readonly conference: Conference;
}

/** [ANN2] A conference somebody does not follow does not exist for him. */
export async function followed(db: Kysely<Database>, conferenceId: string, principal: Principal): Promise<Conference> {
  const conference = await conferences.find(db, conferenceId);
  if (conference && mayFollow(conference, principal)) return conference;
  throw new AppError('not_found', 'conference.unknown', `no conference ${conferenceId}`);
}

/** [ANN1] The conference, for whoever adds to it. */
export async function contributed(
  db: Kysely<Database>,
  conferenceId: string,
  principal: Principal,
): Promise<Conference> {
  const conference = await followed(db, conferenceId, principal);
  if (mayContribute(conference, principal)) return conference;
  throw new AppError('forbidden', 'annotation.not-allowed', 'you do not draw in this conference');
}

/** [ANN2] The board, for whoever sees it. */
export async function seenBoard(db: Kysely<Database>, boardId: string, principal: Principal): Promise<Seen> {
  const board = await boards.find(db, boardId);
  const conference = board && (await conferences.find(db, board.conferenceId));
  if (board && conference && mayFollow(conference, principal)) return { board, conference };
  throw new AppError('not_found', 'annotation.unknown', `no board ${boardId}`);
}

/** [ANN2] The open board, for whoever draws on it. */
export async function drawnBoard(db: Kysely<Database>, boardId: string, principal: Principal): Promise<Seen> {
  const seen = await seenBoard(db, boardId, principal);
  if (!mayContribute(seen.conference, principal)) {
    throw new AppError('forbidden', 'annotation.not-allowed', 'you do not draw in this conference');
  }
  if (seen.board.state === 'CLOSED') throw new AppError('conflict', 'annotation.closed', 'this board is closed');
  return seen;
}
