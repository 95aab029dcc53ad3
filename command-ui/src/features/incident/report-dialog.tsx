import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { IncidentKind } from '@haigang/shared/features/incident/incident.model';
import { REPORTABLE_KINDS } from '@haigang/shared/features/incident/incident.rules';
import { useConnection } from '@haigang/shared/web/connection';
import { Dialog, Field, notify, tell } from '@haigang/shared/web/ui';
import { showIncident } from '../../app/view.js';
import { Choice } from './choice.js';

/** 报告事件 from the desk: kind and one line; nothing more is asked while somebody is on the phone. */
export function ReportDialog({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const connection = useConnection();
  const [kind, setKind] = useState<IncidentKind>('unclassified');
  const [summary, setSummary] = useState('');
  const [busy, setBusy] = useState(false);
  const report = async (): Promise<void> => {
    setBusy(true);
    const made = await tell(connection.call('incident:report', { kind, summary: summary.trim(), source: 'desk' }));
    setBusy(false);
    if (!made) return;
    connection.entities.upsert('incident', made);
    notify(t('incident.reported', { number: made.number }));
    showIncident(made.id);
    onClose();
  };
  return (
    <Dialog
      title={t('incident.report')}
      busy={busy}
      canSubmit={summary.trim() !== ''}
      onSubmit={() => void report()}
      onClose={onClose}
    >
      <Choice
        label={t('incident.kindLabel')}
        value={kind}
        options={REPORTABLE_KINDS}
        onChange={setKind}
        text={(one) => t(`kind.${one}`)}
      />
      <Field label={t('incident.summary')} value={summary} onChange={setSummary} maxLength={400} />
    </Dialog>
  );
}
