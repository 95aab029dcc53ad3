import './decision.css';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DecisionView } from '@haigang/shared/features/decision/decision.model';
import { openOrdersOf, orderAge } from '@haigang/shared/features/decision/decision.rules';
import { unsignedOrderSeconds } from '@haigang/shared/features/decision/decision.settings';
import { settingMs } from '@haigang/shared/kernel/settings';
import { useConnection, useEntities, useEntityList, useSettings } from '@haigang/shared/web/connection';
import { elapsed, useServerNow } from '@haigang/shared/web/ui';
import { showIncident } from '../../app/view.js';
import { DecisionDialog } from './decision-dialog.js';

/** [DEC9] 未闭环指令: every order that is out and not closed, of all incidents, the oldest first; nothing while there is none. */
export function OpenOrders(): ReactNode {
  const { t } = useTranslation();
  const orders = openOrdersOf(useEntityList('decision'));
  const incidents = useEntities((state) => state.incident);
  const [openId, setOpenId] = useState<string | null>(null);
  const open = orders.find((order) => order.id === openId);
  // Whoever is addressed need not be one who reads the incident.
  const show = (order: DecisionView): void =>
    incidents.has(order.incidentId) ? showIncident(order.incidentId) : setOpenId(order.id);
  if (orders.length === 0) return null;
  return (
    <section className="p open-orders" aria-label={t('decision.openOrders')}>
      <header className="ph">
        <h2>{t('decision.openOrders')}</h2>
        <span className="sp" />
        <b className="n">{orders.length}</b>
      </header>
      <ul className="rows">
        {orders.map((order) => (
          <li key={order.id}>
            <OrderLine order={order} onOpen={show} />
          </li>
        ))}
      </ul>
      {open ? <DecisionDialog sheet={open} onClose={() => setOpenId(null)} /> : null}
    </section>
  );
}

/** One order: which, what, how many have not signed, how old; late when somebody's signature is. */
function OrderLine({ order, onOpen }: { order: DecisionView; onOpen: (order: DecisionView) => void }): ReactNode {
  const { t } = useTranslation();
  const now = useServerNow(useConnection().serverNow);
  const limit = settingMs(useSettings(), unsignedOrderSeconds);
  const unsigned = order.acks.all - order.acks.done;
  const age = orderAge(order, now);
  return (
    <button
      type="button"
      className={`line${unsigned > 0 && age > limit ? ' alarm' : ''}`}
      title={t('incident.select', { number: order.incidentNumber })}
      onClick={() => onOpen(order)}
    >
      <span className="sp">
        <b className="one-line">{order.text}</b>
        <small className="t2 n one-line">
          #{order.number} · {order.incidentNumber} ·{' '}
          {unsigned > 0 ? t('decision.unsignedCount', { count: unsigned }) : t('decision.allSigned')}
        </small>
      </span>
      <b className="n nw">{elapsed(age)}</b>
    </button>
  );
}

/** [DEC9] Said before an incident ends: its orders do not end with it. */
export function OpenOrdersWarning({ incidentId }: { incidentId: string }): ReactNode {
  const { t } = useTranslation();
  const now = useServerNow(useConnection().serverNow);
  const orders = openOrdersOf(useEntityList('decision')).filter((order) => order.incidentId === incidentId);
  if (orders.length === 0) return null;
  return (
    <div className="open-orders-warning" role="alert">
      <b>{t('decision.openAtEnd', { count: orders.length })}</b>
      <ul>
        {orders.map((order) => (
          <li key={order.id}>
            #{order.number} {order.text} <span className="n t2">{elapsed(orderAge(order, now))}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
