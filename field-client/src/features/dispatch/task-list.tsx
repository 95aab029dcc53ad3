import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Dispatch, DispatchMember } from '@haigang/shared/features/dispatch/dispatch.model';
import type { Me } from '@haigang/shared/features/identity/identity.protocol';
import { beijingTime } from '@haigang/shared/kernel/time';
import { useConnection, useEntityList } from '@haigang/shared/web/connection';
import { inLanguage } from '@haigang/shared/web/i18n';
import { elapsed, tell, useServerNow } from '@haigang/shared/web/ui';
import type { Duty } from '../identity/duty.js';

/** An older position does not show that somebody is there now: a new one is asked for. */
const FRESH_MS = 60_000;

/** 我的任务: newest first; confirm, then report on scene. */
export function TaskList({ me, duty }: { me: Me; duty: Duty }): ReactNode {
  const { t } = useTranslation();
  const mine = useEntityList('dispatch')
    .filter((order) => order.members.some((member) => member.principalId === me.principal.id))
    .toSorted((a, b) => b.issuedAt.localeCompare(a.issuedAt));
  return (
    <section className="card">
      <h2 className="row">
        {t('dispatch.mine')} <span className="sp" /> <span className="n">{mine.length}</span>
      </h2>
      {mine.length === 0 ? (
        <div className="empty">
          <b>{t('dispatch.none')}</b>
          {t('dispatch.noneHint')}
        </div>
      ) : null}
      {mine.map((order) => {
        const member = order.members.find((one) => one.principalId === me.principal.id);
        return member ? <Task key={order.id} order={order} member={member} duty={duty} /> : null;
      })}
    </section>
  );
}

function Task({ order, member, duty }: { order: Dispatch; member: DispatchMember; duty: Duty }): ReactNode {
  const { t } = useTranslation();
  const connection = useConnection();
  const now = useServerNow(connection.serverNow);
  const [busy, setBusy] = useState(false);
  const run = async (task: () => Promise<Dispatch>): Promise<void> => {
    setBusy(true);
    const changed = await tell(task());
    if (changed) connection.entities.upsert('dispatch', changed);
    setBusy(false);
  };
  const onScene = async (): Promise<Dispatch> => {
    const where = (await duty.locate({ notOlderThanMs: FRESH_MS })) ?? { reason: t('dispatch.noPositionDefault') };
    return connection.call('dispatch:report-on-scene', { id: order.id, ...where });
  };
  return (
    <article className="task">
      <div className="sp">
        <b>{order.task}</b>
        <p className="t2">
          {order.incidentNumber} · {order.rendezvous} · {t(`ppe.${order.ppeLevel}`)}
        </p>
        <p className="t3 n">
          {inLanguage(order.issuedByName)} · {beijingTime(Date.parse(order.issuedAt))}
          {member.confirmedAt
            ? ` · ${t('dispatch.confirmed', { time: beijingTime(Date.parse(member.confirmedAt)) })}`
            : ''}
          {member.onSceneAt ? ` · ${t('dispatch.onSceneAt', { time: beijingTime(Date.parse(member.onSceneAt)) })}` : ''}
        </p>
      </div>
      {member.confirmedAt === null ? (
        <button
          type="button"
          className="btn inv tall"
          disabled={busy}
          onClick={() => void run(() => connection.call('dispatch:confirm', { id: order.id }))}
        >
          {t('dispatch.confirm')}
          <small className="n">{elapsed(now - Date.parse(order.issuedAt))}</small>
        </button>
      ) : member.onSceneAt === null ? (
        <button type="button" className="btn pri tall" disabled={busy} onClick={() => void run(onScene)}>
          {t('dispatch.onScene')}
        </button>
      ) : null}
    </article>
  );
}
