import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceRequestView } from '@haigang/shared/features/conference/conference.model';
import { useConnection } from '@haigang/shared/web/connection';
import { Dialog, Field, tell } from '@haigang/shared/web/ui';

/** Declining needs a reason, which the officer reads on the phone. */
export function DeclineDialog({
  request,
  onClose,
}: {
  request: ConferenceRequestView;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const connection = useConnection();
  const [reason, setReason] = useState('');
  const decline = async (): Promise<void> => {
    const done = await tell(connection.call('conference:decline', { requestId: request.id, reason: reason.trim() }));
    if (done) onClose();
  };
  return (
    <Dialog
      title={t('conference.declineTitle')}
      canSubmit={reason.trim() !== ''}
      onSubmit={() => void decline()}
      onClose={onClose}
    >
      <Field label={t('incident.reason')} value={reason} onChange={setReason} />
    </Dialog>
  );
}
