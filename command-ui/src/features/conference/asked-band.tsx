import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceRequestView } from '@haigang/shared/features/conference/conference.model';
import { isWaiting } from '@haigang/shared/features/conference/conference.rules';
import { useConnection, useConnectionState, useEntities, useEntityList } from '@haigang/shared/web/connection';
import { elapsed, Icon, notify, tell, useServerNow } from '@haigang/shared/web/ui';
import { useEnter } from './use-enter.js';

/** [CONF1] The own request of whoever may not answer it: how long it rings, what was done, and the way back. */
export function AskedBand(): ReactNode {
  const me = useConnectionState((state) => state.me?.principal.id);
  const mine = useEntityList('conference-request').filter((one) => one.requesterId === me);
  const waiting = mine.find((one) => isWaiting(one) && !one.can.accept);
  useAnswered(mine);
  return waiting ? <Waiting request={waiting} /> : null;
}

function Waiting({ request }: { request: ConferenceRequestView }): ReactNode {
  const { t } = useTranslation();
  const connection = useConnection();
  const now = useServerNow(connection.serverNow);
  const [busy, setBusy] = useState(false);
  const cancel = async (): Promise<void> => {
    setBusy(true);
    await tell(connection.call('conference:cancel', { requestId: request.id }));
    setBusy(false);
  };
  return (
    <section className="p call-band asked-band" role="status" aria-label={t('conference.ringing')}>
      <div className="row">
        <Icon name="phone" size={24} />
        <p className="what sp">
          <b className="blink">{t('conference.ringing')}</b>
          <b className="n">{elapsed(now - Date.parse(request.requestedAt))}</b>
          <span>{request.reason}</span>
          <span className="n">{request.incidentNumber}</span>
          {request.state === 'ESCALATED' ? <span>{t('conference.ringingEscalated')}</span> : null}
        </p>
        <button type="button" className="btn" disabled={busy || !request.can.cancel} onClick={() => void cancel()}>
          {t('conference.cancel')}
        </button>
      </div>
    </section>
  );
}

/** What rang on this page is followed to its end: accepted it leads in, refused it says why. */
function useAnswered(mine: readonly ConferenceRequestView[]): void {
  const { t } = useTranslation();
  const enter = useEnter();
  const conferences = useEntities((state) => state.conference);
  const rang = useRef(new Set<string>());
  useEffect(() => {
    for (const request of mine) {
      if (isWaiting(request)) {
        rang.current.add(request.id);
        continue;
      }
      if (!rang.current.has(request.id)) continue;
      const conference = conferences.get(request.conferenceId ?? '');
      // The conference may come a moment after the request.
      if (request.state === 'ACCEPTED' && conference?.can.join !== true) continue;
      rang.current.delete(request.id);
      if (request.state === 'DECLINED') notify(t('conference.declined', { reason: request.declineReason ?? '' }));
      if (request.state === 'ACCEPTED' && conference) enter(conference);
    }
  }, [mine, conferences, enter, t]);
}
