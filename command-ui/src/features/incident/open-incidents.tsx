import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EventLevel } from '@haigang/shared/features/incident/incident.model';
import { FINAL_STATES, mayReportIncidents, seesEveryIncident } from '@haigang/shared/features/incident/incident.rules';
import { isRungFor } from '@haigang/shared/features/conference/conference.rules';
import { hasRole } from '@haigang/shared/features/identity/identity.model';
import type { Me } from '@haigang/shared/features/identity/identity.protocol';
import { useConnection, useConnectionState, useEntityList } from '@haigang/shared/web/connection';
import { elapsed, Fresh, LevelMark, useServerNow } from '@haigang/shared/web/ui';
import { showIncident } from '../../app/view.js';
import { ReportDialog } from './report-dialog.js';

/** 未结事件 by level and newest first; one click or Enter opens the incident. */
export function OpenIncidents({ me }: { me: Me }): ReactNode {
  const { t } = useTranslation();
  const connection = useConnection();
  const link = useConnectionState((state) => state.link);
  const now = useServerNow(connection.serverNow);
  const scope = seesEveryIncident(me.principal) ? 'all' : hasRole(me.principal, 'lab') ? 'health' : 'own';
  const [reporting, setReporting] = useState(false);
  const open = useEntityList('incident')
    .filter((incident) => !FINAL_STATES.includes(incident.state))
    .toSorted((a, b) => b.stamps.tAlarm.localeCompare(a.stamps.tAlarm));
  return (
    <section className="p incidents">
      <header className="ph">
        <h2>{t('incident.open')}</h2>
        {mayReportIncidents(me.principal) ? (
          <button type="button" className="btn quiet" onClick={() => setReporting(true)}>
            {t('wall.report')}
          </button>
        ) : null}
        <Fresh value={link.phase === 'live' ? { kind: 'live' } : { kind: 'offline' }} />
      </header>
      {scope === 'all' ? null : <p className="scope t2">{t(`incident.scope.${scope}`)}</p>}
      <div className="levels">
        {EventLevel.options.map((level) => (
          <div key={level}>
            <LevelMark level={level} size={28} words={false} />
            <b className="n">{open.filter((incident) => incident.eventLevel === level).length}</b>
            <span className="t2">{t(`level.${level}`)}</span>
          </div>
        ))}
      </div>
      {open.length === 0 ? (
        <div className="empty">
          <b>{t(scope === 'all' ? 'incident.none' : 'incident.noneOfYours')}</b>
          {isRungFor(me.principal) ? t('incident.noneHint') : null}
        </div>
      ) : null}
      <ul className="rows">
        {open.map((incident) => (
          <li key={incident.id}>
            <button
              type="button"
              className="line"
              onClick={() => showIncident(incident.id)}
              title={t('incident.select', { number: incident.number })}
            >
              <LevelMark level={incident.eventLevel} words={false} />
              <span className="sp">
                <b>{incident.kind === 'unclassified' ? incident.summary : t(`kind.${incident.kind}`)}</b>
                <span className="t3 n">
                  {incident.number} · {elapsed(now - Date.parse(incident.stamps.tAlarm))}
                </span>
              </span>
              <span className={incident.state === 'REPORTED' ? 'tag solid blink' : 'tag'}>
                {t(`state.${incident.state}`)}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {reporting ? <ReportDialog onClose={() => setReporting(false)} /> : null}
    </section>
  );
}
