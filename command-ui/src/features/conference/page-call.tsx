import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { RoomSound, useCallSeat, useLocalMedia } from '@haigang/shared/web/conference';
import { useEntities } from '@haigang/shared/web/connection';
import { notify } from '@haigang/shared/web/ui';
import { leaveConference, useLookedAt, useView } from '../../app/view.js';
import { useShareSeat } from './seat-store.js';

/**
 * [ROOM11] The one owner of a desk's seat, above every screen: the call goes on, and is heard, whatever the page shows. The
 * stage and the band only show it.
 */
export function PageCall(): ReactNode {
  const { conferenceId } = useView();
  return conferenceId === null ? null : <Seat key={conferenceId} conferenceId={conferenceId} />;
}

function Seat({ conferenceId }: { conferenceId: string }): ReactNode {
  const { t } = useTranslation();
  const prepared = useLocalMedia();
  const { seat, state } = useCallSeat({ conferenceId, prepared, facing: 'user' });
  useShareSeat(seat, prepared);
  const conference = useEntities((entities) => entities.conference.get(conferenceId));
  const ended = conference?.state === 'ENDED';
  const shown = useLookedAt() === conference?.incidentId;
  useEffect(() => {
    if (!ended) return;
    // Where the incident is shown its screen says so.
    if (!shown) notify(t('conference.ended'));
    leaveConference();
  }, [ended, shown, t]);
  return (
    <RoomSound remotes={state.remotes} className="btn inv call-sound">
      {t('conference.soundBlocked')}
    </RoomSound>
  );
}
