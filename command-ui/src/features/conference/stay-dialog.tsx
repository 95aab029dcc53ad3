import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';
import { Dialog } from '@haigang/shared/web/ui';
import { EndDialog } from './end-dialog.js';

/** [ROOM3] A host who would leave people alone is told to hand over, or to end. */
export function StayDialog({ conference, onClose }: { conference: ConferenceView; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const [ending, setEnding] = useState(false);
  if (ending) return <EndDialog conference={conference} onClose={onClose} />;
  return (
    <Dialog
      title={t('room.stayTitle')}
      submitText={t('conference.end')}
      onSubmit={() => setEnding(true)}
      onClose={onClose}
    >
      <p>{t('room.stayText')}</p>
    </Dialog>
  );
}
