import { randomUUID } from 'node:crypto';
import { withEvent } from '@haigang/shared/features/vessel/port-call.correction';
import type { PortCall } from '@haigang/shared/features/vessel/port-call.model';
import { isOver } from '@haigang/shared/features/vessel/port-call.states';
import type { PortCallTrack, ProposedEvent } from '@haigang/shared/features/vessel/port-call.track';
import type { PortSite } from '@haigang/shared/features/vessel/port-site';
import type { Unit } from '../../platform/storage/unit-of-work.js';
import { callOf, eventOf, withGap } from './port-call-event.js';
import { writePortCall } from './port-call.store.js';

/** What is to be written of one ship. */
export type Doing =
  | { readonly kind: 'event'; readonly proposed: ProposedEvent; readonly track: PortCallTrack }
  | { readonly kind: 'gap'; readonly change: { readonly since: number } | { readonly until: number } }
  | { readonly kind: 'give-up' };

interface Where {
  readonly site: PortSite;
  readonly orgId: string;
}

export function beginsCall({ kind }: ProposedEvent): boolean {
  return kind === 'found' || kind === 'arrived';
}

/**
 * The ship's call as it is after it, written. What cannot follow any more, because a person corrected the call meanwhile,
 * is not said; the call comes back as it stands. Null when there is none.
 */
export function writeDoing(unit: Unit, before: PortCall | null, doing: Doing, where: Where): Promise<PortCall | null> {
  switch (doing.kind) {
    case 'event':
      return writeEvent(unit, before, doing.proposed, where);
    case 'gap':
      return writeGap(unit, before, doing.change);
    case 'give-up':
      return giveUp(unit, before);
  }
}

async function writeEvent(
  unit: Unit,
  before: PortCall | null,
  proposed: ProposedEvent,
  { site, orgId }: Where,
): Promise<PortCall | null> {
  const begins = beginsCall(proposed);
  if (begins && before && !isOver(before.state)) return before;
  const last = begins ? undefined : before?.events.findLast(({ withdrawn }) => !withdrawn);
  const event = eventOf(proposed, site, unit.now, last);
  const next = begins ? callOf(proposed, event, orgId) : before && withEvent(before, event);
  if (!next) return before;
  const heard = { ...withGap(next, { until: proposed.ship.positionAt }), revision: next.revision };
  const { kind, at, placeId, evidence } = event;
  unit.audit('vessel:port-call-event', 'port-call', heard.id, { mmsi: heard.mmsi, kind, at, placeId, evidence });
  return writePortCall(unit, begins ? null : before, heard);
}

async function writeGap(
  unit: Unit,
  before: PortCall | null,
  change: { readonly since: number } | { readonly until: number },
): Promise<PortCall | null> {
  if (!before || isOver(before.state)) return before;
  const next = withGap(before, change);
  if (next === before) return before;
  unit.audit('vessel:port-call-gap', 'port-call', next.id, { mmsi: next.mmsi, ...next.gaps.at(-1) });
  return writePortCall(unit, before, next);
}

async function giveUp(unit: Unit, before: PortCall | null): Promise<PortCall | null> {
  if (!before || isOver(before.state)) return before;
  const next = withEvent(before, {
    ...{ id: randomUUID(), kind: 'given-up', at: unit.at, recordedAt: unit.at, placeId: null, placeName: null },
    ...{ evidence: null, withdrawn: false, corrections: [] },
  });
  if (!next) return before;
  unit.audit('vessel:port-call-given-up', 'port-call', next.id, { mmsi: next.mmsi });
  return writePortCall(unit, before, next);
}
