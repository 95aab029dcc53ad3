import './asked-incident.css';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NEW_INCIDENT, type AskedIncident } from './asked-incident.js';

/** 会议用于哪个事件: the incidents he has to do with, and a new one. Nothing to choose, nothing shown. */
export function AskedIncidentChoice(props: {
  offered: readonly AskedIncident[];
  chosen: string;
  onChoose: (id: string) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { offered, chosen, onChoose } = props;
  if (offered.length === 0) return null;
  const row = (id: string, title: string, hint: string): ReactNode => (
    <label key={id} className={id === chosen ? 'on' : ''}>
      <input type="radio" name="incident" className="sr" checked={id === chosen} onChange={() => onChoose(id)} />
      <b>{title}</b>
      <span className="t2">{hint}</span>
    </label>
  );
  return (
    <fieldset className="asked-on">
      <legend>{t('conference.askedOn')}</legend>
      {offered.map((one) =>
        row(one.id, one.summary ?? one.number, `${one.number} · ${t(`conference.askedWhy.${one.why}`)}`),
      )}
      {row(NEW_INCIDENT, t('conference.newIncident'), t('conference.newIncidentHint'))}
    </fieldset>
  );
}
