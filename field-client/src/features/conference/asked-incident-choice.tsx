import './asked-incident.css';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NEW_INCIDENT, type AskedIncident } from './asked-incident.js';

/** So many rows leave the button below in sight on a small phone. */
const AT_FIRST = 2;

/**
 * 会议用于哪个事件: the incidents he has to do with, and a new one. Nothing to choose, nothing shown; of many the first and
 * the chosen one until he asks for all.
 */
export function AskedIncidentChoice(props: {
  offered: readonly AskedIncident[];
  chosen: string;
  onChoose: (id: string) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { offered, chosen, onChoose } = props;
  const [all, setAll] = useState(false);
  if (offered.length === 0) return null;
  const shown = all ? offered : offered.filter((one, at) => at < AT_FIRST || one.id === chosen);
  const hidden = offered.length - shown.length;
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
      {shown.map((one) =>
        row(one.id, one.summary ?? one.number, `${one.number} · ${t(`conference.askedWhy.${one.why}`)}`),
      )}
      {hidden > 0 ? (
        <button type="button" className="btn" onClick={() => setAll(true)}>
          {t('conference.moreIncidents', { count: hidden })}
        </button>
      ) : null}
      {row(NEW_INCIDENT, t('conference.newIncident'), t('conference.newIncidentHint'))}
    </fieldset>
  );
}
