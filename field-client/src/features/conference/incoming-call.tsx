import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';
import { ringSeconds } from '@haigang/shared/features/conference/conference.settings';
import { settingMs } from '@haigang/shared/kernel/settings';
import { useConnection, useEntities, useSettings } from '@haigang/shared/web/connection';
import { inLanguage } from '@haigang/shared/web/i18n';
import { elapsed, Icon, tell, useServerNow } from '@haigang/shared/web/ui';
import './incoming-call.css';

const REASONS = ['busy', 'unsafe', 'later', 'phone'] as const;

/** The centre calls: who and for which incident, over the whole screen, with two answers a gloved hand can hit. [CALL2] */
export function IncomingCall(props: {
  conference: ConferenceView;
  principalId: string;
  onAccept: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { conference, principalId, onAccept } = props;
  const connection = useConnection();
  const now = useServerNow(connection.serverNow);
  const ringMs = settingMs(useSettings(), ringSeconds);
  const incident = useEntities((state) => state.incident.get(conference.incidentId));
  const [declining, setDeclining] = useState(false);
  const call = conference.participants.find((one) => one.principalId === principalId)?.call;
  const decline = (reason: string): void =>
    void tell(connection.call('conference:decline-call', { conferenceId: conference.id, reason }));
  return (
    <main className="incoming" role="alertdialog" aria-label={t('call.incoming')}>
      <header>
        <Icon name="phone" size={56} />
        <h1 className="blink">{t('call.incoming')}</h1>
        {call ? <p className="who">{t('call.from', { name: inLanguage(call.byName) })}</p> : null}
        <p className="n">{conference.incidentNumber}</p>
        {incident ? <p className="what">{incident.summary}</p> : null}
        {call ? (
          <p className="n left">{t('call.ringsFor', { left: elapsed(Date.parse(call.at) + ringMs - now) })}</p>
        ) : null}
      </header>
      {declining ? (
        <nav className="reasons">
          <p>{t('call.declineWhy')}</p>
          {REASONS.map((reason) => (
            <button type="button" key={reason} className="big" onClick={() => decline(t(`call.reasons.${reason}`))}>
              {t(`call.reasons.${reason}`)}
            </button>
          ))}
          <button type="button" className="big back" onClick={() => setDeclining(false)}>
            {t('call.back')}
          </button>
        </nav>
      ) : (
        <nav>
          <button type="button" className="big" onClick={() => setDeclining(true)}>
            {t('call.decline')}
          </button>
          <button type="button" className="big pri" onClick={onAccept}>
            <Icon name="phone" size={32} /> {t('call.accept')}
          </button>
        </nav>
      )}
    </main>
  );
}
