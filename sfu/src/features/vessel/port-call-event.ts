import { randomUUID } from 'node:crypto';
import type { PortCall, PortCallEvent, PortCallGap } from '@haigang/shared/features/vessel/port-call.model';
import { standing } from '@haigang/shared/features/vessel/port-call.states';
import type { ProposedEvent } from '@haigang/shared/features/vessel/port-call.track';
import { placeOf, type PortSite } from '@haigang/shared/features/vessel/port-site';
import { toInstant } from '@haigang/shared/kernel/time';

const MOST_GAPS = 20;
const instantOrNull = (at: number | null): string | null => (at === null ? null : toInstant(at));

/** The durable event of what the reports made certain; it never lies before the event it follows. */
export function eventOf(proposed: ProposedEvent, site: PortSite, now: number, after?: PortCallEvent): PortCallEvent {
  const { kind, placeId, ship, silentSince, watched } = proposed;
  const at = toInstant(Math.min(now, ship.positionAt));
  return {
    ...{ id: randomUUID(), kind, at: after && after.at > at ? after.at : at, recordedAt: toInstant(now), placeId },
    placeName: (placeId === null ? null : placeOf(site, placeId)?.name) ?? null,
    evidence: {
      ...{ position: { lat: ship.position.lat, lon: ship.position.lon }, speedKnots: ship.speedKnots },
      ...{ courseDeg: ship.courseDeg, headingDeg: ship.headingDeg, navigationStatus: ship.navigationStatus },
      reportAgeMs: Math.max(0, now - ship.positionAt),
      source: ship.source,
      metresOutside: Math.round(proposed.metresOutside),
      ...{ silentSince: instantOrNull(silentSince), watched },
      ...{ draughtMetres: ship.draughtMetres, destination: ship.destination, eta: ship.eta },
      staticAt: instantOrNull(ship.staticAt),
    },
    ...{ withdrawn: false, corrections: [] },
  };
}

/** A call that begins with an event. */
export function callOf({ ship }: ProposedEvent, event: PortCallEvent, orgId: string): PortCall | null {
  const stands = standing([event]);
  if (!stands) return null;
  const { mmsi, name, imo, simulated } = ship;
  return {
    ...{ id: randomUUID(), orgId, simulated, drill: false, mmsi, name, imo, ...stands },
    ...{ events: [event], omittedEvents: 0, gaps: [], revision: 1 },
  };
}

/** [AIS64] The call with its silence begun or ended; itself when there is nothing to change. */
export function withGap(call: PortCall, change: { since: number } | { until: number }): PortCall {
  const last = call.gaps.at(-1);
  const isOpen = last?.until === null;
  const gaps: PortCallGap[] = [...call.gaps];
  if ('since' in change && !isOpen) gaps.push({ since: toInstant(change.since), until: null });
  else if ('until' in change && isOpen) gaps.splice(-1, 1, { since: last.since, until: toInstant(change.until) });
  else return call;
  return { ...call, gaps: gaps.slice(-MOST_GAPS), revision: call.revision + 1 };
}
