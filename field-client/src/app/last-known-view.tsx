import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { beijingTime } from '@haigang/shared/kernel/time';
import { useConnection } from '@haigang/shared/web/connection';
import { ackOutboxOf } from '@haigang/shared/web/decision';
import { keptMessages } from '@haigang/shared/web/exchange';
import { inLanguage } from '@haigang/shared/web/i18n';
import { elapsed, Fresh, useServerNow } from '@haigang/shared/web/ui';
import { lastKnown, type LastKnown } from '../platform/last-known.js';

const time = (at: string): string => beijingTime(Date.parse(at));

/** [SHELL5] While the centre is not reached: what still waits on this device, and what was known, with its age. */
export function LastKnownView(): ReactNode {
  const { t } = useTranslation();
  const connection = useConnection();
  const [known] = useState(lastKnown);
  const [messages] = useState(() => (known ? keptMessages(known.principalId) : []));
  const now = useServerNow(connection.serverNow);
  const acks = useStore(ackOutboxOf(connection).state, ({ waiting }) => waiting);
  if (!known) return null;
  const pressed = acks.filter(({ principalId }) => principalId === known.principalId);
  const nothing = known.orders.length + known.tasks.length === 0 && known.request === null;
  return (
    <>
      {pressed.length + messages.length > 0 ? (
        <section className="card queued">
          <h2 className="row">
            {t('field.queued')} <span className="sp" /> <span className="n">{pressed.length + messages.length}</span>
          </h2>
          <p className="t2">{t('field.queuedHint')}</p>
          {messages.map((message) => (
            <p key={message.id} className="row">
              <span className="n t2">{time(message.writtenAt)}</span>
              <span className="sp">{message.text || message.files.map(({ name }) => name).join(' · ')}</span>
            </p>
          ))}
          {pressed.map(({ decisionId, pressedAt }) => (
            <p key={decisionId} className="row">
              <span className="n t2">{time(pressedAt)}</span>
              <span className="sp">
                {t('field.queuedSign', {
                  number: known.orders.find(({ id }) => id === decisionId)?.number ?? '',
                })}
              </span>
            </p>
          ))}
        </section>
      ) : null}
      <p className="row">
        <b>{inLanguage(known.name)}</b>
        <span className="sp" />
        <Fresh value={{ kind: 'stale', at: Date.parse(known.at) }} label={t('conference.centreShort')} />
      </p>
      <p className="linkbar" role="note">
        {t('field.knownAge', { elapsed: elapsed(now - Date.parse(known.at)) })}
      </p>
      {nothing ? <p className="t2">{t('field.knownNothing')}</p> : null}
      {known.request ? (
        <section className="card">
          <h2>{t('field.knownRequest')}</h2>
          <p className="row">
            <span className="n t2">{time(known.request.requestedAt)}</span>
            <span className="sp">{known.request.reason}</span>
          </p>
        </section>
      ) : null}
      {known.orders.map((order) => (
        <KnownOrder key={order.id} order={order} pressed={pressed.some(({ decisionId }) => decisionId === order.id)} />
      ))}
      {known.tasks.map((task) => (
        <section key={task.id} className="card">
          <h2>
            {t('dispatch.mine')} · <span className="n">{task.incidentNumber}</span>
          </h2>
          <p>{task.task}</p>
          <p className="t2">
            {task.ppeLevel} · {task.rendezvous}
          </p>
        </section>
      ))}
    </>
  );
}

function KnownOrder({ order, pressed }: { order: LastKnown['orders'][number]; pressed: boolean }): ReactNode {
  const { t } = useTranslation();
  return (
    <article className="card order">
      <h2>
        {t('decision.order')} #{order.number} · <span className="n">{order.incidentNumber}</span>
      </h2>
      <p className="decision-text">{order.text}</p>
      {order.dueAt ? <p className="t2 n">{t('field.knownDue', { time: time(order.dueAt) })}</p> : null}
      <p className="b">
        {order.ackedAt
          ? t('decision.signed', { time: time(order.ackedAt) })
          : t(pressed ? 'decision.queued' : 'field.knownUnsigned')}
      </p>
    </article>
  );
}
