import type { ComponentProps, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';
import { FollowedBoard } from '@haigang/shared/web/annotation';
import {
  ConferenceTiles,
  HostNotice,
  InterruptedTracks,
  MissingDevices,
  InterruptionText,
  MediaTile,
  RoomSound,
  UnconfirmedTracks,
  useHand,
  useOwnSource,
  useCallSeat,
  WeakLineNotice,
  type ConferenceClient,
  type ConferenceState,
  type PreparedMedia,
} from '@haigang/shared/web/conference';
import type { Me } from '@haigang/shared/features/identity/identity.protocol';
import { useUnitExchange } from '@haigang/shared/web/exchange';
import { inLanguage, reasonText } from '@haigang/shared/web/i18n';
import type { KioskFrame } from '../../app/kiosk-frame.js';
import { UnitWords } from '../exchange/unit-exchange.js';
import type { OtherConference } from './belonging.js';
import { TorchButton, TurnButton } from './camera-buttons.js';
import { picturesOnUnit } from './kiosk-picture.js';

type FrameParts = Omit<ComponentProps<typeof KioskFrame>, 'name' | 'duty'>;

/**
 * A unit in a call: its own picture as the centre sees it, or the still they draw on; the plate opens and closes the
 * microphone and says when the host holds it.
 */
export function useKioskCall(props: {
  me: Me;
  conference: ConferenceView;
  prepared: PreparedMedia;
  /** [CALL5] Another conference that calls: the call in progress goes on, its wearer is told. */
  other: OtherConference<ConferenceView> | null;
  onLeave: (conferenceId: string) => void;
}): FrameParts {
  const { t } = useTranslation();
  const { me, conference, prepared, other, onLeave } = props;
  const principalId = me.principal.id;
  const { seat, state } = useCallSeat({ conferenceId: conference.id, prepared, facing: 'environment' });
  const camera = useOwnSource({ source: 'camera', conference, seat, state });
  const plate = usePlate({ conference, principalId, seat, state });
  const exchange = useUnitExchange(conference);
  const picture = (
    <>
      <UnitPictures {...{ conference, principalId, prepared, seat, state }} />
      <FollowedBoard conference={conference} surface="kiosk" />
      <Watching conference={conference} />
      <UnitWords {...exchange} />
      {state.cameraOn ? (
        <div className="unit-camera">
          <TurnButton prepared={prepared} iconOnly />
          <TorchButton camera={prepared.media?.camera ?? null} iconOnly />
        </div>
      ) : null}
      <div className="kiosk-notices">
        <CallState phase={state.phase} reason={state.reason} onRejoin={() => seat?.rejoin()} />
        <InterruptedTracks kinds={prepared.interrupted} />
        <MissingDevices prepared={prepared} />
        <UnconfirmedTracks state={state} />
        <WeakLineNotice seat={seat} />
        <HostNotice {...{ conference, principalId, seat, state }} />
        {other ? (
          <p className="linkbar" role="status">
            {t('kiosk.otherCall', { number: other.conference.incidentNumber })}
          </p>
        ) : null}
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
      : camera.on
        ? {
            text: t('kiosk.evidence'),
            icon: 'frame',
            press: exchange.take,
            held: { text: t('kiosk.cameraOffHeld'), press: camera.press },
          }
        : { text: t('kiosk.cameraOn'), icon: 'camera', press: camera.press },
    right: { text: t('kiosk.leave'), icon: 'leave', hold: true, press: () => onLeave(conference.id) },
  };
}

/** Its own picture as the centre sees it with the centre's small in its corner, or what everybody looks at and its own small. */
function UnitPictures(props: {
  conference: ConferenceView;
  principalId: string;
  prepared: PreparedMedia;
  seat: ConferenceClient | null;
  state: ConferenceState;
}): ReactNode {
  const { conference, principalId, prepared, seat, state } = props;
  const { large, small } = picturesOnUnit(state.remotes, conference);
  const other = large ?? small;
  return (
    <>
      <div className={large ? 'inset' : 'whole'}>
        <MediaTile
          className="fill self"
          name={conference.incidentNumber}
          track={state.cameraOn ? (prepared.media?.camera ?? null) : null}
        />
      </div>
      {other ? (
        <div className={large ? 'whole' : 'inset'}>
          <ConferenceTiles
            conference={{
              ...conference,
              participants: conference.participants.filter((one) => one.principalId === other.principalId),
            }}
            state={{ ...state, remotes: [other] }}
            {...{ seat, meId: principalId, mode: 'focus' }}
          />
        </div>
      ) : null}
    </>
  );
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
  // The server holds the track until it has confirmed the switch: the plate never says more than that.
  const opening = on && state.unconfirmed.includes('microphone');
  return {
    text: opening ? t('kiosk.opening') : on ? t('kiosk.talking') : t('kiosk.muted'),
    hint: on ? t('kiosk.toMute') : t('kiosk.toTalk'),
    icon: on ? 'microphone' : 'microphone-off',
    quiet: !on || opening,
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
      <p className="linkbar">
        <InterruptionText reason={props.reason} />
      </p>
    );
  }
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
