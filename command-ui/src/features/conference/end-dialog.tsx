import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';
import { useConnection } from '@haigang/shared/web/connection';
import { Dialog } from '@haigang/shared/web/ui';
import { endConference } from './end-conference.js';

/** Ends a conference for everybody, after a question. */
export function EndDialog({ conference, onClose }: { conference: ConferenceView; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const connection = useConnection();
  return (
    <Dialog
      title={t('conference.endTitle')}
      submitText={t('conference.end')}
      onSubmit={() => void endConference(connection, conference.id)}
      onClose={onClose}
    >
      <p>{t('conference.endText')}</p>
    </Dialog>
  );
}
