import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';
import { HandButton, type ConferenceClient, type ConferenceState } from '@haigang/shared/web/conference';
import { useConnection, useConnectionState } from '@haigang/shared/web/connection';
import { Dialog, Icon, tell } from '@haigang/shared/web/ui';
import { leaveConference } from '../../app/view.js';
import { CallButton } from './call-dialog.js';
import { InviteDialog } from './invite-dialog.js';
import { LeaveButton } from './leave-button.js';

export function ConferenceControls(props: {
  conference: ConferenceView;
  seat: ConferenceClient | null;
  state: ConferenceState;
}): ReactNode {
  const { t } = useTranslation();
  const { conference, seat, state } = props;
  const connection = useConnection();
  const me = useConnectionState((one) => one.me?.principal.id) ?? '';
  const [dialog, setDialog] = useState<'invite' | 'end' | null>(null);
  const close = (): void => setDialog(null);
  const end = async (): Promise<void> => {
    const ended = await tell(connection.call('conference:end', { conferenceId: conference.id }));
    if (ended) leaveConference();
  };
  return (
    <nav className="row controls">
      <button
        type="button"
        className="btn"
        aria-pressed={!state.microphoneOn}
        onClick={() => seat?.setMicrophone(!state.microphoneOn)}
      >
        <Icon name={state.microphoneOn ? 'microphone' : 'microphone-off'} />
        {state.microphoneOn ? t('conference.mute') : t('conference.unmute')}
      </button>
      <button
        type="button"
        className="btn"
        aria-pressed={!state.cameraOn}
        onClick={() => seat?.setCamera(!state.cameraOn)}
      >
        <Icon name={state.cameraOn ? 'camera' : 'camera-off'} />
        {state.cameraOn ? t('conference.cameraOff') : t('conference.cameraOn')}
      </button>
      <HandButton conference={conference} principalId={me} />
      <span className="sp" />
      {conference.can.invite ? <CallButton incidentId={conference.incidentId} conference={conference} /> : null}
      {conference.can.invite ? (
        <button type="button" className="btn" onClick={() => setDialog('invite')}>
          <Icon name="link" /> {t('conference.invite')}
        </button>
      ) : null}
      <LeaveButton conference={conference} onEnd={() => setDialog('end')} />
      {conference.can.end ? (
        <button type="button" className="btn inv" onClick={() => setDialog('end')}>
          {t('conference.end')}
        </button>
      ) : null}
      {dialog === 'invite' ? <InviteDialog conference={conference} onClose={close} /> : null}
      {dialog === 'end' ? (
        <Dialog
          title={t('conference.endTitle')}
          submitText={t('conference.end')}
          onSubmit={() => void end()}
          onClose={close}
        >
          <p>{t('conference.endText')}</p>
        </Dialog>
      ) : null}
    </nav>
  );
}
