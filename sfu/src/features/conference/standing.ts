import type { Participant, ParticipantState } from '@haigang/shared/features/conference/conference.model';
import { HOST_ROLES } from '@haigang/shared/features/conference/room.rules';
import type { Principal } from '@haigang/shared/features/identity/identity.model';
import type { Unit } from '../../platform/storage/unit-of-work.js';

/** [LIFE5] When somebody dropped is a fact, so that the wait for him outlives a restart. */
export function standing(participant: Participant, state: ParticipantState, unit: Unit): Participant {
  return { ...participant, state, droppedAt: state === 'DROPPED' ? unit.at : undefined };
}

/** States in which somebody who was not on the list comes onto it. */
export const ARRIVALS: readonly ParticipantState[] = ['JOINED', 'LOBBY', 'INVITED'];

export const LOGGED_STATES: Partial<Record<ParticipantState, string>> = {
  JOINED: 'log.joined',
  LEFT: 'log.left',
  LOBBY: 'log.guest-waiting',
};

/** In the role that counts in a room: who may host sits there as a desk, whatever else he is. [ROOM1] [ROOM14] */
export function seatFor(principal: Principal): Participant {
  const desk = HOST_ROLES.find((role) => principal.roles.includes(role));
  const role = desk ?? principal.roles[0] ?? 'display';
  return { principalId: principal.id, name: principal.name, role, state: 'INVITED' };
}
