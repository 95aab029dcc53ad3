import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { beijingTime } from '@haigang/shared/kernel/time';
import type { IncidentState, IncidentView } from '@haigang/shared/features/incident/incident.model';
import { gradingDueAt } from '@haigang/shared/features/incident/incident.rules';
import { useConnection } from '@haigang/shared/web/connection';
import { inLanguage } from '@haigang/shared/web/i18n';
import { elapsed, Icon, LevelMark, useServerNow } from '@haigang/shared/web/ui';
import { IncidentActions } from './incident-actions.js';

const STEPS: readonly IncidentState[] = [
  'REPORTED',
  'ACKNOWLEDGED',
  'GRADED',
  'DISPATCHED',
  'ON_SCENE',
  'CONTROLLED',
  'CLOSED',
];

/** Level, what and where, how far, how long; and what this person may do now. */
export function IncidentHeader({ incident }: { incident: IncidentView }): ReactNode {
  const { t } = useTranslation();
  const connection = useConnection();
  const now = useServerNow(connection.serverNow);
  const due = gradingDueAt(incident);
  return (
    <header className="p incident-header">
      <div className={`levelbox l${incident.eventLevel ?? '0'}`}>
        <LevelMark level={incident.eventLevel} size={48} />
      </div>
      <div className="sp what">
        <h2>
          {t(`kind.${incident.kind}`)} · {incident.summary}
        </h2>
        <p className="t2">
          <span className="n">{incident.number}</span> · {t('incident.reporter')} {inLanguage(incident.reporterName)} ·{' '}
          {incident.position ? (
            <span className="n">
              {incident.position.lat.toFixed(4)}, {incident.position.lon.toFixed(4)}
            </span>
          ) : (
            t('incident.locationUnknown')
          )}
        </p>
        {due === null ? (
          <Progress state={incident.state} />
        ) : (
          <p className="linkbar" role="status">
            {now < due
              ? t('incident.gradeDue', { time: beijingTime(due), left: elapsed(due - now) })
              : t('incident.gradeOverdue', { time: beijingTime(due), over: elapsed(now - due) })}
          </p>
        )}
      </div>
      <div className="elapsed">
        <span className="t2">{t('incident.elapsed')}</span>
        <b className="n">{elapsed(now - Date.parse(incident.stamps.tAlarm))}</b>
      </div>
      <IncidentActions incident={incident} />
    </header>
  );
}

function Progress({ state }: { state: IncidentState }): ReactNode {
  const { t } = useTranslation();
  const reached = Math.max(STEPS.indexOf(state), state === 'VERIFYING' ? 1 : -1, state === 'AFTERCARE' ? 5 : -1);
  return (
    <ol className="progress">
      {STEPS.map((step, at) => (
        <li
          key={step}
          className={at === reached ? 'now' : at < reached ? 'done' : ''}
          aria-current={at === reached ? 'step' : undefined}
        >
          {at <= reached ? <Icon name="check" size={16} /> : null}
          {t(`state.${at === reached ? state : step}`)}
        </li>
      ))}
    </ol>
  );
}
