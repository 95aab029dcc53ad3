import type { Conference } from '../conference/conference.model.js';
import { EXCHANGE_ROLES, isAdmitted } from '../evidence/evidence.rules.js';
import { hasRole, type Principal, type Role } from '../identity/identity.model.js';
import type { AnnotationBoard, AnnotationBoardView, AnnotationStroke } from './annotation.model.js';

/** [ANN6] */
export const MAX_STROKES = 1500;
export const MAX_STROKES_OF_ONE = 500;

type Person = AnnotationBoard['people'][number];

/**
 * [ANN2] The board's people after a look at the conference: who came is added at the end, who is not admitted any more
 * is gone.
 */
export function peopleNow(known: readonly Person[], conference: Pick<Conference, 'participants'>): Person[] {
  const admitted = conference.participants.filter(isAdmitted);
  const inside = new Set(admitted.map((one) => one.principalId));
  const shut = new Set(
    conference.participants.filter((one) => !inside.has(one.principalId)).map((one) => one.principalId),
  );
  const stay = known.map((one) => ({ ...one, gone: shut.has(one.principalId) }));
  const have = new Set(known.map((one) => one.principalId));
  const fresh = admitted.filter((one) => !have.has(one.principalId));
  return [...stay, ...fresh.map(({ principalId, name }) => ({ principalId, name, gone: false }))];
}

/** [ANN2] */
export function viewersOf(people: readonly Person[]): string[] {
  return people.filter((one) => !one.gone).map((one) => one.principalId);
}

/** [ANN2] Walls show the board that is open, and no other. */
export function boardAudience(board: AnnotationBoard): { roles: readonly Role[]; principals: readonly string[] } {
  const roles: readonly Role[] = board.state === 'OPEN' ? [...EXCHANGE_ROLES, 'display'] : EXCHANGE_ROLES;
  return { roles, principals: viewersOf(board.people) };
}

export function strokeAudience(stroke: AnnotationStroke): { roles: readonly Role[]; principals: readonly string[] } {
  return { roles: [...EXCHANGE_ROLES, 'display'], principals: stroke.viewerIds };
}

/** [ANN2] What stands for words where they may not be read. */
const WITHHELD = '···';

/** [ANN2] What one principal may read of a stroke: a wall sees that words stand there, not which. */
export function viewStroke(stroke: AnnotationStroke, principal: Principal): AnnotationStroke {
  const isWall = principal.roles.length === 1 && hasRole(principal, 'display');
  return isWall && stroke.text !== null ? { ...stroke, text: WITHHELD } : stroke;
}

/** [ANN5] [ANN7] Who clears all and closes: the desks and who opened it. */
export function mayManage(board: AnnotationBoard, principal: Principal): boolean {
  return hasRole(principal, 'commander', 'dispatcher') || board.openedById === principal.id;
}

export function viewBoard(board: AnnotationBoard, principal: Principal): AnnotationBoardView {
  const open = board.state === 'OPEN';
  const inside = viewersOf(board.people).includes(principal.id) || hasRole(principal, 'commander', 'dispatcher');
  const manage = open && inside && mayManage(board, principal);
  return { ...board, can: { draw: open && inside, clearAll: manage, close: manage } };
}

/** The last thing that happened on a board, 0 on an empty one. */
export function lastOrderOf(strokes: readonly Pick<AnnotationStroke, 'order' | 'removedOrder'>[]): number {
  return strokes.reduce((last, one) => Math.max(last, one.order, one.removedOrder ?? 0), 0);
}

/** What stands on the board now, in its order. */
export function standing<T extends Pick<AnnotationStroke, 'order' | 'removedOrder'>>(strokes: readonly T[]): T[] {
  return strokes.filter((one) => one.removedOrder === null).toSorted((a, b) => a.order - b.order);
}

/** [ANN7] The strokes as data, what was taken back among them; its hash is kept for ever. */
export function vectorOf(strokes: readonly AnnotationStroke[]): unknown {
  return strokes
    .toSorted((a, b) => a.order - b.order)
    .map(({ id, order, tool, points, text, authorId, at, removedOrder }) => ({
      ...{ id, order, tool, points, text, authorId, at, removedOrder },
    }));
}
