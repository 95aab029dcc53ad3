import { useEffect, useEffectEvent, useRef } from 'react';
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

/** What of that comes first where one may be opened: orders before questions, those of `incidentId` before others. */
export function firstWaiting(
  { orders, opinions }: ReturnType<typeof waitingFor>,
  incidentId: string | undefined,
): DecisionView | undefined {
  const waiting = [...orders, ...opinions];
  return waiting.find((sheet) => sheet.incidentId === incidentId) ?? waiting[0];
}

/** Which sheet is meant: they are numbered in their incident, so of two both may be the first. */
export function whichOf({ number, incidentNumber }: DecisionView): { number: number; incident: string } {
  return { number, incident: incidentNumber };
}

/**
 * [DEC14] Says once per version and order that something waits for this person, and lets a phone tremble. `shown`: those
 * that the page shows in a band of their own, which need no notice beside it.
 */
export function useDecisionNotices(principalId: string, shown: (sheet: DecisionView) => boolean): void {
  const { t } = useTranslation();
  const { opinions, orders } = waitingFor(useEntityList('decision'), principalId);
  const told = useRef(new Set<string>());
  const isShown = useEffectEvent(shown);
  useEffect(() => {
    const tellOnce = (sheet: DecisionView, key: string, text: string): void => {
      if (told.current.has(key)) return;
      told.current.add(key);
      if (!isShown(sheet)) notify(text);
      if ('vibrate' in navigator && navigator.userActivation.hasBeenActive) navigator.vibrate([200, 100, 200]);
    };
    for (const sheet of opinions) {
      tellOnce(sheet, `${sheet.id}/${sheet.version}`, t('decision.askedNotice', whichOf(sheet)));
    }
    for (const sheet of orders) tellOnce(sheet, `${sheet.id}/order`, t('decision.orderNotice', whichOf(sheet)));
  }, [opinions, orders, t]);
}
