import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DecisionView } from '@haigang/shared/features/decision/decision.model';
import { beijingTime } from '@haigang/shared/kernel/time';
import { useConnection } from '@haigang/shared/web/connection';
import { FrozenText, OrderDue, useAcknowledgement } from '@haigang/shared/web/decision';
import { inLanguage } from '@haigang/shared/web/i18n';
import { elapsed, Icon, useServerNow } from '@haigang/shared/web/ui';

/** An order on the device it is addressed to: the text, and one button until the centre has the acknowledgement. */
export function OrderCard({ order, principalId }: { order: DecisionView; principalId: string }): ReactNode {
  const { t } = useTranslation();
  const { deployment } = order;
  const mine = order.addressees.find((one) => one.principalId === principalId);
  return (
    <article className="card order">
      <h2 className="row">
        {t('decision.order')} #{order.number} <span className="sp" />
        <OrderDue order={order} />
      </h2>
      {deployment ? (
        <p className="t2 n">
          {t('decision.fromIncident', {
            number: order.incidentNumber,
            name: inLanguage(deployment.byName),
            time: beijingTime(Date.parse(deployment.at)),
          })}
        </p>
      ) : null}
      <FrozenText sheet={order} />
      {order.supersededBy ? (
        <p className="linkbar">{t('decision.replacedBy', { number: order.supersededBy.number })}</p>
      ) : mine?.ackedAt ? (
        <p className="row b" role="status">
          <Icon name="check" /> {t('decision.signed', { time: beijingTime(Date.parse(mine.ackedAt)) })}
        </p>
      ) : order.can.acknowledge ? (
        <SignButton order={order} principalId={principalId} />
      ) : null}
    </article>
  );
}

/** [DEC13] Pressed is not signed: until the centre has it, this says that the centre does not have it. */
function SignButton({ order, principalId }: { order: DecisionView; principalId: string }): ReactNode {
  const { t } = useTranslation();
  const now = useServerNow(useConnection().serverNow);
  const { pressed, busy, sign } = useAcknowledgement(order.id, principalId);
  if (pressed) {
    return (
      <p className="linkbar column" role="status">
        <b>{pressed.status}</b>
        <span>
          {beijingTime(Date.parse(pressed.pressedAt))} · {t('decision.queuedHint')}
        </span>
      </p>
    );
  }
  return (
    <button type="button" className="big inv sign" disabled={busy} onClick={sign}>
      <span>
        {t('decision.sign')}
        <small className="n">
          {t('decision.unsigned', { elapsed: elapsed(now - Date.parse(order.deployment?.at ?? '')) })}
        </small>
      </span>
    </button>
  );
}
