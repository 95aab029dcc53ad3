import './other-call.css';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';
import { ringSeconds } from '@haigang/shared/features/conference/conference.settings';
import { settingMs } from '@haigang/shared/kernel/settings';
import { useConnection, useEntities, useSettings } from '@haigang/shared/web/connection';
import { inLanguage } from '@haigang/shared/web/i18n';
import { elapsed, Icon, tell, useServerNow } from '@haigang/shared/web/ui';
import type { OtherConference } from './belonging.js';

/** [CALL5] Over a call: another conference calls, or takes the person in as he asked. He answers, or goes on talking. */
export function OtherCall(props: {
  other: OtherConference<ConferenceView> | null;
  principalId: string;
  onEnter: (conference: ConferenceView) => void;
}): ReactNode {
  const { t } = useTranslation();
  const connection = useConnection();
  const { other, principalId, onEnter } = props;
  const incident = useEntities((state) => state.incident.get(other?.conference.incidentId ?? ''));
  if (!other) return null;
  const { conference, why } = other;
  const call = conference.participants.find((one) => one.principalId === principalId)?.call;
  const decline = (): void => {
    const reason = t('call.reasons.inCall');
    void tell(connection.call('conference:decline-call', { conferenceId: conference.id, reason }));
  };
  return (
    <section className="other-call" role="alertdialog" aria-label={t('call.incoming')}>
      <p className="row">
        <Icon name="phone" size={26} />
        <b className="blink">{why === 'rings' ? t('call.incoming') : t('call.accepted')}</b>
        <span className="sp" />
        {why === 'rings' && call ? <RingsFor since={call.at} /> : null}
      </p>
      <p>
        {why === 'rings' && call ? `${t('call.from', { name: inLanguage(call.byName) })} · ` : ''}
        <span className="n">{conference.incidentNumber}</span>
        {incident ? ` · ${incident.summary}` : ''}
      </p>
      <nav>
        {why === 'rings' ? (
          <button type="button" className="big" onClick={decline}>
            {t('call.decline')}
          </button>
        ) : null}
        <button type="button" className="big pri" onClick={() => onEnter(conference)}>
          {why === 'rings' ? t('call.acceptAndLeave') : t('call.enterAndLeave')}
        </button>
      </nav>
    </section>
  );
}

function RingsFor({ since }: { since: string }): ReactNode {
  const { t } = useTranslation();
  const now = useServerNow(useConnection().serverNow);
  const ringMs = settingMs(useSettings(), ringSeconds);
  return <span className="n">{t('call.ringsFor', { left: elapsed(Date.parse(since) + ringMs - now) })}</span>;
}
