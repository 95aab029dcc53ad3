import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';
import { participantOf } from '@haigang/shared/features/conference/room.rules';
import { useConnection } from '@haigang/shared/web/connection';
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
  const muted = room.mutes.some((mute) => mute.source === 'microphone');
  return (
    <>
      {host?.state === 'LEFT' || host?.state === 'DROPPED' ? (
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
          <button
            type="button"
            className="btn"
            onClick={() => void run(connection.call('conference:mute-all', { conferenceId, muted: !muted }))}
          >
            <Icon name={muted ? 'microphone' : 'microphone-off'} size={16} />
            {muted ? t('room.liftAll') : t('room.muteAll')}
          </button>
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
