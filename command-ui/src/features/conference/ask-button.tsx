import './requests.css';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceRequestView } from '@haigang/shared/features/conference/conference.model';
import { isRungFor, isWaiting, mayRequest } from '@haigang/shared/features/conference/conference.rules';
import { useConnection, useConnectionState, useEntityList, usePrincipalIs } from '@haigang/shared/web/connection';
import { Dialog, Field, tell } from '@haigang/shared/web/ui';
import { askedHere } from './asked-here.js';

/** [CONF1] 请求视频会议 at the desk of who asks for one instead of opening it, as the laboratory does. */
export function AskButton({ incidentId }: { incidentId: string }): ReactNode {
  const { t } = useTranslation();
  const me = useConnectionState((state) => state.me?.principal.id);
  const asks = usePrincipalIs((principal) => mayRequest(principal) && !isRungFor(principal));
  const waits = useEntityList('conference-request').some((one) => one.requesterId === me && isWaiting(one));
  const [open, setOpen] = useState(false);
  if (!asks || waits) return null;
  return (
    <>
      <button type="button" className="btn pri" onClick={() => setOpen(true)}>
        {t('conference.request')}
      </button>
      {open ? <AskDialog incidentId={incidentId} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function AskDialog({ incidentId, onClose }: { incidentId: string; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const connection = useConnection();
  const [reason, setReason] = useState('');
  const [urgency, setUrgency] = useState<ConferenceRequestView['urgency']>('normal');
  const [busy, setBusy] = useState(false);
  const ask = async (): Promise<void> => {
    setBusy(true);
    const draft = { reason: reason.trim(), urgency, incidentId, deviceKind: 'desk' } as const;
    const sent = await tell(connection.call('conference:request', draft));
    setBusy(false);
    if (!sent) return;
    askedHere.add(sent.id);
    connection.entities.upsert('conference-request', sent);
    onClose();
  };
  return (
    <Dialog
      title={t('conference.request')}
      busy={busy}
      canSubmit={reason.trim() !== ''}
      onSubmit={() => void ask()}
      onClose={onClose}
    >
      <Field label={t('conference.reasonPlaceholder')} value={reason} onChange={setReason} maxLength={200} />
      <p className="row asked-urgency" role="group" aria-label={t('conference.urgencyLabel')}>
        {(['normal', 'urgent'] as const).map((one) => (
          <button
            key={one}
            type="button"
            className="btn"
            aria-pressed={urgency === one}
            onClick={() => setUrgency(one)}
          >
            {t(`conference.urgency.${one}`)}
          </button>
        ))}
      </p>
    </Dialog>
  );
}
