import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Addressee, DecisionView } from '../../features/decision/decision.model.js';
import { unsignedOrderSeconds } from '../../features/decision/decision.settings.js';
import { settingMs } from '../../kernel/settings.js';
import { beijingTime } from '../../kernel/time.js';
import { useConnection, useSettings } from '../connection/index.js';
import { inLanguage } from '../i18n/index.js';
import { elapsed, Icon, useServerNow } from '../ui/index.js';

/** [DEC9] One row per addressee; the unsigned one is bold with its waiting time, and an alarm from the site's limit on. */
export function OrderRows({ order }: { order: DecisionView }): ReactNode {
  const { t } = useTranslation();
  const now = useServerNow(useConnection().serverNow);
  const limit = settingMs(useSettings(), unsignedOrderSeconds);
  const since = order.deployment ? Date.parse(order.deployment.at) : now;
  /** Unsigned first: on a small panel they are what must be seen. */
  const rank = (one: Addressee): string => one.ackedAt ?? '';
  return (
    <ul className="rows order-rows">
      {order.addressees
        .toSorted((a, b) => rank(a).localeCompare(rank(b)))
        .map((one) => {
          const late = one.ackedAt === null && order.state === 'DEPLOYED' && now - since > limit;
          return (
            <li key={one.principalId} className={`row${late ? ' alarm' : ''}`}>
              <Icon name={one.ackedAt ? 'check' : 'clock'} size={18} />
              <span className={one.ackedAt ? 't2' : 'b'}>{inLanguage(one.name)}</span>
              <span className="sp" />
              <span className={one.ackedAt ? 't2 n' : 'b n'}>
                {one.ackedAt
                  ? t('decision.acked', { time: beijingTime(Date.parse(one.ackedAt)) })
                  : t('decision.unsigned', { elapsed: elapsed(now - since) })}
              </span>
            </li>
          );
        })}
    </ul>
  );
}

/** When the order is due, or by how much it is over. */
export function OrderDue({ order }: { order: DecisionView }): ReactNode {
  const { t } = useTranslation();
  const now = useServerNow(useConnection().serverNow);
  if (!order.deployment?.dueAt) return null;
  const due = Date.parse(order.deployment.dueAt);
  if (order.closure || now < due) {
    return <span className="t2 n">{t('decision.dueAt', { time: beijingTime(due) })}</span>;
  }
  return <span className="alarm due n">{t('decision.overdue', { elapsed: elapsed(now - due) })}</span>;
}
