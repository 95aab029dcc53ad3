import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { DecisionView } from '@haigang/shared/features/decision/decision.model';
import { beijingTime } from '@haigang/shared/kernel/time';
import { useConnection, useConnectionState } from '@haigang/shared/web/connection';
import { ackOutboxOf, FrozenText, OrderDue } from '@haigang/shared/web/decision';
import { inLanguage } from '@haigang/shared/web/i18n';
import { elapsed, Icon, tell, useServerNow } from '@haigang/shared/web/ui';

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
  const connection = useConnection();
  const now = useServerNow(connection.serverNow);
  const live = useConnectionState((state) => state.link.phase === 'live');
  const outbox = ackOutboxOf(connection);
  const waiting = useStore(outbox.state, (state) => state.waiting);
  const [busy, setBusy] = useState(false);
  const pressed = waiting.find((one) => one.decisionId === order.id && one.principalId === principalId);
  if (pressed) {
    return (
      <p className="linkbar column" role="status">
        <b>{live ? t('decision.sending') : t('decision.queued')}</b>
        <span>
          {beijingTime(Date.parse(pressed.pressedAt))} · {t('decision.queuedHint')}
        </span>
      </p>
    );
  }
  return (
    <button
      type="button"
      className="big inv sign"
      disabled={busy}
      onClick={() => {
        setBusy(true);
        void tell(outbox.press(order.id)).finally(() => setBusy(false));
      }}
    >
      <span>
        {t('decision.sign')}
        <small className="n">
          {t('decision.unsigned', { elapsed: elapsed(now - Date.parse(order.deployment?.at ?? '')) })}
        </small>
      </span>
    </button>
  );
}
