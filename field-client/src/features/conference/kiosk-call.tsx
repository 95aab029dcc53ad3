import { useEffect, type ComponentProps, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';
import {
  InterruptionText,
  MediaTile,
  RoomSound,
  useHand,
  useHostMutes,
  useOwnSource,
  useSeat,
  type ConferenceClient,
  type ConferenceState,
  type PreparedMedia,
} from '@haigang/shared/web/conference';
import { useConnectionState } from '@haigang/shared/web/connection';
import { muteOf } from '@haigang/shared/features/conference/room.rules';
import type { Me } from '@haigang/shared/features/identity/identity.protocol';
import { FollowedBoard } from '@haigang/shared/web/annotation';
import {
  HostNotice,
  MediaTile,
  RoomSound,
  UnconfirmedTracks,
  useSeat,
  type PreparedMedia,
} from '@haigang/shared/web/conference';
import { errorText, inLanguage, reasonText } from '@haigang/shared/web/i18n';
import { notify } from '@haigang/shared/web/ui';
import type { KioskFrame } from '../../app/kiosk-frame.js';

type FrameParts = Omit<ComponentProps<typeof KioskFrame>, 'name' | 'duty'>;

/**
 * A unit in a call: its own picture as the centre sees it, or the still they draw on; the plate opens and closes the
 * microphone and says when the host holds it.
 */
export function useKioskCall(props: {
  me: Me;
  conference: ConferenceView;
  prepared: PreparedMedia;
  onLeave: (conferenceId: string) => void;
}): FrameParts {
  const { t } = useTranslation();
  const { me, conference, prepared, onLeave } = props;
  const principalId = me.principal.id;
  const { open, release } = prepared;
  useEffect(() => {
    open('environment').catch((failure: unknown) => notify(errorText(failure)));
    return release;
  }, [open, release]);
  const { seat, state } = useSeat(conference.id, prepared.media);
  const principalId = useConnectionState((one) => one.me?.principal.id) ?? '';
  useHostMutes({ conference, principalId, seat, state });
  const camera = useOwnSource({ source: 'camera', conference, seat, state });
  const plate = usePlate({ conference, principalId, seat, state });
  const held = muteOf(conference.room, principalId, 'microphone');
  // The server holds the track from the moment of the mute; the plate never says more than that.
  const on = state.microphoneOn && !held;
  const opening = on && state.unconfirmed.includes('microphone');
  const picture = (
    <>
      <MediaTile
        className="fill"
        name={conference.incidentNumber}
        track={state.cameraOn ? (prepared.media?.camera ?? null) : null}
      />
      <FollowedBoard conference={conference} surface="kiosk" />
      <Watching conference={conference} />
      <div className="kiosk-notices">
        <HostNotice {...{ conference, principalId, seat, state }} />
        <UnconfirmedTracks state={state} />
        <CallState phase={state.phase} reason={state.reason} onRejoin={() => seat?.rejoin()} />
        <RoomSound remotes={state.remotes} className="linkbar">
          {t('conference.soundBlocked')}
        </RoomSound>
      </div>
    </>
  );
  return {
    picture,
    plate,
    left: camera.locked
      ? { text: camera.text, icon: 'camera-off', press: null }
      : {
          text: camera.on ? t('kiosk.cameraOff') : t('kiosk.cameraOn'),
          icon: camera.on ? 'camera-off' : 'camera',
          press: camera.press,
        },
    plate: {
      text: opening ? t('kiosk.opening') : on ? t('kiosk.talking') : t('kiosk.muted'),
      hint: held?.locked ? t('kiosk.heldByHost') : on ? t('kiosk.toMute') : t('kiosk.toTalk'),
      icon: on ? 'microphone' : 'microphone-off',
      quiet: !on || opening,
      press: held?.locked ? null : () => seat?.setMicrophone(!on),
    },
    left: {
      text: state.cameraOn ? t('kiosk.cameraOff') : t('kiosk.cameraOn'),
      icon: state.cameraOn ? 'camera-off' : 'camera',
      press: () => seat?.setCamera(!state.cameraOn),
    },
    right: { text: t('kiosk.leave'), icon: 'leave', hold: true, press: () => onLeave(conference.id) },
  };
}

/** [ROOM5] [ROOM8] The plate opens and closes the microphone; while the host holds that, it raises and lowers the hand. */
function usePlate(props: {
  conference: ConferenceView;
  principalId: string;
  seat: ConferenceClient | null;
  state: ConferenceState;
}): FrameParts['plate'] {
  const { t } = useTranslation();
  const { conference, principalId, seat, state } = props;
  const microphone = useOwnSource({ source: 'microphone', conference, seat, state });
  const hand = useHand(conference, principalId);
  const { on, locked } = microphone;
  if (locked) {
    return {
      text: microphone.text,
      hint: hand.place > 0 ? t('room.handUp', { place: hand.place }) : t('kiosk.toRaiseHand'),
      icon: hand.place > 0 ? 'hand' : 'microphone-off',
      quiet: true,
      press: hand.press,
    };
  }
  return {
    text: on ? t('kiosk.talking') : t('kiosk.muted'),
    hint: on ? t('kiosk.toMute') : t('kiosk.toTalk'),
    icon: on ? 'microphone' : 'microphone-off',
    quiet: !on,
    press: microphone.press,
  };
}

/** Says so whenever somebody of the centre is in: nobody is watched without knowing. */
function Watching({ conference }: { conference: ConferenceView }): ReactNode {
  const { t } = useTranslation();
  const centre = conference.participants.filter(
    (one) => one.state === 'JOINED' && (one.role === 'commander' || one.role === 'dispatcher'),
  );
  if (centre.length === 0) return null;
  return (
    <span className="o tl chip watching">
      {t('kiosk.watching')} · {centre.map((one) => inLanguage(one.name)).join(' ')}
    </span>
  );
}

function CallState(props: { phase: string; reason: string | null; onRejoin: () => void }): ReactNode {
  const { t } = useTranslation();
  if (props.phase === 'reconnecting') {
    return (
      <p className="o bottom chip">
        <InterruptionText reason={props.reason} />
      </p>
    );
  }
  if (props.phase === 'reconnecting') return <p className="linkbar">{t('conference.reconnecting')}</p>;
  if (props.phase !== 'lost' && props.phase !== 'ended') return null;
  return (
    <p className="linkbar">
      {props.phase === 'lost' ? t('conference.lost') : reasonText(props.reason)}
      <button type="button" onClick={props.onRejoin}>
        {t('conference.rejoin')}
      </button>
    </p>
  );
}
