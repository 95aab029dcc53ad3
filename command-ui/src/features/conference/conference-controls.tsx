import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';
import {
  DeviceButton,
  HandButton,
  useHand,
  ScreenButton,
  SourceButton,
  useOwnSource,
  type ConferenceClient,
  type ConferenceState,
  type PreparedMedia,
  type StageMode,
} from '@haigang/shared/web/conference';
import { useConnectionState } from '@haigang/shared/web/connection';
import { Icon } from '@haigang/shared/web/ui';
import { useDeskKey } from '../../app/keys.js';
import { CallButton } from './call-dialog.js';
import { EndDialog } from './end-dialog.js';
import { InviteDialog } from './invite-dialog.js';
import { LeaveButton } from './leave-button.js';
import { LineButton } from './line-panel.js';

const NEXT_MODE: Readonly<Record<StageMode, StageMode>> = { focus: 'speaker', speaker: 'grid', grid: 'focus' };

/** What one does at the desk during a conference; the keys stand on their buttons. */
export function ConferenceControls(props: {
  conference: ConferenceView;
  seat: ConferenceClient | null;
  state: ConferenceState;
  mode: StageMode;
  prepared: PreparedMedia;
  onMode: (mode: StageMode) => void;
  /** Tools of other features, in the same row. */
  children?: ReactNode;
}): ReactNode {
  const { t } = useTranslation();
  const { conference, seat, state, mode, onMode } = props;
  const me = useConnectionState((one) => one.me?.principal.id) ?? '';
  const [dialog, setDialog] = useState<'invite' | 'end' | null>(null);
  const close = (): void => setDialog(null);
  const microphone = useOwnSource({ source: 'microphone', conference, seat, state });
  const camera = useOwnSource({ source: 'camera', conference, seat, state });
  const [lines, setLines] = useState(false);
  const switchLines = (): void => setLines((shown) => !shown);
  const switchLayout = (): void => onMode(NEXT_MODE[mode]);
  const { press: raiseHand } = useHand(conference, me);
  useDeskKey({ code: 'KeyM', text: t('keys.microphone'), run: microphone.press });
  useDeskKey({ code: 'KeyV', text: t('keys.camera'), run: camera.press });
  useDeskKey({ code: 'KeyS', text: t('keys.screen'), run: () => seat?.toggleScreen() });
  useDeskKey({ code: 'KeyH', text: t('keys.hand'), run: raiseHand }, conference.can.raiseHand);
  useDeskKey({ code: 'KeyG', text: t('stage.layout'), run: switchLayout });
  useDeskKey({ code: 'KeyI', text: t('statistics.title'), run: switchLines });
  useDeskKey({ code: 'KeyE', text: t('conference.invite'), run: () => setDialog('invite') }, conference.can.invite);
  return (
    <nav className="row controls">
      <SourceButton source="microphone" {...{ conference, seat, state }} className="btn" shortcut="M" />
      <SourceButton source="camera" {...{ conference, seat, state }} className="btn" shortcut="V" />
      <ScreenButton seat={state.phase === 'ended' ? null : seat} sharing={state.sharing} shortcut="S" />
      <DeviceButton prepared={props.prepared} />
      <HandButton conference={conference} principalId={me} shortcut="H" />
      <button type="button" className="btn" onClick={switchLayout} title={t('stage.layout')}>
        {t(`stage.${mode}`)} <kbd>G</kbd>
      </button>
      <LineButton {...{ conference, seat, state }} open={lines} onSwitch={setLines} />
      {props.children}
      <div className="row controls-end">
        {conference.can.invite ? <CallButton incidentId={conference.incidentId} conference={conference} /> : null}
        {conference.can.invite ? (
          <button type="button" className="btn" onClick={() => setDialog('invite')}>
            <Icon name="link" /> {t('conference.invite')} <kbd>E</kbd>
          </button>
        ) : null}
        <LeaveButton conference={conference} />
        {conference.can.end ? (
          <button type="button" className="btn inv" onClick={() => setDialog('end')}>
            {t('conference.end')}
          </button>
        ) : null}
      </div>
      {dialog === 'invite' ? <InviteDialog conference={conference} onClose={close} /> : null}
      {dialog === 'end' ? <EndDialog conference={conference} onClose={close} /> : null}
    </nav>
  );
}
