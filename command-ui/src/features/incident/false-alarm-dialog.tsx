import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';
import type { IncidentView } from '@haigang/shared/features/incident/incident.model';
import { useConnection, useEntityList } from '@haigang/shared/web/connection';
import { Dialog } from '@haigang/shared/web/ui';
import { endConference } from '../conference/end-conference.js';
import { OpenOrdersWarning } from '../decision/open-orders.js';
import { ReasonDialog } from './reason-dialog.js';

/** 误报: asks for the reason; while the incident's conference runs that is ended first. [INC11] */
export function FalseAlarmDialog(props: {
  incident: IncidentView;
  onSubmit: (reason: string) => Promise<unknown>;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { id, number } = props.incident;
  const running = useEntityList('conference').find((one) => one.incidentId === id && one.state !== 'ENDED');
  const title = t('incident.falseAlarmTitle', { number });
  if (running) return <EndFirst title={title} conference={running} onClose={props.onClose} />;
  return (
    <ReasonDialog
      title={title}
      text={t('incident.falseAlarmText')}
      warning={<OpenOrdersWarning incidentId={id} />}
      label={t('incident.reason')}
      submitText={t('incident.falseAlarm')}
      onSubmit={props.onSubmit}
      onClose={props.onClose}
    />
  );
}

function EndFirst(props: { title: string; conference: ConferenceView; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const connection = useConnection();
  const [busy, setBusy] = useState(false);
  const inside = props.conference.participants.filter((one) => one.state === 'JOINED' || one.state === 'DROPPED');
  const end = async (): Promise<void> => {
    setBusy(true);
    await endConference(connection, props.conference.id);
    setBusy(false);
  };
  return (
    <Dialog
      title={props.title}
      submitText={t('conference.end')}
      busy={busy}
      onSubmit={() => void end()}
      onClose={props.onClose}
    >
      <p>{t('incident.endConferenceFirst', { count: inside.length })}</p>
    </Dialog>
  );
}
