import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceRequestView } from '@haigang/shared/features/conference/conference.model';
import { isRungFor, mayRequest } from '@haigang/shared/features/conference/conference.rules';
import { refusalShownSeconds } from '@haigang/shared/features/conference/conference.settings';
import { escalationKey, useOwnRequests } from '@haigang/shared/web/conference';
import { useConnection, useConnectionState, useEntities, usePrincipalIs } from '@haigang/shared/web/connection';
import { elapsed, Icon, tell } from '@haigang/shared/web/ui';
import { askedHere } from './asked-here.js';
import { useEnter } from './use-enter.js';

/** [REQ10] The own request of whoever asks and may not answer: how long it rings, what was done, what became of it. */
export function AskedBand(): ReactNode {
  const asks = usePrincipalIs((principal) => mayRequest(principal) && !isRungFor(principal));
  const me = useConnectionState((state) => state.me?.principal.id ?? '');
  const { waiting, unheard, now } = useOwnRequests(me, refusalShownSeconds);
  const [seen, setSeen] = useState<string | null>(null);
  useLedIn();
  if (!asks) return null;
  if (waiting) return <Waiting request={waiting} now={now} />;
  if (unheard?.state !== 'DECLINED' || unheard.id === seen) return null;
  return <Refused request={unheard} onSeen={() => setSeen(unheard.id)} />;
}

function Waiting({ request, now }: { request: ConferenceRequestView; now: number }): ReactNode {
  const { t } = useTranslation();
  const connection = useConnection();
  const [busy, setBusy] = useState(false);
  const done = escalationKey(request);
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
          {done === null ? null : <span>{t(done)}</span>}
        </p>
        <button type="button" className="btn" disabled={busy || !request.can.cancel} onClick={() => void cancel()}>
          {t('conference.cancel')}
        </button>
      </div>
    </section>
  );
}

function Refused({ request, onSeen }: { request: ConferenceRequestView; onSeen: () => void }): ReactNode {
  const { t } = useTranslation();
  return (
    <section className="p call-band asked-band" role="status">
      <div className="row">
        <Icon name="phone" size={24} />
        <p className="what sp">
          <b>{t('conference.declined', { reason: request.declineReason ?? '' })}</b>
          <span className="t2">{request.reason}</span>
          <span className="n">{request.incidentNumber}</span>
        </p>
        <button type="button" className="btn" onClick={onSeen}>
          {t('error.close')}
        </button>
      </div>
    </section>
  );
}

/** What was asked on this page and is accepted leads in. */
function useLedIn(): void {
  const enter = useEnter();
  const requests = useEntities((state) => state['conference-request']);
  const conferences = useEntities((state) => state.conference);
  useEffect(() => {
    for (const id of askedHere) {
      const request = requests.get(id);
      const conference = conferences.get(request?.conferenceId ?? '');
      // The conference may come a moment after the request.
      if (request?.state !== 'ACCEPTED' || conference?.can.join !== true) continue;
      askedHere.delete(id);
      enter(conference);
    }
  }, [requests, conferences, enter]);
}
