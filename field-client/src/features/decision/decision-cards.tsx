import './decision.css';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DecisionView } from '@haigang/shared/features/decision/decision.model';
import { isOpenDecision, isOpenOrder, speaksStill } from '@haigang/shared/features/decision/decision.rules';
import { useEntityList } from '@haigang/shared/web/connection';
import {
  FrozenText,
  OpinionForm,
  OpinionList,
  useDecisionNotices,
  waitingFor,
  whichOf,
} from '@haigang/shared/web/decision';
import { OrderCard } from './order-card.js';

/** The cards of a page that has nothing above them; the phone trembles when one comes. */
export function HomeDecisions({ principalId }: { principalId: string }): ReactNode {
  useDecisionNotices(principalId, () => true);
  return <DecisionCards principalId={principalId} />;
}

/** Orders to me, unsigned first, and sheets that ask me; then what I have signed and answered while it runs. */
function DecisionCards({ principalId }: { principalId: string }): ReactNode {
  const sheets = useEntityList('decision').toSorted((a, b) => b.proposed.at.localeCompare(a.proposed.at));
  const { orders } = waitingFor(sheets, principalId);
  const mine = sheets.filter((one) => one.addressees.some((person) => person.principalId === principalId));
  const signed = mine.filter((one) => !orders.includes(one) && isOpenOrder(one));
  const replaced = mine.filter((one) => one.state === 'SUPERSEDED').slice(0, 1);
  const asked = sheets.filter((one) => isOpenDecision(one) && !mine.includes(one) && isAsked(one, principalId));
  return (
    <>
      {[...orders, ...signed, ...replaced].map((order) => (
        <OrderCard key={order.id} order={order} principalId={principalId} />
      ))}
      {asked.map((sheet) => (
        <SheetCard key={`${sheet.id}/${sheet.version}`} sheet={sheet} principalId={principalId} />
      ))}
    </>
  );
}

function isAsked(sheet: DecisionView, principalId: string): boolean {
  return sheet.voices.some(
    (voice) => voice.principalId === principalId && voice.askedAt !== null && speaksStill(voice),
  );
}

/** A sheet as somebody asked sees it: the words, what the others say, and his own say while it is open. */
function SheetCard({ sheet, principalId }: { sheet: DecisionView; principalId: string }): ReactNode {
  const { t } = useTranslation();
  const { done, all } = sheet.acks;
  return (
    <article className="card sheet">
      <h2 className="row">
        {t('decision.sheet')} #{sheet.number} <span className="t2 n">{sheet.incidentNumber}</span>{' '}
        <span className="sp" />
        <span className="tag">
          {t(`decision.state.${sheet.state}`)}
          {all > 0 ? ` ${done} / ${all}` : ''}
        </span>
      </h2>
      <FrozenText sheet={sheet} />
      {sheet.can.giveStance || sheet.can.giveText ? <OpinionForm sheet={sheet} principalId={principalId} /> : null}
      <OpinionList sheet={sheet} />
    </article>
  );
}

/** In a call, where a notice would lie over the controls: a band that says what waits, and the cards over the picture when it is pressed. */
export function CallDecisions({ principalId }: { principalId: string }): ReactNode {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const sheets = useEntityList('decision');
  useDecisionNotices(principalId, () => true);
  const { opinions, orders } = waitingFor(sheets, principalId);
  const [order] = orders;
  const [opinion] = opinions;
  const known = sheets.find((one) => isOpenDecision(one));
  if (open) {
    return (
      <section className="call-decisions" data-light aria-label={t('decision.title')}>
        <div className="cards">
          <DecisionCards principalId={principalId} />
        </div>
        <button type="button" className="big" onClick={() => setOpen(false)}>
          {t('error.close')}
        </button>
      </section>
    );
  }
  if (order) {
    return <Band alarm text={t('decision.orderNotice', whichOf(order))} onOpen={() => setOpen(true)} />;
  }
  if (opinion) {
    return <Band alarm text={t('decision.askedNotice', whichOf(opinion))} onOpen={() => setOpen(true)} />;
  }
  return known ? (
    <Band
      text={`${t('decision.sheet')} #${known.number} · ${t(`decision.state.${known.state}`)}`}
      onOpen={() => setOpen(true)}
    />
  ) : null;
}

function Band({ text, alarm = false, onOpen }: { text: string; alarm?: boolean; onOpen: () => void }): ReactNode {
  return (
    <button type="button" className={`decision-band${alarm ? ' alarm' : ''}`} onClick={onOpen}>
      {text}
    </button>
  );
}
