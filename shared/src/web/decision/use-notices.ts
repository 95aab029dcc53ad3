import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { DecisionView } from '../../features/decision/decision.model.js';
import { currentOpinion } from '../../features/decision/decision.rules.js';
import { useEntityList } from '../connection/index.js';
import { notify } from '../ui/index.js';

/** What waits for this person: sheets that ask him and have no answer to this version, and orders to sign. */
export function waitingFor(
  sheets: readonly DecisionView[],
  principalId: string,
): { opinions: DecisionView[]; orders: DecisionView[] } {
  const asks = (sheet: DecisionView): boolean => {
    const voice = sheet.voices.find((one) => one.principalId === principalId);
    const asked = voice !== undefined && voice.askedAt !== null;
    return asked && (sheet.can.giveStance || sheet.can.giveText) && !currentOpinion(sheet, voice);
  };
  return { opinions: sheets.filter(asks), orders: sheets.filter((sheet) => sheet.can.acknowledge) };
}

/**
 * [DEC14] Says once per version and order that something waits for this person, and lets a phone tremble. `quiet` where
 * the page itself shows it.
 */
export function useDecisionNotices(principalId: string, { quiet = false }: { quiet?: boolean } = {}): void {
  const { t } = useTranslation();
  const { opinions, orders } = waitingFor(useEntityList('decision'), principalId);
  const told = useRef(new Set<string>());
  useEffect(() => {
    const tellOnce = (key: string, text: string): void => {
      if (told.current.has(key)) return;
      told.current.add(key);
      if (!quiet) notify(text);
      if (navigator.userActivation.hasBeenActive) navigator.vibrate([200, 100, 200]);
    };
    for (const { id, version, number } of opinions) {
      tellOnce(`${id}/${version}`, t('decision.askedNotice', { number }));
    }
    for (const { id, number } of orders) tellOnce(`${id}/order`, t('decision.orderNotice', { number }));
  }, [opinions, orders, t, quiet]);
}
