import { AppError } from '../../kernel/errors.js';
import { toInstant, type Instant } from '../../kernel/time.js';
import type { Position } from '../../kernel/position.js';
import type { Role } from '../identity/identity.model.js';
import type { Dispatch, DispatchMember } from './dispatch.model.js';

/** Who sees a dispatch: the desks and the team. */
export function dispatchAudience(dispatch: Dispatch): { roles: readonly Role[]; principals: readonly string[] } {
  return {
    roles: ['commander', 'dispatcher', 'auditor', 'display'],
    principals: dispatch.members.map((member) => member.principalId),
  };
}

/** [DSP3] Changes the caller's own row; only a member of the team has one. */
export function changeMember(
  dispatch: Dispatch,
  principalId: string,
  change: (member: DispatchMember) => DispatchMember,
): Dispatch {
  if (!dispatch.members.some((member) => member.principalId === principalId)) {
    throw new AppError('forbidden', 'dispatch.not-on-team', `${principalId} is not on this team`);
  }
  return {
    ...dispatch,
    revision: dispatch.revision + 1,
    members: dispatch.members.map((member) => (member.principalId === principalId ? change(member) : member)),
  };
}

/** Where an officer says he is: a position with its age, or why there is none. */
export interface Arrival {
  readonly position?: Position | undefined;
  readonly positionAgeMs?: number | undefined;
  readonly reason?: string | undefined;
}

/** [DSP4] On scene needs a position or a reason why there is none (domain.md §2.1); it also confirms the order. */
export function arrive(
  member: DispatchMember,
  at: Instant,
  { position, positionAgeMs, reason }: Arrival,
): DispatchMember {
  if (!position && !reason) {
    throw new AppError('invalid_input', 'dispatch.position-or-reason', 'a position or a reason is needed');
  }
  return {
    ...member,
    confirmedAt: member.confirmedAt ?? at,
    onSceneAt: member.onSceneAt ?? at,
    onScenePosition: position ?? null,
    onScenePositionAt: position && positionAgeMs !== undefined ? toInstant(Date.parse(at) - positionAgeMs) : null,
    onSceneReason: reason ?? null,
  };
}
