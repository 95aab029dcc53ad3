import './decision.css';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DecisionView } from '@haigang/shared/features/decision/decision.model';
import { useConnectionState, useEntities, useEntityList } from '@haigang/shared/web/connection';
import { firstWaiting, useDecisionNotices, waitingFor, whichOf } from '@haigang/shared/web/decision';
import { Icon } from '@haigang/shared/web/ui';
import { useDeskKey } from '../../app/keys.js';
import { useShownIncident } from '../../app/shown-incident.js';
import { DecisionDialog } from './decision-dialog.js';

/** What a band may take of a screen; the others follow when these are answered. */
const MOST_ROWS = 3;

/** [DEC14] What waits for this very person, on whatever page he is: told, and answered where he stands. */
export function AskedOfYouBand(): ReactNode {
  const { t } = useTranslation();
  const me = useConnectionState((state) => state.me?.principal.id ?? '');
  const [openId, setOpenId] = useState<string | null>(null);
  const open = useEntities((state) => (openId === null ? undefined : state.decision.get(openId)));
  const waiting = waitingFor(useEntityList('decision'), me);
  const here = useShownIncident()?.incidentId;
  // The incident that is on the screen shows its own at the head of its sheets.
  const elsewhere = [...waiting.orders, ...waiting.opinions].filter((sheet) => sheet.incidentId !== here);
  useDecisionNotices(me, (sheet) => sheet.incidentId !== here);
  const first = firstWaiting(waiting, here);
  useDeskKey(
    { code: 'KeyJ', text: t('keys.askedOfYou'), run: () => setOpenId(first?.id ?? null) },
    first !== undefined,
  );
  return (
    <>
      {elsewhere.length > 0 ? (
        <section className="p call-band asked-of-you" role="status" aria-label={t('decision.waitsForYou')}>
          {elsewhere.slice(0, MOST_ROWS).map((sheet) => (
            <Line key={sheet.id} sheet={sheet} keyed={sheet === first} onOpen={setOpenId} />
          ))}
          {elsewhere.length > MOST_ROWS ? (
            <p className="t2">{t('decision.moreWait', { count: elsewhere.length - MOST_ROWS })}</p>
          ) : null}
        </section>
      ) : null}
      {open ? <DecisionDialog sheet={open} onClose={() => setOpenId(null)} /> : null}
    </>
  );
}

function Line(props: { sheet: DecisionView; keyed: boolean; onOpen: (id: string) => void }): ReactNode {
  const { t } = useTranslation();
  const { id, can, text } = props.sheet;
  const words = whichOf(props.sheet);
  return (
    <div className="row">
      <Icon name="alert" size={24} />
      <p className="what sp">
        <b>{can.acknowledge ? t('decision.orderNotice', words) : t('decision.askedNotice', words)}</b>
        <span className="one-line">{text}</span>
      </p>
      <OpenToAnswer sheet={props.sheet} keyed={props.keyed} onOpen={() => props.onOpen(id)} />
    </div>
  );
}

/** [DEC14] Opens a sheet that waits for this person; `keyed` where J does the same. */
export function OpenToAnswer(props: { sheet: DecisionView; keyed: boolean; onOpen: () => void }): ReactNode {
  const { t } = useTranslation();
  return (
    <button type="button" className="btn pri" onClick={props.onOpen}>
      {props.sheet.can.acknowledge ? t('decision.openToSign') : t('decision.openToAnswer')}{' '}
      {props.keyed ? <kbd>J</kbd> : null}
    </button>
  );
}
