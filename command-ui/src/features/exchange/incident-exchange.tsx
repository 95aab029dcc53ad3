import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { hasRole } from '@haigang/shared/features/identity/identity.model';
import { useEntityList, usePrincipalIs } from '@haigang/shared/web/connection';
import { ExchangePanel } from '@haigang/shared/web/exchange';
import { useDeskKey } from '../../app/keys.js';
import './exchange.css';

/** The conversation of an incident's newest conference beside its log; after the end it is there to be read. */
export function IncidentExchange({ incidentId }: { incidentId: string }): ReactNode {
  const { t } = useTranslation();
  const conference = useEntityList('conference')
    .filter((one) => one.incidentId === incidentId)
    .toSorted((a, b) => a.convenedAt.localeCompare(b.convenedAt))
    .at(-1);
  const wall = usePrincipalIs((principal) => hasRole(principal, 'display'));
  useDeskKey(
    { code: 'KeyN', text: t('keys.message'), run: () => document.querySelector<HTMLElement>('.xc-text')?.focus() },
    conference !== undefined && conference.state !== 'ENDED' && !wall,
  );
  // [EXC3] What is said is not for a wall: the log has its place there.
  return conference && !wall ? <ExchangePanel key={conference.id} conference={conference} /> : null;
}
