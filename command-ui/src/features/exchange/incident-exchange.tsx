import type { ReactNode } from 'react';
import { hasRole } from '@haigang/shared/features/identity/identity.model';
import { useConnectionState, useEntityList } from '@haigang/shared/web/connection';
import { ExchangePanel } from '@haigang/shared/web/exchange';
import './exchange.css';

/** The conversation of an incident's newest conference beside its log; after the end it is there to be read. */
export function IncidentExchange({ incidentId }: { incidentId: string }): ReactNode {
  const conference = useEntityList('conference')
    .filter((one) => one.incidentId === incidentId)
    .toSorted((a, b) => a.convenedAt.localeCompare(b.convenedAt))
    .at(-1);
  const wall = useConnectionState(({ me }) => me !== null && hasRole(me.principal, 'display'));
  // [EXC3] What is said is not for a wall: the log has its place there.
  return conference && !wall ? <ExchangePanel key={conference.id} conference={conference} /> : null;
}
