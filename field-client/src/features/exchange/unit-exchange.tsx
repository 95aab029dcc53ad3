import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExchangeMessage } from '@haigang/shared/features/exchange/exchange.model';
import { beijingTime } from '@haigang/shared/kernel/time';
import { useConnection } from '@haigang/shared/web/connection';
import type { useUnitExchange } from '@haigang/shared/web/exchange';
import { inLanguage } from '@haigang/shared/web/i18n';
import { useServerNow } from '@haigang/shared/web/ui';

/** How long a unit says that its picture reached the centre, and how it shakes with a new message, ms. */
const RECEIPT_MS = 15_000;
const SHAKE_MS = 200;

type UnitExchange = ReturnType<typeof useUnitExchange>;

/** [EXC12] Over the picture of a unit: the newest message with who wrote it and when, and what became of its own pictures. */
export function UnitWords({ newest, snapshots }: Pick<UnitExchange, 'newest' | 'snapshots'>): ReactNode {
  const { t } = useTranslation();
  const now = useServerNow(useConnection().serverNow);
  const { underWay, failed, lastKeptAt } = snapshots;
  useShake(newest?.id);
  const kept = lastKeptAt !== null && now - lastKeptAt < RECEIPT_MS;
  return (
    <div className="unit-words">
      {underWay > 0 ? <p role="status">{t('kiosk.evidenceUnderWay', { count: underWay })}</p> : null}
      {failed > 0 ? <p role="alert">{t('kiosk.evidenceFailed', { count: failed })}</p> : null}
      {underWay === 0 && kept ? (
        <p role="status">{t('kiosk.evidenceKept', { time: beijingTime(lastKeptAt) })}</p>
      ) : null}
      {newest ? (
        <p className="newest" aria-live="polite">
          <b translate="no">{inLanguage(newest.authorName)}</b>{' '}
          <span className="n">{beijingTime(Date.parse(newest.at))}</span>
          <span className="words" translate="no">
            {wordsOf(newest)}
          </span>
        </p>
      ) : null}
    </div>
  );
}

function wordsOf({ text, attachments }: ExchangeMessage): string {
  return [text, ...attachments.map(({ name }) => `[${name}]`)].filter((one) => one !== '').join(' ');
}

function useShake(id: string | undefined): void {
  useEffect(() => {
    if (id !== undefined && 'vibrate' in navigator) navigator.vibrate(SHAKE_MS);
  }, [id]);
}
