import type { ConferenceRequest, RequestState } from './conference.model.js';

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
