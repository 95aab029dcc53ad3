import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceRequestView } from '@haigang/shared/features/conference/conference.model';
import { isWaiting } from '@haigang/shared/features/conference/conference.rules';
import type { Presence } from '@haigang/shared/features/identity/identity.protocol';
import { usePreparedDevice } from '@haigang/shared/web/conference';
import { useConnection, useEntityList } from '@haigang/shared/web/connection';
import { inLanguage } from '@haigang/shared/web/i18n';
import { elapsed, Icon, tell, useServerNow } from '@haigang/shared/web/ui';
import { enterConference } from '../../app/view.js';
import { DeclineDialog } from './decline-dialog.js';

/** The alarm band: the oldest urgent request, who asks, how long it rings, and which screens cannot ring. */
export function RingingBand(props: {
  presence: readonly Presence[];
  soundBlocked: boolean;
  onUnlock: () => void;
}): ReactNode {
  usePreparedDevice();
  const waiting = useEntityList('conference-request')
    .filter(isWaiting)
    .toSorted((a, b) =>
      a.urgency === b.urgency ? a.requestedAt.localeCompare(b.requestedAt) : a.urgency === 'urgent' ? -1 : 1,
    );
  const [first] = waiting;
  return first ? <Band key={first.id} request={first} more={waiting.length - 1} {...props} /> : null;
}

function Band(props: {
  request: ConferenceRequestView;
  more: number;
  presence: readonly Presence[];
  soundBlocked: boolean;
  onUnlock: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { request, more, presence } = props;
  const connection = useConnection();
  const now = useServerNow(connection.serverNow);
  const [declining, setDeclining] = useState(false);
  const { accept, busy } = useAccept(request);
  const silent = presence.filter((page) => page.soundBlocked && (page.surface === 'desk' || page.surface === 'wall'));
  return (
    <section className="p alarm ringing-band row" role="alert">
      <Icon name="camera" size={40} />
      <div className="sp">
        <p className="big blink">
          {t('conference.incoming')} · {inLanguage(request.requesterName)}
        </p>
        <p>
          {request.reason} · <span className="n">{request.incidentNumber}</span>
          {request.batteryPercent === null ? '' : ` · ${request.batteryPercent} %`}
          {request.network ? ` · ${request.network}` : ''}
          {more > 0 ? ` · +${more}` : ''}
        </p>
        {props.soundBlocked ? (
          <button type="button" className="btn" onClick={props.onUnlock}>
            {t('wall.soundNeeded')}
          </button>
        ) : null}
        {silent.length > 0 ? (
          <p>
            {t('wall.soundBlocked')}: {silent.map((page) => inLanguage(page.name)).join(', ')}
          </p>
        ) : null}
      </div>
      <span className="count n">{elapsed(now - Date.parse(request.requestedAt))}</span>
      {request.can.accept ? (
        <button type="button" className="btn accept" disabled={busy} onClick={accept} title={t('conference.acceptKey')}>
          {t('conference.acceptAndConvene')} <kbd>F2</kbd>
        </button>
      ) : null}
      {request.can.decline ? (
        <button type="button" className="btn" onClick={() => setDeclining(true)}>
          {t('conference.decline')}
        </button>
      ) : null}
      {declining ? <DeclineDialog request={request} onClose={() => setDeclining(false)} /> : null}
    </section>
  );
}

/** Accepts by button or F2; first accept wins, a later one is told who did. */
function useAccept(request: ConferenceRequestView): { accept: () => void; busy: boolean } {
  const connection = useConnection();
  const [busy, setBusy] = useState(false);
  const accept = useCallback(() => {
    setBusy(true);
    void tell(connection.call('conference:accept', { requestId: request.id })).then((accepted) => {
      setBusy(false);
      if (!accepted) return;
      connection.entities.upsert('conference', accepted.conference);
      enterConference(accepted.conference.id, accepted.conference.incidentId);
    });
  }, [connection, request.id]);
  const allowed = request.can.accept;
  useEffect(() => {
    if (!allowed) return;
    const pressed = (event: KeyboardEvent): void => {
      if (event.key !== 'F2' || event.repeat) return;
      event.preventDefault();
      accept();
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, [accept, allowed]);
  return { accept, busy };
}
