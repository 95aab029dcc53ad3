import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { forgetGuests, forgetUnsent, type Unsent } from './sweep.js';

/** By guest: what was deleted once is not there to be counted again when the page says it another way. */
const known = new Map<string | null, Promise<Unsent>>();

function forget(guestId: string | null): Promise<Unsent> {
  const amount = known.get(guestId) ?? (guestId === null ? forgetGuests() : forgetUnsent(guestId));
  known.set(guestId, amount);
  return amount;
}

/**
 * [EXC11] At the end of a guest's link: deletes what he has not sent from this browser, and says how much it was.
 * Without a guest, because the link was over before he was known, what earlier guests left.
 */
export function UnsentGone({ guestId }: { guestId: string | null }): ReactNode {
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
