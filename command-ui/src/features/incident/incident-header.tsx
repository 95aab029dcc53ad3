import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { IncidentState, IncidentView } from '@haigang/shared/features/incident/incident.model';
import { useConnection } from '@haigang/shared/web/connection';
import { inLanguage } from '@haigang/shared/web/i18n';
import { elapsed, Icon, LevelMark, tell, useServerNow } from '@haigang/shared/web/ui';
import { showIncident } from '../../app/view.js';
import { DispatchDialog } from '../dispatch/dispatch-dialog.js';
import { GradeDialog } from './grade-dialog.js';

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
  const [dialog, setDialog] = useState<'grade' | 'dispatch' | null>(null);
  const close = (): void => setDialog(null);
  const acknowledge = async (): Promise<void> => {
    const { id, revision } = incident;
    const done = await tell(connection.call('incident:acknowledge', { id, revision }));
    if (done) connection.entities.upsert('incident', done);
  };
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
        <Progress state={incident.state} />
      </div>
      <div className="elapsed">
        <span className="t2">{t('incident.elapsed')}</span>
        <b className="n">{elapsed(now - Date.parse(incident.stamps.tAlarm))}</b>
      </div>
      <nav className="actions">
        {incident.can.acknowledge ? (
          <button type="button" className="btn pri" onClick={() => void acknowledge()}>
            {t('incident.acknowledge')}
          </button>
        ) : null}
        {incident.can.grade ? (
          <button type="button" className="btn" onClick={() => setDialog('grade')}>
            {t('incident.grade')}
          </button>
        ) : null}
        {incident.can.dispatch ? (
          <button type="button" className="btn" onClick={() => setDialog('dispatch')}>
            {t('incident.dispatch')}
          </button>
        ) : null}
        <button type="button" className="btn quiet" onClick={() => showIncident(null)}>
          {t('incident.back')} <kbd>Esc</kbd>
        </button>
      </nav>
      {dialog === 'grade' ? <GradeDialog incident={incident} onClose={close} /> : null}
      {dialog === 'dispatch' ? <DispatchDialog incident={incident} onClose={close} /> : null}
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
