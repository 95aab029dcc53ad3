import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { InterruptionText, type ConferenceClient, type ConferenceState } from '@haigang/shared/web/conference';
import { reasonText } from '@haigang/shared/web/i18n';
import { leaveConference } from '../../app/view.js';

/** Why the pictures stand still, in words, and the way back when there is none but a person's. */
export function StageNotice(props: { seat: ConferenceClient; state: ConferenceState; className: string }): ReactNode {
  const { t } = useTranslation();
  const { seat, className } = props;
  const { phase, reason } = props.state;
  if (phase === 'reconnecting') {
    return (
      <p className={className}>
        <InterruptionText reason={reason} />
      </p>
    );
  }
  if (phase !== 'lost' && phase !== 'ended') return null;
  const moved = phase === 'ended' && reason === 'conference.seat-moved';
  return (
    <div className={className} role="alert">
      <b>{phase === 'lost' ? t('conference.lost') : reasonText(reason)}</b>
      {phase === 'lost' || moved ? (
        <button type="button" className="btn pri" onClick={() => seat.rejoin()}>
          {moved ? t('conference.moveBack') : t('conference.rejoin')}
        </button>
      ) : null}
      {phase === 'ended' ? (
        <button type="button" className={moved ? 'btn' : 'btn pri'} onClick={leaveConference}>
          {t('error.close')}
        </button>
      ) : null}
    </div>
  );
}
