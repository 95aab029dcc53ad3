import { hasRole, type Principal, type Role } from '../identity/identity.model.js';
import type { Conference, ConferenceRequest, ConferenceRequestView, ConferenceView } from './conference.model.js';
import { HOST_ROLES, mayModerate, mayRaiseHand, mayTakeHost, participantOf } from './room.rules.js';
import { mayBecome, REQUEST_EDGES } from './conference.states.js';

const DESK = HOST_ROLES;
const OVERSEERS: readonly Role[] = [...DESK, 'auditor', 'display'];

/** [CONF2] A request that still waits for an answer. */
export function isWaiting(request: Pick<ConferenceRequest, 'state'>): boolean {
  return request.state === 'REQUESTED' || request.state === 'ESCALATED';
}

/** [CONF2] Something may still come of it: it waits, or was accepted and its conference not entered yet. */
export function isUnderWay(request: Pick<ConferenceRequest, 'state'>): boolean {
  return mayBecome(REQUEST_EDGES, request.state, 'CANCELLED');
}

/** [REQ2] [ROOM14] Whom requests and rooms without the centre ring for: the desks that can answer, and the walls. */
export function isRungFor(principal: Pick<Principal, 'roles'>): boolean {
  return hasRole(principal, ...DESK, 'display');
}

const REQUESTERS: readonly Role[] = ['officer', 'lab'];

/** [CONF1] Who may ask for a conference (domain.md §5). */
export function mayRequest(principal: Pick<Principal, 'roles'>): boolean {
  return hasRole(principal, ...REQUESTERS);
}

/** [CONF2] Who may answer or withdraw: desk roles answer while it waits, the requester withdraws before CONVENED. */
export function requestAbilities(request: ConferenceRequest, principal: Principal): ConferenceRequestView['can'] {
  const waiting = isWaiting(request);
  const desk = hasRole(principal, ...DESK);
  return {
    accept: waiting && desk,
    decline: waiting && desk,
    cancel: mayBecome(REQUEST_EDGES, request.state, 'CANCELLED') && request.requesterId === principal.id,
  };
}

/** Who sees a request: the desks, the wall, and the requester. */
export function requestAudience(request: ConferenceRequest): { roles: readonly Role[]; principals: readonly string[] } {
  return { roles: OVERSEERS, principals: [request.requesterId] };
}

/**
 * [CONF4] A seat may be taken by those on the list who were not removed and need no admission, and by desk roles.
 * [ROOM6] A locked room takes nobody new but a commander.
 */
export function mayJoin(conference: Conference, principal: Principal): boolean {
  if (conference.state === 'ENDED') return false;
  const listed = participantOf(conference, principal.id);
  if (listed) return listed.state !== 'REMOVED' && listed.state !== 'LOBBY';
  return hasRole(principal, ...(conference.room.lock ? (['commander'] as const) : DESK));
}

/** [WATCH1] A paired wall looks on: it receives, sends nothing and is on no list. */
export function mayWatch(conference: Pick<Conference, 'state' | 'orgId'>, principal: Principal): boolean {
  return conference.state !== 'ENDED' && conference.orgId === principal.orgId && hasRole(principal, 'display');
}

export function conferenceAbilities(conference: Conference, principal: Principal): ConferenceView['can'] {
  const desk = hasRole(principal, ...DESK) && conference.state !== 'ENDED';
  const moderate = mayModerate(conference, principal);
  const letIn = conference.room.lock ? moderate : desk;
  return {
    join: mayJoin(conference, principal),
    watch: mayWatch(conference, principal),
    end: desk,
    invite: letIn,
    admit: letIn,
    moderate,
    handOver: moderate,
    takeHost: mayTakeHost(conference, principal),
    raiseHand: mayRaiseHand(conference, principal),
  };
}

/** [CONF6] Who is told of every request and conference; everybody else of his own. */
export function seesEveryConference(principal: Pick<Principal, 'roles'>): boolean {
  return hasRole(principal, ...OVERSEERS);
}

/** [CONF6] Who sees a conference: the desks, the wall, and everybody on its list. */
export function conferenceAudience(conference: Conference): { roles: readonly Role[]; principals: readonly string[] } {
  return {
    roles: OVERSEERS,
    principals: conference.participants.map((participant) => participant.principalId),
  };
}
