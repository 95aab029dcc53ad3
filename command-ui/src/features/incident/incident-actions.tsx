import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { IncidentView } from '@haigang/shared/features/incident/incident.model';
import { useConnection } from '@haigang/shared/web/connection';
import { tell } from '@haigang/shared/web/ui';
import { showIncident } from '../../app/view.js';
import { DispatchDialog } from '../dispatch/dispatch-dialog.js';
import { FalseAlarmDialog } from './false-alarm-dialog.js';
import { GradeDialog } from './grade-dialog.js';
import { ReasonDialog } from './reason-dialog.js';

type Open = 'grade' | 'dispatch' | 'verify' | 'false-alarm';

/** What this person may do with the incident now; the next step of the usual way is the one filled button. */
export function IncidentActions({ incident }: { incident: IncidentView }): ReactNode {
  const { t } = useTranslation();
  const connection = useConnection();
  const [open, setOpen] = useState<Open | null>(null);
  const close = (): void => setOpen(null);
  const { can, id, revision } = incident;
  const keep = async (changed: Promise<IncidentView>): Promise<void> =>
    connection.entities.upsert('incident', await changed);
  const next = can.acknowledge ? 'acknowledge' : can.grade && incident.eventLevel === null ? 'grade' : 'dispatch';
  const look = (step: string): string => (step === next ? 'btn pri' : 'btn');
  return (
    <nav className="actions">
      {can.acknowledge ? (
        <button
          type="button"
          className={look('acknowledge')}
          onClick={() => void tell(keep(connection.call('incident:acknowledge', { id, revision })))}
        >
          {t('incident.acknowledge')}
        </button>
      ) : null}
      {can.verify ? (
        <button type="button" className="btn" onClick={() => setOpen('verify')}>
          {t('incident.verify')}
        </button>
      ) : null}
      {can.grade ? (
        <button type="button" className={look('grade')} onClick={() => setOpen('grade')}>
          {t('incident.grade')}
        </button>
      ) : null}
      {can.dispatch || can.dispatchLifeSaving ? (
        <button type="button" className={look('dispatch')} onClick={() => setOpen('dispatch')}>
          {can.dispatch ? t('incident.dispatch') : t('incident.dispatchLifeSaving')}
        </button>
      ) : null}
      {can.declareFalseAlarm ? (
        <button type="button" className="btn" onClick={() => setOpen('false-alarm')}>
          {t('incident.falseAlarm')}
        </button>
      ) : null}
      <button type="button" className="btn quiet" onClick={() => showIncident(null)}>
        {t('incident.back')} <kbd>Esc</kbd>
      </button>
      {open === 'grade' ? <GradeDialog incident={incident} onClose={close} /> : null}
      {open === 'dispatch' ? <DispatchDialog incident={incident} onClose={close} /> : null}
      {open === 'verify' ? (
        <ReasonDialog
          title={t('incident.verifyTitle', { number: incident.number })}
          label={t('incident.verifyPlan')}
          submitText={t('incident.verify')}
          onSubmit={(plan) => keep(connection.call('incident:verify', { id, revision, plan })).then(() => true)}
          onClose={close}
        />
      ) : null}
      {open === 'false-alarm' ? (
        <FalseAlarmDialog
          incident={incident}
          onSubmit={(reason) =>
            keep(connection.call('incident:declare-false-alarm', { id, revision, reason })).then(() => true)
          }
          onClose={close}
        />
      ) : null}
    </nav>
  );
}
