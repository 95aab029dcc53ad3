import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';
import { leftAlone } from '@haigang/shared/features/conference/room.rules';
import { PAGE_ID } from '@haigang/shared/web/conference';
import { useConnection, useConnectionState } from '@haigang/shared/web/connection';
import { tell } from '@haigang/shared/web/ui';
import { leaveConference } from '../../app/view.js';
import { hasSeatIn } from './seat-store.js';
import { StayDialog } from './stay-dialog.js';

/** [ROOM3] Leaving; a host who would leave people alone is asked. */
export function LeaveButton({ conference }: { conference: ConferenceView }): ReactNode {
  const { t } = useTranslation();
  const connection = useConnection();
  const me = useConnectionState((state) => state.me?.principal.id) ?? '';
  const [staying, setStaying] = useState(false);
  const leave = async (): Promise<void> => {
    // A call that moved to another page of this person is not this page's to leave.
    if (!hasSeatIn(conference.id)) {
      leaveConference();
      return;
    }
    if (leftAlone(conference, me)) {
      setStaying(true);
      return;
    }
    const left = await tell(connection.call('conference:leave', { conferenceId: conference.id, pageId: PAGE_ID }));
    if (left) leaveConference();
  };
  return (
    <>
      <button type="button" className="btn" onClick={() => void leave()}>
        {t('conference.leave')}
      </button>
      {staying ? <StayDialog conference={conference} onClose={() => setStaying(false)} /> : null}
    </>
  );
}
