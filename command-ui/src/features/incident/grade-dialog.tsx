import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EventLevel, type IncidentKind, type IncidentView } from '@haigang/shared/features/incident/incident.model';
import { REPORTABLE_KINDS } from '@haigang/shared/features/incident/incident.rules';
import { useConnection } from '@haigang/shared/web/connection';
import { Dialog, Field, LevelMark, tell } from '@haigang/shared/web/ui';
import { Choice } from './choice.js';

const KINDS = REPORTABLE_KINDS.filter((kind) => kind !== 'unclassified');

/** 定级: kind, level by colour, shape and word, and the reason that stays in the log. */
export function GradeDialog({ incident, onClose }: { incident: IncidentView; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const connection = useConnection();
  const [kind, setKind] = useState<IncidentKind>(
    incident.kind === 'unclassified' ? 'influenza-outbreak' : incident.kind,
  );
  const [eventLevel, setLevel] = useState<EventLevel>(incident.eventLevel ?? 'III');
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const grade = async (): Promise<void> => {
    setBusy(true);
    const { id, revision } = incident;
    const done = await tell(
      connection.call('incident:grade', { id, revision, kind, eventLevel, reason: reason.trim() }),
    );
    setBusy(false);
    if (!done) return;
    connection.entities.upsert('incident', done);
    onClose();
  };
  return (
    <Dialog
      title={t('incident.gradeTitle', { number: incident.number })}
      submitText={t('incident.grade')}
      busy={busy}
      canSubmit={reason.trim() !== ''}
      onSubmit={() => void grade()}
      onClose={onClose}
    >
      <Choice
        label={t('incident.kindLabel')}
        value={kind}
        options={KINDS}
        onChange={setKind}
        text={(one) => t(`kind.${one}`)}
      />
      <fieldset className="levelchoice">
        <legend>{t('incident.levelLabel')}</legend>
        {EventLevel.options.map((level) => (
          <label key={level} className="row">
            <input type="radio" name="level" checked={eventLevel === level} onChange={() => setLevel(level)} />
            <LevelMark level={level} />
          </label>
        ))}
      </fieldset>
      <Field label={t('incident.reason')} value={reason} onChange={setReason} maxLength={400} />
    </Dialog>
  );
}
