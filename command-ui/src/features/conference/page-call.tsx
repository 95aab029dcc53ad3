import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { RoomSound, useCallSeat, useLocalMedia, type ComingBack } from '@haigang/shared/web/conference';
import { useEntities } from '@haigang/shared/web/connection';
import { notify } from '@haigang/shared/web/ui';
import { leaveConference, useLookedAt, useView } from '../../app/view.js';
import { useShareSeat } from './seat-store.js';
import { useRememberedSeat } from './tab-memory.js';

/**
 * [ROOM11] The one owner of a desk's seat, above every screen: the call goes on, and is heard, whatever the page shows. The
 * stage and the band only show it.
 */
export function PageCall(): ReactNode {
  const { conferenceId, comes } = useView();
  return conferenceId === null ? null : <Seat key={conferenceId} {...{ conferenceId, comes }} />;
}

function Seat({ conferenceId, comes }: { conferenceId: string; comes: ComingBack }): ReactNode {
  const { t } = useTranslation();
  const prepared = useLocalMedia();
  const { seat, state } = useCallSeat({ conferenceId, prepared, facing: 'user', comes });
  useShareSeat(seat, prepared);
  useRememberedSeat(conferenceId, seat, state);
  const conference = useEntities((entities) => entities.conference.get(conferenceId));
  const ended = conference?.state === 'ENDED';
  const incident = useEntities((entities) => entities.incident.get(conference?.incidentId ?? ''));
  const shown = useLookedAt() === conference?.incidentId && incident !== undefined;
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
