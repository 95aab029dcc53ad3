import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isWaiting, seesEveryConference } from '@haigang/shared/features/conference/conference.rules';
import { byNeed } from '@haigang/shared/features/conference/conference.states';
import { useConnection, useConnectionState, useEntityList, usePrincipalIs } from '@haigang/shared/web/connection';
import { inLanguage } from '@haigang/shared/web/i18n';
import { elapsed, Fresh, Icon, useServerNow } from '@haigang/shared/web/ui';
import { useView } from '../../app/view.js';
import { useEnter } from './use-enter.js';

/** 法定时限 · 会议请求: what waits, and the conferences under way with the way in. */
export function RequestsPanel(): ReactNode {
  const { t } = useTranslation();
  const connection = useConnection();
  const enter = useEnter();
  const { conferenceId: own } = useView();
  const link = useConnectionState((state) => state.link);
  const now = useServerNow(connection.serverNow);
  const seesAll = usePrincipalIs(seesEveryConference);
  const waiting = useEntityList('conference-request').filter(isWaiting).toSorted(byNeed);
  const running = useEntityList('conference').filter((conference) => conference.state !== 'ENDED');
  return (
    <section className="p requests">
      <header className="ph">
        <h2>{t('wall.clocks')}</h2>
        <Fresh value={link.phase === 'live' ? { kind: 'live' } : { kind: 'offline' }} />
      </header>
      <ul className="rows">
        {waiting.length === 0 && running.length === 0 ? (
          <li className="row">
            <Icon name="camera" /> {t(seesAll ? 'conference.noRequests' : 'conference.noneOfYours')}
          </li>
        ) : null}
        {waiting.map((request) => (
          <li key={request.id} className="row">
            <b className="blink nw">{inLanguage(request.requesterName)}</b>
            <span className="reason">{request.reason}</span>
            <span className="n">{elapsed(now - Date.parse(request.requestedAt))}</span>
          </li>
        ))}
        {running.map((conference) => (
          <li key={conference.id} className="row">
            <Icon name="people" />
            <span>
              {t('conference.live')} · <span className="n">{conference.incidentNumber}</span>
            </span>
            <span className="sp" />
            {conference.can.join ? (
              <button
                type="button"
                className={conference.id === own ? 'btn' : 'btn pri'}
                onClick={() => enter(conference)}
              >
                {t(conference.id === own ? 'conference.back' : 'conference.join')}
              </button>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
