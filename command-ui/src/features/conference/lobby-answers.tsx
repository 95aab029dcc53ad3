import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceView, Participant } from '@haigang/shared/features/conference/conference.model';
import { useConnection } from '@haigang/shared/web/connection';
import { inLanguage } from '@haigang/shared/web/i18n';
import { tell } from '@haigang/shared/web/ui';

/** [ROOM4] Lets one who waits in, or turns him away. */
export function LobbyAnswers(props: {
  conferenceId: string;
  principalId: string;
  name: Participant['name'];
}): ReactNode {
  const { t } = useTranslation();
  const connection = useConnection();
  const { conferenceId, principalId } = props;
  const name = inLanguage(props.name);
  const run = async (answer: Promise<ConferenceView>): Promise<void> => {
    const changed = await tell(answer);
    if (changed) connection.entities.upsert('conference', changed);
  };
  return (
    <>
      <button
        type="button"
        className="btn"
        aria-label={t('room.admitOne', { name })}
        onClick={() => void run(connection.call('conference:admit', { conferenceId, principalId }))}
      >
        {t('conference.admit')}
      </button>
      <button
        type="button"
        className="btn"
        aria-label={t('room.refuseOne', { name })}
        onClick={() => void run(connection.call('conference:refuse', { conferenceId, principalId }))}
      >
        {t('room.refuse')}
      </button>
    </>
  );
}
