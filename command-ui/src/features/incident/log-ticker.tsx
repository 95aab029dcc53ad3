import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { beijingTime } from '@haigang/shared/kernel/time';
import { seesEveryIncident } from '@haigang/shared/features/incident/incident.rules';
import { useEntityList, usePrincipalIs } from '@haigang/shared/web/connection';
import { logActor, logText } from '@haigang/shared/web/incident';
import { Icon } from '@haigang/shared/web/ui';

const SHOWN = 6;

/** 指挥日志: the newest rows, of one incident or of all; of all each with whose it is. */
export function LogTicker({ incidentId }: { incidentId: string | null }): ReactNode {
  const { t } = useTranslation();
  const numbers = new Map(useEntityList('incident').map(({ id, number }) => [id, number]));
  const seesAll = usePrincipalIs(seesEveryIncident);
  const rows = useEntityList('incident-log')
    .filter((entry) => incidentId === null || entry.incidentId === incidentId)
    .toSorted((a, b) => b.at.localeCompare(a.at))
    .slice(0, SHOWN);
  return (
    <footer className="p ticker row">
      <Icon name="list" />
      <b className="nw">{t('incident.log')}</b>
      {rows.length === 0 ? (
        <span className="t2">{t(seesAll ? 'incident.logEmpty' : 'incident.logNoneOfYours')}</span>
      ) : null}
      {rows.map((entry) => {
        const text = logText(entry);
        const number = incidentId === null ? (numbers.get(entry.incidentId) ?? '') : '';
        return (
          <span key={entry.id} className="nw">
            <b className="n t2">{beijingTime(Date.parse(entry.at))}</b>{' '}
            {text.includes(number) ? null : <span className="n t2">{number} </span>}
            {logActor(entry)} {text}
          </span>
        );
      })}
    </footer>
  );
}
