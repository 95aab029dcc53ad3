import { useMemo, useRef, useState, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { hasRole } from '@haigang/shared/features/identity/identity.model';
import type { AlertShip, VesselAlert } from '@haigang/shared/features/vessel/vessel-alert.model';
import { ACKNOWLEDGING_ROLES, openVesselAlerts } from '@haigang/shared/features/vessel/vessel-alert.rules';
import { beijingTime } from '@haigang/shared/kernel/time';
import { useConnection, useEntityList, usePrincipalIs } from '@haigang/shared/web/connection';
import { useVesselFeed } from '@haigang/shared/web/feeds';
import { inLanguage } from '@haigang/shared/web/i18n';
import { elapsed, Icon, tell, useServerNow } from '@haigang/shared/web/ui';
import { showVessel } from '../../app/view.js';
import { alertWords } from './alert-words.js';
import './vessel-alerts.css';

/** [AIS79] 船舶告警: what the rules found and is open, beside the chart. */
export function VesselAlerts(): ReactNode {
  const { t } = useTranslation();
  const rows = useEntityList('vessel-alert');
  const alerts = useMemo(() => openVesselAlerts(rows), [rows]);
  const raised = alerts.filter(({ state }) => state === 'RAISED').length;
  return (
    <section className="p vessel-alerts" aria-label={t('vesselAlert.title')}>
      <header className="ph">
        <h2>{t('vesselAlert.title')}</h2>
        <span className="sp" />
        <span className="t2 n" role="status">
          {raised > 0 ? t('vesselAlert.raised', { count: raised }) : null}
        </span>
      </header>
      {alerts.length === 0 ? (
        <div className="empty">
          <b>{t('vesselAlert.none')}</b>
          {t('vesselAlert.noneHint')}
        </div>
      ) : (
        <ul className="rows">
          {alerts.map((alert) => (
            <AlertRow key={alert.id} alert={alert} />
          ))}
        </ul>
      )}
    </section>
  );
}

function AlertRow({ alert }: { alert: VesselAlert }): ReactNode {
  const { t } = useTranslation();
  const now = useServerNow(useConnection().serverNow);
  const isNew = alert.state === 'RAISED';
  return (
    <li className={isNew ? `is-${alert.severity}` : 'is-noted'}>
      <p className="row">
        {alert.severity === 'warning' ? <Icon name="alert" size={18} /> : null}
        <b className="sp">{t(`vesselAlert.rule.${alert.rule}`)}</b>
        {alert.simulated ? <span className="sim">{t('app.simulated')}</span> : null}
        <span className="t2 n nw" title={beijingTime(Date.parse(alert.raisedAt))}>
          {t('vessel.ago', { elapsed: elapsed(now - Date.parse(alert.raisedAt)) })}
        </span>
      </p>
      <p className="t2 words">{alertWords(alert, t, inLanguage)}</p>
      <div className="row">
        <span className="ships sp">
          {alert.ships.map((ship) => (
            <ShipButton key={ship.mmsi} ship={ship} />
          ))}
        </span>
        {isNew ? <AcknowledgeButton alert={alert} /> : <NotedBy alert={alert} />}
      </div>
    </li>
  );
}

/** Shows where the ship is now; where she was, when she is in the picture no more. */
function ShipButton({ ship }: { ship: AlertShip }): ReactNode {
  const { t } = useTranslation();
  const vessel = useVesselFeed((state) => state.vessels.get(ship.mmsi));
  const name = vessel?.name ?? ship.name ?? ship.mmsi;
  return (
    <button
      type="button"
      className="ship"
      title={t('vesselAlert.show', { name })}
      onClick={() => showVessel(ship.mmsi, vessel?.position ?? ship.position)}
    >
      {name}
    </button>
  );
}

function AcknowledgeButton({ alert }: { alert: VesselAlert }): ReactNode {
  const { t } = useTranslation();
  const connection = useConnection();
  const [busy, setBusy] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const may = usePrincipalIs((principal) => hasRole(principal, ...ACKNOWLEDGING_ROLES));
  if (!may) return null;
  const acknowledge = async (): Promise<void> => {
    // The change may be told before the answer comes; then the button is gone with what it was for.
    const row = button.current?.closest('li');
    setBusy(true);
    const changed = await tell(connection.call('vessel:acknowledge-alert', { id: alert.id }));
    setBusy(false);
    if (!changed) return;
    flushSync(() => connection.entities.upsert('vessel-alert', changed));
    // Who works by the keyboard stays at the alert.
    const { activeElement } = document;
    if (activeElement === document.body || row?.contains(activeElement)) row?.querySelector('button')?.focus();
  };
  return (
    <button ref={button} type="button" className="btn" disabled={busy} onClick={() => void acknowledge()}>
      {t('distress.noted')}
    </button>
  );
}

function NotedBy({ alert }: { alert: VesselAlert }): ReactNode {
  const { t } = useTranslation();
  return (
    <span className="t3 n">
      {t('distress.notedBy', {
        name: alert.acknowledgedByName ? inLanguage(alert.acknowledgedByName) : '',
        time: alert.acknowledgedAt ? beijingTime(Date.parse(alert.acknowledgedAt)) : '',
      })}
    </span>
  );
}
