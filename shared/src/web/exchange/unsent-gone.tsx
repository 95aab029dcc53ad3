import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { forgetUnsent, type Unsent } from './sweep.js';

/** By guest: what was deleted once is not there to be counted again when the page says it another way. */
const known = new Map<string, Promise<Unsent>>();

function forget(guestId: string): Promise<Unsent> {
  const amount = known.get(guestId) ?? forgetUnsent(guestId);
  known.set(guestId, amount);
  return amount;
}

/** [EXC11] At the end of a guest's link: deletes what he has not sent from this browser, and says how much it was. */
export function UnsentGone({ guestId }: { guestId: string }): ReactNode {
  const { t } = useTranslation();
  const [gone, setGone] = useState<Unsent | null>(null);
  useEffect(() => {
    let left = false;
    void forget(guestId).then((amount) => {
      if (!left && amount.messages > 0) setGone(amount);
    });
    return () => {
      left = true;
    };
  }, [guestId]);
  if (!gone) return null;
  return <p role="status">{t('exchange.unsentGone', { count: gone.messages, files: gone.files })}</p>;
}
