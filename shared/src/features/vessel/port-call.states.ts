import type { PortCall, PortCallEvent, PortCallEventKind, PortCallState } from './port-call.model.js';

/** [AIS65] Every lawful step of a port call; DEPARTED is left again by a ship that soon comes back. */
export const PORT_CALL_EDGES: Readonly<Record<PortCallState, readonly PortCallState[]>> = {
  ARRIVED: ['ANCHORED', 'BERTHED', 'DEPARTED', 'LOST'],
  ANCHORED: ['SHIFTING', 'DEPARTED', 'LOST'],
  BERTHED: ['SHIFTING', 'DEPARTED', 'LOST'],
  SHIFTING: ['ANCHORED', 'BERTHED', 'DEPARTED', 'LOST'],
  DEPARTED: ['ARRIVED'],
  LOST: [],
};

/** Where an event leads, and from where it may come; a call begins with the first three. */
const LEADS_TO: Readonly<Record<PortCallEventKind, PortCallState>> = {
  found: 'ARRIVED',
  arrived: 'ARRIVED',
  returned: 'ARRIVED',
  anchored: 'ANCHORED',
  weighed: 'SHIFTING',
  berthed: 'BERTHED',
  unberthed: 'SHIFTING',
  departed: 'DEPARTED',
  'given-up': 'LOST',
};

/** The state after an event, or null when the event cannot follow. `null` before is no call yet. */
export function stateAfter(before: PortCallState | null, kind: PortCallEventKind): PortCallState | null {
  const next = LEADS_TO[kind];
  if (before === null) return kind === 'found' || kind === 'arrived' ? next : null;
  if (kind === 'found' || kind === 'arrived') return null;
  if (kind === 'weighed' && before !== 'ANCHORED') return null;
  if (kind === 'unberthed' && before !== 'BERTHED') return null;
  return PORT_CALL_EDGES[before].includes(next) ? next : null;
}

export function liesSomewhere(state: PortCallState): boolean {
  return state === 'BERTHED' || state === 'ANCHORED';
}

/** A call is over: it has left, or nobody knows. */
export function isOver(state: PortCallState): boolean {
  return state === 'DEPARTED' || state === 'LOST';
}

type Standing = Pick<PortCall, 'state' | 'placeId' | 'openedAt' | 'closedAt'>;

/** Where the events that count leave a call; null when they cannot have happened in that order. */
export function standing(events: readonly PortCallEvent[]): Standing | null {
  let state: PortCallState | null = null;
  let last: PortCallEvent | undefined;
  let first: PortCallEvent | undefined;
  for (const event of events) {
    if (event.withdrawn) continue;
    if (last && event.at < last.at) return null;
    state = stateAfter(state, event.kind);
    if (state === null) return null;
    first ??= event;
    last = event;
  }
  if (!first || !last || state === null) return null;
  return {
    state,
    placeId: liesSomewhere(state) ? last.placeId : null,
    openedAt: first.at,
    closedAt: isOver(state) ? last.at : null,
  };
}
