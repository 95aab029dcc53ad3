import type { Bilingual } from '../../kernel/bilingual.js';
import { AppError } from '../../kernel/errors.js';
import type { PortCall, PortCallEvent, PortCallEventKind } from './port-call.model.js';
import type { CorrectionOf } from './port-call.protocol.js';
import { standing } from './port-call.states.js';
import { placeOf, type PortSite } from './port-site.js';

/** Events kept with a call; of more the oldest shifts are left out. */
const MOST_EVENTS = 200;
const MOST_CORRECTIONS = 20;

const AT_A_PLACE: readonly PortCallEventKind[] = ['anchored', 'weighed', 'berthed', 'unberthed'];

/** [AIS65] The call with one more event, where it can follow; null where it cannot. */
export function withEvent(call: PortCall, event: PortCallEvent): PortCall | null {
  const events = [...call.events, event];
  const stands = standing(events);
  if (!stands) return null;
  const kept = withoutOldShift(events);
  return {
    ...call,
    ...stands,
    events: kept,
    omittedEvents: call.omittedEvents + events.length - kept.length,
    revision: call.revision + 1,
  };
}

/** A stay and the leaving after it go together, so that the rest still follows. */
function withoutOldShift(events: readonly PortCallEvent[]): PortCallEvent[] {
  if (events.length <= MOST_EVENTS) return [...events];
  const at = events.findIndex((event, index) => index > 0 && isPlainStay(event) && isPlainLeaving(events[index + 1]));
  return events.filter((_event, index) => at < 0 || (index !== at && index !== at + 1));
}

function isPlainStay({ kind, corrections }: PortCallEvent): boolean {
  return (kind === 'berthed' || kind === 'anchored') && corrections.length === 0;
}

function isPlainLeaving(event: PortCallEvent | undefined): boolean {
  return (event?.kind === 'unberthed' || event?.kind === 'weighed') && event.corrections.length === 0;
}

export interface Correcting {
  readonly correction: CorrectionOf;
  readonly reason: string;
  readonly byId: string;
  readonly byName: Bilingual;
  /** Now. */
  readonly at: string;
  /** Of an event that is added. */
  readonly newId: string;
  readonly site: PortSite;
}

/**
 * [AIS65] The call as a person says it was. Throws `port-call.event-unknown`, `.place-unknown` (also an anchorage for a
 * berth), `.future`, `.often-corrected`, and `.not-lawful` when the events could not have followed one another.
 */
export function corrected(call: PortCall, doing: Correcting): PortCall {
  const { correction } = doing;
  const events = correction.kind === 'add' ? [...call.events, added(correction, doing)] : changed(call, doing);
  const ordered = events.toSorted((a, b) => a.at.localeCompare(b.at));
  if (ordered.some(({ at }) => at > doing.at)) {
    throw new AppError('invalid_input', 'port-call.future', 'an event lies in the future');
  }
  const stands = standing(ordered);
  if (!stands) throw new AppError('conflict', 'port-call.not-lawful', 'the events cannot follow one another so');
  return { ...call, ...stands, events: ordered, revision: call.revision + 1 };
}

function added(correction: Extract<CorrectionOf, { kind: 'add' }>, doing: Correcting): PortCallEvent {
  const { event: kind, at } = correction;
  const placeId = AT_A_PLACE.includes(kind) ? correction.placeId : null;
  return {
    ...{
      id: doing.newId,
      kind,
      at: instant(at),
      recordedAt: doing.at,
      placeId,
      placeName: nameOf(kind, placeId, doing),
    },
    ...{ evidence: null, withdrawn: false },
    corrections: [{ at: doing.at, byId: doing.byId, byName: doing.byName, reason: doing.reason, before: null }],
  };
}

function changed({ events }: PortCall, doing: Correcting): PortCallEvent[] {
  const { correction } = doing;
  if (correction.kind === 'add') return events;
  const event = events.find(({ id }) => id === correction.eventId);
  if (!event) throw new AppError('not_found', 'port-call.event-unknown', 'no such event in this call');
  if (event.corrections.length >= MOST_CORRECTIONS) {
    throw new AppError('conflict', 'port-call.often-corrected', 'this event was corrected too often');
  }
  const place = correction.kind === 'change' ? (correction.placeId ?? event.placeId) : event.placeId;
  const moved = place !== event.placeId;
  const leaving = moved ? leavingAfter(events, event) : undefined;
  return events.map((one) => {
    if (one !== event && one !== leaving) return one;
    const placed = moved
      ? { ...one, placeId: place, placeName: nameOf(one.kind, place, doing) }
      : { ...one, withdrawn: correction.kind === 'withdraw' };
    const at = one === event && correction.kind === 'change' ? correction.at : undefined;
    const before = { at: one.at, placeId: one.placeId, withdrawn: one.withdrawn };
    const { byId, byName, reason } = doing;
    return {
      ...placed,
      at: at === undefined ? one.at : instant(at),
      corrections: [...one.corrections, { at: doing.at, byId, byName, reason, before }],
    };
  });
}

/** She left from where she lay: the end of a stay moves with its beginning. */
function leavingAfter(events: readonly PortCallEvent[], stay: PortCallEvent): PortCallEvent | undefined {
  if (stay.kind !== 'berthed' && stay.kind !== 'anchored') return undefined;
  const next = events.slice(events.indexOf(stay) + 1).find(({ withdrawn }) => !withdrawn);
  return next?.placeId === stay.placeId && (next.kind === 'unberthed' || next.kind === 'weighed') ? next : undefined;
}

/** Berths for what happens at berths, anchorages for the others. */
function nameOf(kind: PortCallEventKind, placeId: string | null, { site }: Correcting): Bilingual | null {
  if (!AT_A_PLACE.includes(kind)) return null;
  const place = placeId === null ? null : placeOf(site, placeId);
  const isBerth = place !== null && 'axisDeg' in place;
  if (!place || isBerth !== (kind === 'berthed' || kind === 'unberthed')) {
    throw new AppError('invalid_input', 'port-call.place-unknown', 'no such berth or anchorage');
  }
  return place.name;
}

/** One way of writing a time, so that they order as text. */
function instant(at: string): string {
  return new Date(at).toISOString();
}
