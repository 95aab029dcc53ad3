import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';
import { heldByMutes, openToMuteAll, participantOf } from '@haigang/shared/features/conference/room.rules';
import { useConnection, useConnectionState } from '@haigang/shared/web/connection';
import { inLanguage } from '@haigang/shared/web/i18n';
import { Icon, tell } from '@haigang/shared/web/ui';

/** Mute all, lobby and lock; and who hosts, when the host is away. */
export function RoomControls({ conference }: { conference: ConferenceView }): ReactNode {
  const { t } = useTranslation();
  const connection = useConnection();
  const { room, can, id: conferenceId } = conference;
  const host = participantOf(conference, conference.hostId);
  const run = async (task: Promise<ConferenceView>): Promise<void> => {
    const changed = await tell(task);
    if (changed) connection.entities.upsert('conference', changed);
  };
  const locked = room.lock !== null;
  return (
    <>
      {host?.state === 'LEFT' || host?.state === 'DROPPED' || (can.takeHost && host?.state === 'INVITED') ? (
        <p className="linkbar">
          {t('room.hostAway', { name: inLanguage(conference.hostName) })}
          <span className="sp" />
          {can.takeHost ? (
            <button
              type="button"
              className="btn"
              onClick={() => {
                const principalId = connection.state.getState().me?.principal.id ?? '';
                void run(connection.call('conference:hand-over', { conferenceId, principalId }));
              }}
            >
              {t('room.takeHost')}
            </button>
          ) : null}
        </p>
      ) : null}
      {can.moderate ? (
        <div className="row room-controls">
          <AllMutes conference={conference} run={run} />
          <button
            type="button"
            className="btn"
            role="switch"
            aria-checked={room.lobby}
            onClick={() => void run(connection.call('conference:set-lobby', { conferenceId, on: !room.lobby }))}
          >
            {t(room.lobby ? 'room.lobbyOn' : 'room.lobbyOff')}
          </button>
          <button
            type="button"
            className="btn"
            role="switch"
            aria-checked={locked}
            onClick={() => void run(connection.call('conference:set-lock', { conferenceId, locked: !locked }))}
          >
            <Icon name="lock" size={16} />
            {t(locked ? 'room.unlock' : 'room.lock')}
          </button>
        </div>
      ) : null}
    </>
  );
}

/** [ROOM5] Muting all is offered while somebody it would silence is not silenced; lifting while somebody is. */
function AllMutes(props: {
  conference: ConferenceView;
  run: (task: Promise<ConferenceView>) => Promise<void>;
}): ReactNode {
  const { t } = useTranslation();
  const connection = useConnection();
  const me = useConnectionState((state) => state.me?.principal.id) ?? '';
  const { conference, run } = props;
  const muteAll = (muted: boolean): void =>
    void run(connection.call('conference:mute-all', { conferenceId: conference.id, muted }));
  return (
    <>
      {openToMuteAll(conference, me).length > 0 ? (
        <button type="button" className="btn" onClick={() => muteAll(true)}>
          <Icon name="microphone-off" size={16} />
          {t('room.muteAll')}
        </button>
      ) : null}
      {heldByMutes(conference, me).length > 0 ? (
        <button type="button" className="btn" onClick={() => muteAll(false)}>
          <Icon name="microphone" size={16} />
          {t('room.liftAll')}
        </button>
      ) : null}
    </>
  );
}
