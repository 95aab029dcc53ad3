import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { beijingTime } from '@haigang/shared/kernel/time';
import { useConnection, useEntityList } from '@haigang/shared/web/connection';
import { inLanguage } from '@haigang/shared/web/i18n';
import { elapsed, Icon, useServerNow } from '@haigang/shared/web/ui';

/** Orders of one incident and who has confirmed; an unconfirmed one shows its age until it is. */
export function DispatchPanel({ incidentId }: { incidentId: string }): ReactNode {
  const { t } = useTranslation();
  const now = useServerNow(useConnection().serverNow);
  const orders = useEntityList('dispatch').filter((order) => order.incidentId === incidentId);
  if (orders.length === 0) return null;
  return (
    <section className="p">
      {orders.map((order) => (
        <div key={order.id}>
          <header className="ph">
            <h2>
              {t('dispatch.team')} · {order.task}
            </h2>
            <span className="sp" />
            <span className="t2 n">
              {t('dispatch.acks', {
                done: order.members.filter((member) => member.confirmedAt !== null).length,
                all: order.members.length,
              })}
            </span>
          </header>
          <ul className="rows">
            {order.members.map((member) => (
              <li key={member.principalId} className="row">
                {member.confirmedAt ? <Icon name="check" size={18} /> : <Icon name="clock" size={18} />}
                {inLanguage(member.name)}
                <span className="sp" />
                <span className={member.confirmedAt ? 't2 n' : 'b n'}>
                  {member.onSceneAt
                    ? t('dispatch.onSceneAt', { time: beijingTime(Date.parse(member.onSceneAt)) })
                    : member.confirmedAt
                      ? t('dispatch.confirmed', { time: beijingTime(Date.parse(member.confirmedAt)) })
                      : t('dispatch.waiting', { elapsed: elapsed(now - Date.parse(order.issuedAt)) })}
                </span>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}
