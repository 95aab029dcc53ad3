import './other-call.css';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';
import { ringSeconds } from '@haigang/shared/features/conference/conference.settings';
import { settingMs } from '@haigang/shared/kernel/settings';
import { useConnection, useEntities, useSettings } from '@haigang/shared/web/connection';
import { inLanguage } from '@haigang/shared/web/i18n';
import { elapsed, Icon, tell, useServerNow } from '@haigang/shared/web/ui';
import type { OtherConference } from './belonging.js';

/**
 * [CALL5] Over a call: another conference calls, or takes the person in as he asked. He answers, or goes on talking: a ring
 * is declined, what waits for him is folded into a line that opens it again.
 */
export function OtherCall(props: {
  other: OtherConference<ConferenceView> | null;
  principalId: string;
  onEnter: (conference: ConferenceView) => void;
}): ReactNode {
  const { other, ...rest } = props;
  const [foldedId, setFoldedId] = useState<string | null>(null);
  if (!other) return null;
  const { conference, why } = other;
  if (why === 'rings') return <Band {...rest} conference={conference} />;
  return foldedId === conference.id ? (
    <Folded conference={conference} onOpen={() => setFoldedId(null)} />
  ) : (
    <Band {...rest} conference={conference} onLater={() => setFoldedId(conference.id)} />
  );
}

/** The whole question. With `onLater` it does not ring, and may wait. */
function Band(props: {
  conference: ConferenceView;
  principalId: string;
  onEnter: (conference: ConferenceView) => void;
  onLater?: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const connection = useConnection();
  const { conference, principalId, onEnter, onLater } = props;
  const incident = useEntities((state) => state.incident.get(conference.incidentId));
  const call = onLater ? undefined : conference.participants.find((one) => one.principalId === principalId)?.call;
  const title = onLater ? t('call.accepted') : t('call.incoming');
  const decline = (): void => {
    const reason = t('call.reasons.inCall');
    void tell(connection.call('conference:decline-call', { conferenceId: conference.id, reason }));
  };
  return (
    <section className="other-call" role={onLater ? 'dialog' : 'alertdialog'} aria-label={title}>
      <p className="row">
        <Icon name="phone" size={26} />
        <b className={onLater ? '' : 'blink'}>{title}</b>
        <span className="sp" />
        {call ? <RingsFor since={call.at} /> : null}
      </p>
      <p>
        {call ? `${t('call.from', { name: inLanguage(call.byName) })} · ` : ''}
        <span className="n">{conference.incidentNumber}</span>
        {incident ? ` · ${incident.summary}` : ''}
      </p>
      <nav>
        <button type="button" className="big" onClick={onLater ?? decline}>
          {onLater ? t('call.later') : t('call.decline')}
        </button>
        <button type="button" className="big pri" onClick={() => onEnter(conference)}>
          {onLater ? t('call.enterAndLeave') : t('call.acceptAndLeave')}
        </button>
      </nav>
    </section>
  );
}

function Folded({ conference, onOpen }: { conference: ConferenceView; onOpen: () => void }): ReactNode {
  const { t } = useTranslation();
  return (
    <button type="button" className="other-call-folded" onClick={onOpen}>
      <Icon name="phone" size={20} /> {t('call.waits')} · <span className="n">{conference.incidentNumber}</span>
    </button>
  );
}

function RingsFor({ since }: { since: string }): ReactNode {
  const { t } = useTranslation();
  const now = useServerNow(useConnection().serverNow);
  const ringMs = settingMs(useSettings(), ringSeconds);
  return <span className="n">{t('call.ringsFor', { left: elapsed(Date.parse(since) + ringMs - now) })}</span>;
}
