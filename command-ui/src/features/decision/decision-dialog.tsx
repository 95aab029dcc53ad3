import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DecisionView } from '@haigang/shared/features/decision/decision.model';
import { countOpinions } from '@haigang/shared/features/decision/decision.rules';
import { beijingTime } from '@haigang/shared/kernel/time';
import { useConnection, useConnectionState } from '@haigang/shared/web/connection';
import { FrozenText, OpinionForm, OpinionList, OrderDue, OrderRows } from '@haigang/shared/web/decision';
import { inLanguage } from '@haigang/shared/web/i18n';
import { Dialog, tell } from '@haigang/shared/web/ui';
import { DecideForm } from './decide-form.js';
import { DeployForm } from './deploy-form.js';
import { SheetEdit } from './sheet-edit.js';

/** One sheet, live: the words, what everybody says, and the next step of whoever looks at it. */
export function DecisionDialog({ sheet, onClose }: { sheet: DecisionView; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const principalId = useConnectionState((state) => state.me?.principal.id ?? '');
  const counts = countOpinions(sheet);
  const { can } = sheet;
  return (
    <Dialog
      wide
      title={`${t('decision.sheet')} #${sheet.number} · ${sheet.incidentNumber} · ${t(`decision.state.${sheet.state}`)}`}
      onClose={onClose}
    >
      <p className="t2 n">
        {t('decision.byAt', {
          name: inLanguage(sheet.proposed.byName),
          time: beijingTime(Date.parse(sheet.proposed.at)),
        })}{' '}
        · {t('decision.version', { version: sheet.version })}
        {sheet.supersedes ? ` · ${t('decision.replaces', { number: sheet.supersedes.number })}` : ''}
        {sheet.supersededBy ? ` · ${t('decision.replacedBy', { number: sheet.supersededBy.number })}` : ''}
      </p>
      <FrozenText sheet={sheet} />
      <div className="decision-columns">
        <section>
          <h3 className="row">
            {t('decision.opinions')} <span className="sp" />
            <span className="t2 n">
              {t('decision.counts', counts)}
              {counts.silent > 0 && sheet.approval === null ? ` · ${t('decision.silent', counts)}` : ''}
            </span>
          </h3>
          <OpinionList sheet={sheet} />
        </section>
        <section className="steps">
          {can.approve || can.reject ? <DecideForm sheet={sheet} /> : null}
          {can.revise ? <SheetEdit sheet={sheet} /> : null}
          {can.giveStance || can.giveText ? (
            <OpinionForm
              key={sheet.version}
              {...{ sheet, principalId }}
              secondary={can.approve || can.reject || can.deploy}
            />
          ) : null}
          {can.deploy ? <DeployForm sheet={sheet} /> : null}
          {sheet.deployment ? <OrderPart order={sheet} principalId={principalId} /> : null}
          {sheet.closure?.note ? <p className="linkbar">{sheet.closure.note}</p> : null}
        </section>
      </div>
    </Dialog>
  );
}

function OrderPart({ order, principalId }: { order: DecisionView; principalId: string }): ReactNode {
  const { t } = useTranslation();
  const connection = useConnection();
  const [busy, setBusy] = useState(false);
  const run = async (task: Promise<DecisionView>): Promise<void> => {
    setBusy(true);
    const changed = await tell(task);
    if (changed) connection.entities.upsert('decision', changed);
    setBusy(false);
  };
  const { id, revision } = order;
  const owner = order.deployment?.byId === principalId;
  return (
    <>
      <h3 className="row">
        {t('decision.order')} <span className="n">{`${order.acks.done} / ${order.acks.all}`}</span>
        <span className="sp" />
        <OrderDue order={order} />
      </h3>
      <OrderRows order={order} />
      {order.can.acknowledge ? (
        <button
          type="button"
          className="btn inv"
          disabled={busy}
          onClick={() => void run(connection.call('decision:acknowledge', { id }))}
        >
          {t('decision.sign')}
        </button>
      ) : null}
      {order.can.complete ? (
        <button
          type="button"
          className="btn pri"
          disabled={busy}
          onClick={() => void run(connection.call('decision:complete', { id, revision }))}
        >
          {t('decision.complete')}
        </button>
      ) : owner && order.state === 'DEPLOYED' ? (
        <small className="t3">{t('decision.completeHint')}</small>
      ) : null}
    </>
  );
}
