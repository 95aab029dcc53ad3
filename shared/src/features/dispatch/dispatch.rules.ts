import { AppError } from '../../kernel/errors.js';
import type { Instant } from '../../kernel/time.js';
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

/** [DSP4] On scene needs a position or a reason why there is none (domain.md §2.1); it also confirms the order. */
export function arrive(
  member: DispatchMember,
  at: Instant,
  position: Position | undefined,
  reason: string | undefined,
): DispatchMember {
  if (!position && !reason) {
    throw new AppError('invalid_input', 'dispatch.position-or-reason', 'a position or a reason is needed');
  }
  return {
    ...member,
    confirmedAt: member.confirmedAt ?? at,
    onSceneAt: member.onSceneAt ?? at,
    onScenePosition: position ?? null,
    onSceneReason: reason ?? null,
  };
}
