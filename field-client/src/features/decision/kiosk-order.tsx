import './kiosk-order.css';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { addressedAs } from '@haigang/shared/features/decision/decision.access';
import type { DecisionView } from '@haigang/shared/features/decision/decision.model';
import type { Principal } from '@haigang/shared/features/identity/identity.model';
import { beijingTime } from '@haigang/shared/kernel/time';
import { useConnection, useEntityList } from '@haigang/shared/web/connection';
import { OrderDue, useAcknowledgement, useDecisionNotices, waitingFor, whichOf } from '@haigang/shared/web/decision';
import { elapsed, Icon, useServerNow } from '@haigang/shared/web/ui';
import type { KioskKey } from '../../app/kiosk-frame.js';

/** How long a new order sounds, and how long the centre's receipt is shown, milliseconds. */
const SOUNDS_MS = 6000;
const RECEIPT_MS = 15_000;

/** [DEC16] Orders on a body-worn unit: over the picture until put away, signed by holding the left key. */
export function useKioskOrder(me: Principal): {
  readonly over: ReactNode;
  /** Takes the place of the left key while an order is shown. */
  readonly key: KioskKey | null;
  readonly sounds: boolean;
} {
  const { t } = useTranslation();
  const now = useServerNow(useConnection().serverNow);
  const sheets = useEntityList('decision');
  useDecisionNotices(me.id, () => true);
  const order = waitingFor(sheets, me.id).orders.toSorted((a, b) => deployedAt(a) - deployedAt(b))[0];
  const sounds = useSounds(order?.id);
  const [putAway, setPutAway] = useState<string | null>(null);
  const { pressed, busy, sign } = useAcknowledgement(order?.id ?? '', me.id);
  if (!order) return { over: <Receipt sheets={sheets} me={me} now={now} />, key: null, sounds };
  if (putAway === order.id) {
    const over = (
      <button type="button" className="kiosk-order-band" onClick={() => setPutAway(null)}>
        {t('decision.orderNotice', whichOf(order))}
      </button>
    );
    return { over, key: null, sounds };
  }
  const over = (
    <section className="kiosk-order" role="alert">
      <header>
        <b>
          {t('decision.order')} #{order.number}
        </b>
        <OrderDue order={order} />
        <span className="sp" />
        <button type="button" onClick={() => setPutAway(order.id)}>
          {t('kiosk.putAway')}
        </button>
      </header>
      <p className="decision-text">{order.text}</p>
      <p className="n" role="status">
        {pressed?.status ?? t('decision.unsigned', { elapsed: elapsed(now - deployedAt(order)) })}
      </p>
    </section>
  );
  const text = pressed ? t('kiosk.signPressed') : t('kiosk.sign');
  const key: KioskKey = { text, icon: 'check', hold: true, inverse: !pressed, press: pressed || busy ? null : sign };
  return { over, key, sounds };
}

function deployedAt(order: DecisionView): number {
  return Date.parse(order.deployment?.at ?? '');
}

/** That the centre has it, for as long as somebody looks at the unit after pressing. */
function Receipt({ sheets, me, now }: { sheets: readonly DecisionView[]; me: Principal; now: number }): ReactNode {
  const { t } = useTranslation();
  const [signed] = sheets.flatMap((order) => {
    const ackedAt = addressedAs(order, me)?.ackedAt ?? null;
    return ackedAt !== null && now - Date.parse(ackedAt) < RECEIPT_MS ? [{ order, ackedAt }] : [];
  });
  if (!signed) return null;
  return (
    <p className="kiosk-order-band done" role="status">
      <Icon name="check" size={32} /> #{signed.order.number}{' '}
      {t('decision.signed', { time: beijingTime(Date.parse(signed.ackedAt)) })}
    </p>
  );
}

function useSounds(orderId: string | undefined): boolean {
  const [sounds, setSounds] = useState(false);
  useEffect(() => {
    if (orderId === undefined) return undefined;
    setSounds(true);
    const timer = window.setTimeout(() => setSounds(false), SOUNDS_MS);
    return () => {
      window.clearTimeout(timer);
      setSounds(false);
    };
  }, [orderId]);
  return sounds;
}
