import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DecisionView } from '@haigang/shared/features/decision/decision.model';
import { countOpinions, owesReason } from '@haigang/shared/features/decision/decision.rules';
import { useConnection } from '@haigang/shared/web/connection';
import { Field, tell } from '@haigang/shared/web/ui';

/** [DEC5] The commander's decision: approve, with a reason where one is owed, or reject with one. */
export function DecideForm({ sheet }: { sheet: DecisionView }): ReactNode {
  const { t } = useTranslation();
  const connection = useConnection();
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const words = reason.trim();
  const owed = sheet.can.approve && owesReason(sheet);
  const decide = async (task: Promise<DecisionView>): Promise<void> => {
    setBusy(true);
    const changed = await tell(task);
    if (changed) connection.entities.upsert('decision', changed);
    setBusy(false);
  };
  const { id, revision } = sheet;
  return (
    <div className="decide-form">
      {owed ? (
        <p className="linkbar" role="status">
          {countOpinions(sheet).object > 0 ? t('decision.approveOver') : t('decision.approveAlone')}
        </p>
      ) : null}
      <Field label={t('incident.reason')} name="reason" value={reason} onChange={setReason} maxLength={400} />
      <p className="row">
        {sheet.can.approve ? (
          <button
            type="button"
            className="btn pri"
            disabled={busy || (owed && words === '')}
            onClick={() =>
              void decide(connection.call('decision:approve', { id, revision, ...(words ? { reason: words } : {}) }))
            }
          >
            {t('decision.approve')}
          </button>
        ) : null}
        <button
          type="button"
          className="btn"
          disabled={busy || words === ''}
          title={t('decision.rejectReason')}
          onClick={() => void decide(connection.call('decision:reject', { id, revision, reason: words }))}
        >
          {t('decision.reject')}
        </button>
      </p>
    </div>
  );
}
