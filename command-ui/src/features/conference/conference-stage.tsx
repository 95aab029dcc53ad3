import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';
import {
  HostNotice,
  interruptionText,
  MediaTile,
  RemoteSound,
  RemoteTile,
  type RemoteTrack,
  useLocalMedia,
  useSeat,
  WeakLineNotice,
} from '@haigang/shared/web/conference';
import { useConnectionState } from '@haigang/shared/web/connection';
import { errorText, inLanguage, reasonText } from '@haigang/shared/web/i18n';
import { notify } from '@haigang/shared/web/ui';
import { leaveConference } from '../../app/view.js';
import { ConferenceControls } from './conference-controls.js';
import { useShareSeat } from './seat-store.js';

/** The conference on the big screen: one picture large, the others and one's own in a strip, controls below. */
export function ConferenceStage({ conference }: { conference: ConferenceView }): ReactNode {
  const { t } = useTranslation();
  const { media, open, release } = useLocalMedia();
  useEffect(() => {
    open('user').catch((failure: unknown) => notify(errorText(failure)));
    return release;
  }, [open, release]);
  const { seat, state } = useSeat(conference.id, media);
  useShareSeat(seat);
  const me = useConnectionState((one) => one.me?.principal.id) ?? '';
  const [large, setLarge] = useState<string | null>(null);
  const spotlight = conference.room.spotlight;
  useEffect(() => setLarge(null), [spotlight?.at]);
  const [blocked, setBlocked] = useState(false);
  const [unlocked, setUnlocked] = useState(0);
  const onBlocked = useCallback(() => setBlocked(true), []);
  const pictures = state.remotes.filter((remote) => remote.source !== 'microphone');
  const shown = (principalId: string | null | undefined) => pictures.find((one) => one.principalId === principalId);
  // One's own choice first; a new spotlight of the host takes everybody along again.
  const main = shown(large) ?? shown(spotlight?.principalId) ?? pictures[0];
  const tile = (remote: RemoteTrack, className: string): ReactNode => (
    <RemoteTile
      key={remote.producerId}
      seat={seat}
      remote={remote}
      className={className}
      name={nameOf(conference, remote, t('conference.centre'))}
      stale={state.phase === 'reconnecting'}
    />
  );
  return (
    <section className="stage" aria-label={t('nav.conference')}>
      <div className="main">
        {main ? tile(main, 'large') : <p className="waiting">{t('conference.noVideoYet')}</p>}
        {state.phase === 'reconnecting' ? <p className="linkbar over">{interruptionText(t, state.reason)}</p> : null}
        {state.phase === 'lost' || state.phase === 'ended' ? (
          <div className="linkbar over" role="alert">
            <b>{state.phase === 'lost' ? t('conference.lost') : reasonText(state.reason)}</b>
            <button
              type="button"
              className="btn pri"
              onClick={() => (state.phase === 'lost' ? seat?.rejoin() : leaveConference())}
            >
              {state.phase === 'lost' ? t('conference.rejoin') : t('error.close')}
            </button>
          </div>
        ) : null}
        {blocked ? (
          <button
            type="button"
            className="btn inv over"
            onClick={() => {
              setUnlocked((count) => count + 1);
              setBlocked(false);
            }}
          >
            {t('conference.soundBlocked')}
          </button>
        ) : null}
      </div>
      <div className="strip">
        {pictures
          .filter((remote) => remote !== main)
          .map((remote) => (
            <button
              type="button"
              key={remote.producerId}
              className="pick"
              title={t('conference.sendToScreen')}
              onClick={() => setLarge(remote.principalId)}
            >
              {tile(remote, 'fill')}
            </button>
          ))}
        <MediaTile
          className="fill self"
          name={t('conference.you')}
          track={state.cameraOn ? (media?.camera ?? null) : null}
          mirrored
        />
      </div>
      <WeakLineNotice seat={seat} />
      <RemoteSound remotes={state.remotes} onBlocked={onBlocked} unlocked={unlocked} />
      <HostNotice conference={conference} principalId={me} seat={seat} state={state} />
      <ConferenceControls conference={conference} seat={seat} state={state} />
    </section>
  );
}

function nameOf(conference: ConferenceView, remote: RemoteTrack, centre: string): string {
  const person = conference.participants.find((participant) => participant.principalId === remote.principalId);
  return person ? inLanguage(person.name) : centre;
}
