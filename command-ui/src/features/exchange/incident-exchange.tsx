import type { ReactNode } from 'react';
import { useEntityList } from '@haigang/shared/web/connection';
import { ExchangePanel } from '@haigang/shared/web/exchange';
import './exchange.css';

/** The conversation of an incident's newest conference beside its log; after the end it is there to be read. */
export function IncidentExchange({ incidentId }: { incidentId: string }): ReactNode {
  const conference = useEntityList('conference')
    .filter((one) => one.incidentId === incidentId)
    .toSorted((a, b) => a.convenedAt.localeCompare(b.convenedAt))
    .at(-1);
  return conference ? <ExchangePanel key={conference.id} conference={conference} /> : null;
}
