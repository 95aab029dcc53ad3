import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';
import { leftAlone } from '@haigang/shared/features/conference/room.rules';
import { useConnection, useConnectionState } from '@haigang/shared/web/connection';
import { Dialog, tell } from '@haigang/shared/web/ui';
import { leaveConference } from '../../app/view.js';

/** [ROOM3] Leaving; a host who would leave people alone is told to hand over or to end. */
export function LeaveButton({ conference, onEnd }: { conference: ConferenceView; onEnd: () => void }): ReactNode {
  const { t } = useTranslation();
  const connection = useConnection();
  const me = useConnectionState((state) => state.me?.principal.id) ?? '';
  const [staying, setStaying] = useState(false);
  const leave = async (): Promise<void> => {
    if (leftAlone(conference, me)) {
      setStaying(true);
      return;
    }
    const left = await tell(connection.call('conference:leave', { conferenceId: conference.id }));
    if (left) leaveConference();
  };
  return (
    <>
      <button type="button" className="btn" onClick={() => void leave()}>
        {t('conference.leave')}
      </button>
      {staying ? (
        <Dialog
          title={t('room.stayTitle')}
          submitText={t('conference.end')}
          onSubmit={() => {
            setStaying(false);
            onEnd();
          }}
          onClose={() => setStaying(false)}
        >
          <p>{t('room.stayText')}</p>
        </Dialog>
      ) : null}
    </>
  );
}
