import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PpeLevel } from '@haigang/shared/features/dispatch/dispatch.model';
import type { IncidentView } from '@haigang/shared/features/incident/incident.model';
import type { Bilingual } from '@haigang/shared/kernel/bilingual';
import { useConnection } from '@haigang/shared/web/connection';
import { inLanguage } from '@haigang/shared/web/i18n';
import { Dialog, Field, tell } from '@haigang/shared/web/ui';
import { Choice } from '../incident/choice.js';

interface Officer {
  readonly id: string;
  readonly name: Bilingual;
}

/** 派遣: who, what, how protected, where to meet. Dispatching before grading is only for saving a life. */
export function DispatchDialog({ incident, onClose }: { incident: IncidentView; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const connection = useConnection();
  const officers = useOfficers();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [task, setTask] = useState('');
  const [ppeLevel, setPpe] = useState<PpeLevel>('P2');
  const [rendezvous, setRendezvous] = useState('');
  const [busy, setBusy] = useState(false);
  const early = incident.state === 'ACKNOWLEDGED';
  const issue = async (): Promise<void> => {
    setBusy(true);
    const issued = await tell(
      connection.call('dispatch:issue', {
        incidentId: incident.id,
        revision: incident.revision,
        officerIds: [...chosen],
        task: task.trim(),
        ppeLevel,
        rendezvous: rendezvous.trim(),
        lifeSaving: early,
      }),
    );
    setBusy(false);
    if (!issued) return;
    connection.entities.upsert('dispatch', issued);
    onClose();
  };
  const toggle = (id: string): void =>
    setChosen((known) => new Set(known.has(id) ? [...known].filter((one) => one !== id) : [...known, id]));
  return (
    <Dialog
      title={t('incident.dispatchTitle', { number: incident.number })}
      submitText={t('incident.dispatch')}
      busy={busy}
      canSubmit={chosen.size > 0 && task.trim() !== '' && rendezvous.trim() !== ''}
      onSubmit={() => void issue()}
      onClose={onClose}
    >
      {early ? <p className="linkbar">{t('incident.lifeSaving')}</p> : null}
      <fieldset className="levelchoice">
        <legend>{t('incident.officers')}</legend>
        {officers.map((officer) => (
          <label key={officer.id} className="row">
            <input type="checkbox" checked={chosen.has(officer.id)} onChange={() => toggle(officer.id)} />
            {inLanguage(officer.name)}
          </label>
        ))}
      </fieldset>
      <Field label={t('incident.task')} name="task" value={task} onChange={setTask} maxLength={400} />
      <Field
        label={t('incident.rendezvous')}
        name="rendezvous"
        value={rendezvous}
        onChange={setRendezvous}
        maxLength={120}
      />
      <Choice
        label={t('incident.ppeLabel')}
        value={ppeLevel}
        options={PpeLevel.options}
        onChange={setPpe}
        text={(one) => t(`ppe.${one}`)}
      />
    </Dialog>
  );
}

function useOfficers(): readonly Officer[] {
  const connection = useConnection();
  const [officers, setOfficers] = useState<readonly Officer[]>([]);
  useEffect(() => {
    let gone = false;
    void tell(connection.call('dispatch:officers', {})).then((reply) => {
      if (reply && !gone) setOfficers(reply.officers);
    });
    return () => {
      gone = true;
    };
  }, [connection]);
  return officers;
}
