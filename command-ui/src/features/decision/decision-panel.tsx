import './decision.css';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DecisionView } from '@haigang/shared/features/decision/decision.model';
import { countOpinions, isOpenDecision, isOpenOrder, orderAge } from '@haigang/shared/features/decision/decision.rules';
import { FINAL_STATES } from '@haigang/shared/features/incident/incident.rules';
import type { IncidentView } from '@haigang/shared/features/incident/incident.model';
import { hasRole } from '@haigang/shared/features/identity/identity.model';
import { beijingTime } from '@haigang/shared/kernel/time';
import { useConnection, useConnectionState, useEntityList } from '@haigang/shared/web/connection';
import { firstWaiting, OrderDue, OrderRows, waitingFor } from '@haigang/shared/web/decision';
import { elapsed, useServerNow } from '@haigang/shared/web/ui';
import { useDeskKey } from '../../app/keys.js';
import { OpenToAnswer } from './asked-of-you-band.js';
import { DecisionDialog } from './decision-dialog.js';
import { ProposeDialog } from './propose-dialog.js';

/** The incident's sheets and orders: unclosed orders as cards with their age, the others as lines. */
export function DecisionPanel(props: { incidentId: string; incident: IncidentView | undefined }): ReactNode {
  const { t } = useTranslation();
  const { incidentId, incident } = props;
  const principal = useConnectionState((state) => state.me?.principal);
  const all = useEntityList('decision');
  const sheets = all.filter((sheet) => sheet.incidentId === incidentId).toSorted((a, b) => b.number - a.number);
  const [openId, setOpenId] = useState<string | null>(null);
  const [proposing, setProposing] = useState(false);
  const orders = sheets.filter(isOpenOrder);
  const pending = sheets.filter((sheet) => isOpenDecision(sheet) && !isOpenOrder(sheet));
  const over = sheets.filter((sheet) => !isOpenDecision(sheet));
  const mayPropose =
    principal && incident && hasRole(principal, 'commander', 'dispatcher') && !FINAL_STATES.includes(incident.state);
  const next = pending[0]?.id ?? null;
  useDeskKey(
    { code: 'KeyD', text: t('keys.decision'), run: () => (next === null ? setProposing(true) : setOpenId(next)) },
    mayPropose === true,
  );
  const open = sheets.find((sheet) => sheet.id === openId);
  const waiting = firstWaiting(waitingFor(all, principal?.id ?? ''), incidentId);
  const mine = waiting?.incidentId === incidentId ? waiting : undefined;
  if (sheets.length === 0 && mayPropose !== true) return null;
  return (
    <section className="p decisions">
      <header className="ph">
        <h2>{t('decision.title')}</h2>
        <span className="sp" />
        {mine ? <OpenToAnswer sheet={mine} keyed onOpen={() => setOpenId(mine.id)} /> : null}
        {mayPropose ? (
          <button type="button" className="btn" onClick={() => setProposing(true)}>
            {t('decision.propose')} <kbd>D</kbd>
          </button>
        ) : null}
      </header>
      <div className="scroll">
        {pending.map((sheet) => (
          <SheetLine key={sheet.id} sheet={sheet} onOpen={setOpenId} />
        ))}
        {orders.map((order) => (
          <OrderPanelCard key={order.id} order={order} onOpen={setOpenId} />
        ))}
        {over.map((sheet) => (
          <SheetLine key={sheet.id} sheet={sheet} onOpen={setOpenId} />
        ))}
      </div>
      {open ? <DecisionDialog sheet={open} onClose={() => setOpenId(null)} /> : null}
      {proposing && incident ? (
        <ProposeDialog
          incident={incident}
          onProposed={(sheet) => {
            setProposing(false);
            setOpenId(sheet.id);
          }}
          onClose={() => setProposing(false)}
        />
      ) : null}
    </section>
  );
}

function SheetLine({ sheet, onOpen }: { sheet: DecisionView; onOpen: (id: string) => void }): ReactNode {
  const { t } = useTranslation();
  const now = useServerNow(useConnection().serverNow);
  const counts = countOpinions(sheet);
  const open = isOpenDecision(sheet);
  const since = sheet.approval?.at ?? sheet.proposed.at;
  return (
    <button type="button" className={`line sheet-line${open ? '' : ' t3'}`} onClick={() => onOpen(sheet.id)}>
      <b className="n">#{sheet.number}</b>
      <span className="sp">
        <b>{sheet.text}</b>
        <small className="t2 n">
          {t(`decision.state.${sheet.state}`)} · {t('decision.counts', counts)}
          {sheet.state === 'OPINIONS' && counts.silent > 0 ? ` · ${t('decision.silent', counts)}` : ''}
        </small>
      </span>
      {open ? <b className="n">{elapsed(now - Date.parse(since))}</b> : null}
    </button>
  );
}

/** 部署: n of m in the largest figure, the frozen words, one row per addressee. */
function OrderPanelCard({ order, onOpen }: { order: DecisionView; onOpen: (id: string) => void }): ReactNode {
  const { t } = useTranslation();
  const now = useServerNow(useConnection().serverNow);
  return (
    <article className="order-card">
      <button type="button" className="line" onClick={() => onOpen(order.id)}>
        <b>
          {t('decision.order')} #{order.number}
        </b>
        <span className="figure n">
          {order.acks.done}
          <small className="t3"> / {order.acks.all}</small>
        </span>
        <span className="t2 n nw">
          {t('decision.deployedAt', { time: beijingTime(Date.parse(order.deployment?.at ?? '')) })}
          {' · '}
          <b>{t('decision.openFor', { elapsed: elapsed(orderAge(order, now)) })}</b>
        </span>
        <span className="grow" />
        <OrderDue order={order} />
      </button>
      <p className="decision-text">{order.text}</p>
      <OrderRows order={order} />
    </article>
  );
}
