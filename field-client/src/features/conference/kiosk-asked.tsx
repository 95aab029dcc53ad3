import './asked-incident.css';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NEW_INCIDENT, type AskedIncident } from './asked-incident.js';

/** On a unit: which incident the next request is about; a press goes to the next one, the new incident among them. */
export function KioskAsked(props: {
  offered: readonly AskedIncident[];
  chosen: string;
  choose: (id: string) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { offered, chosen, choose } = props;
  if (offered.length === 0) return null;
  const all = [...offered.map((one) => one.id), NEW_INCIDENT];
  const next = all[(all.indexOf(chosen) + 1) % all.length] ?? NEW_INCIDENT;
  const incident = offered.find((one) => one.id === chosen);
  return (
    <button type="button" className="kiosk-asked" onClick={() => choose(next)}>
      <span>
        {incident ? (incident.summary ?? incident.number) : t('conference.newIncident')}
        <small>
          {incident
            ? `${incident.number} · ${t(`conference.askedWhy.${incident.why}`)}`
            : t('conference.newIncidentHint')}
        </small>
      </span>
      <em>{t('kiosk.otherIncident')}</em>
    </button>
  );
}
