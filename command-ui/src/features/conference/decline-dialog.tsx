import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceRequestView } from '@haigang/shared/features/conference/conference.model';
import { useConnection } from '@haigang/shared/web/connection';
import { inLanguage } from '@haigang/shared/web/i18n';
import { Dialog, Field, tell } from '@haigang/shared/web/ui';

/** What is said most often; a press fills the field, where it can still be changed. */
const USUAL = ['busy', 'phone', 'doubled'] as const;

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
      <p>
        <b>{inLanguage(request.requesterName)}</b> {request.reason}
      </p>
      <Field label={t('conference.declineReason')} value={reason} onChange={setReason} maxLength={200} />
      <p className="usual-reasons">
        {USUAL.map((key) => {
          const text = t(`conference.usualReason.${key}`);
          return (
            <button
              key={key}
              type="button"
              className="btn"
              aria-pressed={reason === text}
              onClick={() => setReason(text)}
            >
              {text}
            </button>
          );
        })}
      </p>
    </Dialog>
  );
}
