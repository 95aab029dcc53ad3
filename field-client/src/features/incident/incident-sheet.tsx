import './incident.css';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { IncidentView } from '@haigang/shared/features/incident/incident.model';
import { beijingTime } from '@haigang/shared/kernel/time';
import { useConnection, useEntities } from '@haigang/shared/web/connection';
import { IncidentFiles, useIncidentFiles } from '@haigang/shared/web/evidence';
import { inLanguage } from '@haigang/shared/web/i18n';
import { logActor, logText, useIncidentLog } from '@haigang/shared/web/incident';
import { Dialog, elapsed, LevelMark, useServerNow } from '@haigang/shared/web/ui';
import { inReadingOrder } from './reading-order.js';

/** [INC14] The file of an incident that this person may read, to look at: what, where, how far, and its whole log. */
function IncidentSheet({ incident, onClose }: { incident: IncidentView; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const now = useServerNow(useConnection().serverNow);
  const rows = useIncidentLog(incident.id);
  const files = useIncidentFiles(incident.id, true);
  const [looks, setLooks] = useState(false);
  const { position, stamps } = incident;
  const closed = stamps.tClosed;
  return (
    <Dialog wide title={`${t(`kind.${incident.kind}`)} · ${incident.summary}`} onClose={onClose}>
      <dl className="incident-facts">
        <dt>{t('incident.number')}</dt>
        <dd className="n">{incident.number}</dd>
        <dt>{t('incident.level')}</dt>
        <dd>
          <LevelMark level={incident.eventLevel} />
        </dd>
        <dt>{t('incident.stateLabel')}</dt>
        <dd>{t(`state.${incident.state}`)}</dd>
        <dt>{t('incident.elapsed')}</dt>
        <dd className="n">{elapsed((closed ? Date.parse(closed) : now) - Date.parse(incident.stamps.tAlarm))}</dd>
        <dt>{t('incident.reporter')}</dt>
        <dd>{inLanguage(incident.reporterName)}</dd>
        <dt>{t('incident.place')}</dt>
        <dd className={position ? 'n' : undefined}>
          {position ? `${position.lat.toFixed(4)}, ${position.lon.toFixed(4)}` : t('incident.locationUnknown')}
        </dd>
      </dl>
      <button type="button" className="btn tall" onClick={() => setLooks(true)}>
        {t('evidence.title')} <span className="n">{files.length}</span>
      </button>
      {looks ? <IncidentFiles files={files} onClose={() => setLooks(false)} /> : null}
      <h3>{t('incident.log')}</h3>
      <ol className="incident-rows">
        {rows.map((entry) => (
          <li key={entry.id}>
            <b className="n t2">{beijingTime(Date.parse(entry.at))}</b> <span className="t2">{logActor(entry)}</span>{' '}
            {logText(entry)}
          </li>
        ))}
      </ol>
    </Dialog>
  );
}

/** The number of the incident of a call; a press opens its file where this person may read it. */
export function IncidentChip({ incidentId, children }: { incidentId: string; children: ReactNode }): ReactNode {
  const { t } = useTranslation();
  const incident = useEntities((state) => state.incident.get(incidentId));
  const [open, setOpen] = useState(false);
  if (!incident) return <span className="chip">{children}</span>;
  return (
    <>
      <button type="button" className="chip incident-chip" title={t('incident.openFile')} onClick={() => setOpen(true)}>
        {children} ›
      </button>
      {open ? <IncidentSheet incident={incident} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

/** So many at first; the others when asked for. */
const AT_FIRST = 5;

/** The incidents this person may read, running ones first, the newest first; nothing where there is none. */
export function IncidentCard(): ReactNode {
  const { t } = useTranslation();
  const incidents = useReadable();
  const [all, setAll] = useState(false);
  const [openId, setOpenId] = useState<string | null>(null);
  const open = incidents.find((one) => one.id === openId);
  if (incidents.length === 0) return null;
  return (
    <section className="card">
      <h2 className="row">
        {t('incident.files')} <span className="sp" /> <span className="n">{incidents.length}</span>
      </h2>
      <ul className="incident-list">
        {incidents.slice(0, all ? undefined : AT_FIRST).map((incident) => (
          <li key={incident.id}>
            <button type="button" className="btn tall" onClick={() => setOpenId(incident.id)}>
              <LevelMark level={incident.eventLevel} words={false} />
              <span className="sp">
                <b>
                  {t(`kind.${incident.kind}`)} · {incident.summary}
                </b>
                <small className="t2 n">
                  {incident.number} · {t(`state.${incident.state}`)}
                </small>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {all || incidents.length <= AT_FIRST ? null : (
        <button type="button" className="btn tall" onClick={() => setAll(true)}>
          {t('incident.allFiles', { count: incidents.length })}
        </button>
      )}
      {open ? <IncidentSheet incident={open} onClose={() => setOpenId(null)} /> : null}
    </section>
  );
}

function useReadable(): readonly IncidentView[] {
  const incidents = useEntities((state) => state.incident);
  return inReadingOrder([...incidents.values()]);
}
