import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DecisionView } from '@haigang/shared/features/decision/decision.model';
import { toInstant } from '@haigang/shared/kernel/time';
import { useConnection, useEntities } from '@haigang/shared/web/connection';
import { tell } from '@haigang/shared/web/ui';
import { HoldButton } from './hold-button.js';
import { PeopleChoice, usePeople } from './people-choice.js';

const DEADLINES_MINUTES = [15, 30, 60, 120, 240];

/** [DEC7] Who receives the frozen text, until when, and the held press that sends it to all at once. */
export function DeployForm({ sheet }: { sheet: DecisionView }): ReactNode {
  const { t } = useTranslation();
  const connection = useConnection();
  const people = usePeople(sheet.incidentId)?.filter((one) => one.addressable) ?? [];
  const teamIds = useEntities((state) => state.incident.get(sheet.incidentId)?.teamIds) ?? [];
  const older = useEntities((state) => (sheet.supersedes ? state.decision.get(sheet.supersedes.id) : undefined));
  const usual = new Set([
    ...people.filter((one) => teamIds.includes(one.principalId)).map((one) => one.principalId),
    ...people.filter((one) => one.inConference && one.role === 'officer').map((one) => one.principalId),
    ...(older?.addressees ?? []).map((one) => one.principalId),
  ]);
  const [picked, setPicked] = useState<ReadonlySet<string> | null>(null);
  const [dueMinutes, setDue] = useState(0);
  const [busy, setBusy] = useState(false);
  const chosen = picked ?? usual;
  const deploy = async (): Promise<void> => {
    setBusy(true);
    const due = dueMinutes === 0 ? {} : { dueAt: toInstant(connection.serverNow() + dueMinutes * 60_000) };
    const { id, revision } = sheet;
    const out = await tell(connection.call('decision:deploy', { id, revision, addresseeIds: [...chosen], ...due }));
    if (out) connection.entities.upsert('decision', out);
    setBusy(false);
  };
  return (
    <div className="deploy-form">
      <PeopleChoice legend={t('decision.addressees')} people={people} chosen={chosen} onChange={setPicked} />
      <label className="field">
        <span>{t('decision.due')}</span>
        <span className="in">
          <select value={dueMinutes} onChange={(event) => setDue(Number(event.target.value))}>
            <option value={0}>{t('decision.dueNone')}</option>
            {DEADLINES_MINUTES.map((minutes) => (
              <option key={minutes} value={minutes}>
                {t('decision.dueMinutes', { minutes })}
              </option>
            ))}
          </select>
        </span>
      </label>
      <HoldButton
        text={t('decision.deployHold', { count: chosen.size })}
        disabled={busy || chosen.size === 0}
        onHeld={() => void deploy()}
      />
      <small className="t3">{chosen.size === 0 ? t('decision.needChoice') : t('decision.deployHint')}</small>
    </div>
  );
}
