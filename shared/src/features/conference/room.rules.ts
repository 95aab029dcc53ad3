import { hasRole, type Principal, type Role } from '../identity/identity.model.js';
import type { Conference, Participant } from './conference.model.js';
import type { Mute, MutedSource, RoomState } from './room.model.js';

/** Roles that host a conference (domain.md §2.2: host = DP/DC). */
export const HOST_ROLES: readonly Role[] = ['commander', 'dispatcher'];

const PRESENT: readonly Participant['state'][] = ['JOINED', 'DROPPED'];

export function participantOf(conference: Conference, principalId: string): Participant | undefined {
  return conference.participants.find((one) => one.principalId === principalId);
}

/** [ROOM1] The host keeps the room; the duty commander may do whatever the host may. */
export function mayModerate(conference: Conference, principal: Principal): boolean {
  if (conference.state === 'ENDED' || !hasRole(principal, ...HOST_ROLES)) return false;
  return principal.id === conference.hostId || hasRole(principal, 'commander');
}

/** [ROOM1] Nobody but a commander silences or removes a commander. */
export function mayModeratePerson(person: Pick<Participant, 'role'>, principal: Pick<Principal, 'roles'>): boolean {
  return person.role !== 'commander' || hasRole(principal, 'commander');
}

/** [ROOM2] Whoever can be given the host's part: a desk that is in the room and is not the host. */
export function mayBecomeHost(conference: Conference, person: Participant): boolean {
  return HOST_ROLES.includes(person.role) && person.state === 'JOINED' && person.principalId !== conference.hostId;
}

/** [ROOM2] A desk in the room takes over while the host is not there; a commander at any time. */
export function mayTakeHost(conference: Conference, principal: Principal): boolean {
  const self = participantOf(conference, principal.id);
  if (conference.state === 'ENDED' || !self || !mayBecomeHost(conference, self)) return false;
  return hasRole(principal, 'commander') || !isIn(conference, conference.hostId);
}

function isIn(conference: Conference, principalId: string): boolean {
  return participantOf(conference, principalId)?.state === 'JOINED';
}

/** [ROOM3] To whom the room falls when this host goes: a commander in it, else the desk longest on the list. */
export function successor(conference: Conference, leavingId: string): Participant | undefined {
  const desks = conference.participants.filter(
    (one) => one.principalId !== leavingId && HOST_ROLES.includes(one.role) && one.state === 'JOINED',
  );
  return desks.find((one) => one.role === 'commander') ?? desks[0];
}

/** [ROOM3] People who would be left without a host if this one went. */
export function leftAlone(conference: Conference, leavingId: string): boolean {
  if (conference.hostId !== leavingId || successor(conference, leavingId)) return false;
  return conference.participants.some((one) => one.principalId !== leavingId && PRESENT.includes(one.state));
}

/**
 * [ROOM14] Who sits in a room into which no desk came, or from which the last one went: where the centre has somebody's
 * request to answer still, that rings. Empty while a desk is in, or dropped out and expected back.
 */
export function waitingForDesk({ state, participants }: Pick<Conference, 'state' | 'participants'>): Participant[] {
  const present = participants.filter((one) => PRESENT.includes(one.state));
  const hasDesk = present.some(({ role }) => HOST_ROLES.includes(role));
  return state === 'ENDED' || hasDesk ? [] : present;
}

/** [ROOM8] A hand belongs to somebody in the room. */
export function mayRaiseHand(conference: Conference, principal: Principal): boolean {
  return conference.state !== 'ENDED' && isIn(conference, principal.id);
}

/** [ROOM5] The mutes of one person. */
export function mutesOf(room: RoomState, principalId: string): readonly Mute[] {
  return room.mutes.filter((mute) => mute.principalId === principalId);
}

export function muteOf(room: RoomState, principalId: string, source: MutedSource): Mute | undefined {
  return mutesOf(room, principalId).find((mute) => mute.source === source);
}

export function withMute(room: RoomState, mute: Mute): RoomState {
  return { ...room, mutes: [...withoutMute(room, mute.principalId, mute.source).mutes, mute] };
}

export function withoutMute(room: RoomState, principalId: string, source: MutedSource): RoomState {
  const stays = (mute: Mute): boolean => mute.principalId !== principalId || mute.source !== source;
  return { ...room, mutes: room.mutes.filter(stays) };
}

/** [ROOM5] Whom muting all and lifting all concern: everybody but the host, the caller and the commanders. */
function concernedByAll(conference: Conference, callerId: string): Participant[] {
  return conference.participants.filter(
    ({ principalId, role }) => role !== 'commander' && principalId !== conference.hostId && principalId !== callerId,
  );
}

/** [ROOM5] Whose microphone muting all silences: those it concerns who are not silenced yet. */
export function openToMuteAll(conference: Conference, callerId: string): Participant[] {
  return concernedByAll(conference, callerId).filter(
    ({ principalId, state }) => state !== 'REMOVED' && !muteOf(conference.room, principalId, 'microphone'),
  );
}

/** [ROOM5] Whose microphone lifting all gives free. */
export function heldByMutes(conference: Conference, callerId: string): Participant[] {
  return concernedByAll(conference, callerId).filter(({ principalId }) =>
    muteOf(conference.room, principalId, 'microphone'),
  );
}

/** [ROOM8] Raising keeps the place of a hand that is up already. */
export function withHand(room: RoomState, principalId: string, raised: boolean): RoomState {
  if (raised && room.hands.includes(principalId)) return room;
  const others = room.hands.filter((one) => one !== principalId);
  return { ...room, hands: raised ? [...others, principalId] : others };
}

/** Whoever is gone holds up no hand and is not shown large; his mutes stay, so that going and coming lifts none. */
export function withoutPerson(room: RoomState, principalId: string): RoomState {
  const spotlight = room.spotlight?.principalId === principalId ? null : room.spotlight;
  return { ...withHand(room, principalId, false), spotlight };
}

/** [ROOM7] Of whoever was put out nothing is left; asked back he is silenced by nobody. */
export function withoutRemoved(room: RoomState, principalId: string): RoomState {
  const mutes = room.mutes.filter((mute) => mute.principalId !== principalId);
  return { ...withoutPerson(room, principalId), mutes };
}

/** [ROOM3] What a person's coming or going does to the room: its host's part falls to a desk, hands go down. */
export function settled(conference: Conference, principalId: string, state: Participant['state']): Conference {
  if (state === 'LEFT' || state === 'REMOVED') {
    const without = state === 'REMOVED' ? withoutRemoved : withoutPerson;
    const next = { ...conference, room: without(conference.room, principalId) };
    return conference.hostId === principalId ? hostedBy(next, successor(conference, principalId)) : next;
  }
  const person = participantOf(conference, principalId);
  const comes = state === 'JOINED' && person !== undefined && HOST_ROLES.includes(person.role);
  return comes && hostHasGone(conference) ? hostedBy(conference, person) : conference;
}

function hostHasGone(conference: Conference): boolean {
  const host = participantOf(conference, conference.hostId);
  return host === undefined || host.state === 'LEFT' || host.state === 'REMOVED';
}

function hostedBy(conference: Conference, person: Participant | undefined): Conference {
  return person ? { ...conference, hostId: person.principalId, hostName: person.name } : conference;
}
