import type { ConferenceRequest, ParticipantState, RequestState } from './conference.model.js';

/** Every lawful step of a thing with states; what is not written here is refused. */
export type Edges<S extends string> = Readonly<Record<S, readonly S[]>>;

/**
 * [REQ1] A conference request (domain.md §2.2). ACCEPTED: the centre said yes and the room is open; CONVENED: the asker is
 * in it. A conference that ends before he came ends the request too.
 */
export const REQUEST_EDGES: Edges<RequestState> = {
  REQUESTED: ['ESCALATED', 'ACCEPTED', 'DECLINED', 'CANCELLED'],
  ESCALATED: ['ACCEPTED', 'DECLINED', 'CANCELLED'],
  ACCEPTED: ['CONVENED', 'CANCELLED', 'ENDED'],
  CONVENED: ['ENDED'],
  DECLINED: [],
  CANCELLED: [],
  ENDED: [],
};

/**
 * [CALL1] A participant (domain.md §2.2). Who said no, did not answer or left may still come by himself; who was removed
 * comes back only when the centre asks him. Out of the lobby leads the centre's answer alone.
 */
export const PARTICIPANT_EDGES: Edges<ParticipantState> = {
  INVITED: ['RINGING', 'JOINED', 'LEFT', 'REMOVED'],
  RINGING: ['INVITED', 'JOINED', 'DECLINED', 'EXPIRED', 'REMOVED'],
  LOBBY: ['INVITED', 'REMOVED'],
  JOINED: ['DROPPED', 'LEFT', 'REMOVED'],
  DROPPED: ['JOINED', 'LEFT', 'REMOVED'],
  LEFT: ['INVITED', 'RINGING', 'JOINED', 'REMOVED'],
  DECLINED: ['INVITED', 'RINGING', 'JOINED', 'REMOVED'],
  EXPIRED: ['INVITED', 'RINGING', 'JOINED', 'REMOVED'],
  REMOVED: ['INVITED', 'RINGING'],
};

/** Where a participant stands when the conference ends: what came of him stays, an open invitation is over. */
export function participantAtEnd(state: ParticipantState): ParticipantState {
  switch (state) {
    case 'INVITED':
    case 'RINGING':
      return 'EXPIRED';
    case 'DECLINED':
    case 'EXPIRED':
    case 'REMOVED':
      return state;
    default:
      return 'LEFT';
  }
}

export function mayBecome<S extends string>(edges: Edges<S>, from: S, to: S): boolean {
  return edges[from].includes(to);
}

/** When a waiting request is escalated and when the duty phone is called, milliseconds since 1970. */
export function requestDeadlines(
  request: Pick<ConferenceRequest, 'requestedAt'>,
  limits: { readonly escalateMs: number; readonly dutyPhoneMs: number },
): { readonly escalateAt: number; readonly dutyPhoneAt: number } {
  const since = Date.parse(request.requestedAt);
  return { escalateAt: since + limits.escalateMs, dutyPhoneAt: since + limits.dutyPhoneMs };
}

/** [REQ5] The order in which requests are answered: escalated first, then urgent, then the one that waits longest. */
export function byNeed(
  a: Pick<ConferenceRequest, 'state' | 'urgency' | 'requestedAt'>,
  b: Pick<ConferenceRequest, 'state' | 'urgency' | 'requestedAt'>,
): number {
  const rank = (one: typeof a): number => (one.state === 'ESCALATED' ? 0 : 2) + (one.urgency === 'urgent' ? 0 : 1);
  return rank(a) - rank(b) || a.requestedAt.localeCompare(b.requestedAt);
}
