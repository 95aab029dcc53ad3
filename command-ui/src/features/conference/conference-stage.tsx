import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';
import {
  ConferenceTiles,
  HostNotice,
  InterruptedTracks,
  MissingDevices,
  InterruptionText,
  MediaTile,
  RoomSound,
  useLocalMedia,
  useCallSeat,
  UnconfirmedTracks,
  WeakLineNotice,
  type ConferenceClient,
  type ConferenceState,
  type StageMode,
} from '@haigang/shared/web/conference';
import { AnnotationLayer } from '@haigang/shared/web/annotation';
import { useConnectionState } from '@haigang/shared/web/connection';
import { reasonText } from '@haigang/shared/web/i18n';
import { leaveConference } from '../../app/view.js';
import { ConferenceControls } from './conference-controls.js';
import { useShareSeat } from './seat-store.js';

/** The conference on the big screen: 1 to 16 tiles, one of them large, what is wrong in words, controls below. */
export function ConferenceStage({ conference }: { conference: ConferenceView }): ReactNode {
  const { t } = useTranslation();
  const prepared = useLocalMedia();
  const { media, interrupted } = prepared;
  const { seat, state } = useCallSeat({ conferenceId: conference.id, prepared, facing: 'user' });
  useShareSeat(seat);
  const me = useConnectionState((one) => one.me?.principal.id) ?? '';
  const [mode, setMode] = useState<StageMode>('focus');
  const others = conference.participants.filter((one) => one.state === 'JOINED' && one.principalId !== me).length;
  const own = (
    <MediaTile
      className="fill self"
      name={t('conference.you')}
      track={state.cameraOn ? (media?.camera ?? null) : null}
      mirrored={prepared.facing === 'user'}
    />
  );
  // Opposite one other there is room enough for one's own picture in the corner.
  const among = others > 1;
  return (
    <section className="stage" aria-label={t('nav.conference')}>
      <div className="main">
        {others === 0 && state.phase !== 'ended' ? <p className="waiting">{t('conference.noVideoYet')}</p> : null}
        <ConferenceTiles {...{ conference, seat, state, mode }} meId={me} {...(among ? { self: own } : {})} />
        {among ? null : <div className="corner">{own}</div>}
        <StageNotice seat={seat} state={state} />
        <RoomSound remotes={state.remotes} className="btn inv over">
          {t('conference.soundBlocked')}
        </RoomSound>
      </div>
      <WeakLineNotice seat={seat} />
      <InterruptedTracks kinds={interrupted} />
      <MissingDevices prepared={prepared} />
      <UnconfirmedTracks state={state} />
      <HostNotice conference={conference} principalId={me} seat={seat} state={state} />
      <ConferenceControls {...{ conference, seat, state, mode, prepared }} onMode={setMode}>
        <AnnotationLayer conference={conference} />
      </ConferenceControls>
    </section>
  );
}

/** Why the pictures stand still, in words, and the way back when there is none but a person's. */
function StageNotice({ seat, state }: { seat: ConferenceClient | null; state: ConferenceState }): ReactNode {
  const { t } = useTranslation();
  const { phase, reason } = state;
  if (phase === 'reconnecting') {
    return (
      <p className="linkbar over">
        <InterruptionText reason={reason} />
      </p>
    );
  }
  if (phase !== 'lost' && phase !== 'ended') return null;
  const moved = phase === 'ended' && reason === 'conference.seat-moved';
  return (
    <div className="linkbar over" role="alert">
      <b>{phase === 'lost' ? t('conference.lost') : reasonText(reason)}</b>
      {phase === 'lost' || moved ? (
        <button type="button" className="btn pri" onClick={() => seat?.rejoin()}>
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
