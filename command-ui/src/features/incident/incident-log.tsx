import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { IncidentView } from '@haigang/shared/features/incident/incident.model';
import { beijingTime } from '@haigang/shared/kernel/time';
import { useConnection } from '@haigang/shared/web/connection';
import { logActor, logText, useIncidentLog } from '@haigang/shared/web/incident';
import { tell } from '@haigang/shared/web/ui';
import { useDeskKey } from '../../app/keys.js';
import { FilesButton } from '../evidence/files-button.js';

/** The whole log of one incident, newest first, with the line to write the next. */
export function IncidentLog({ incident }: { incident: IncidentView }): ReactNode {
  const { t } = useTranslation();
  const connection = useConnection();
  const [note, setNote] = useState('');
  const line = useRef<HTMLInputElement>(null);
  useDeskKey({ code: 'KeyL', text: t('incident.writeNote'), run: () => line.current?.focus() }, incident.can.writeLog);
  const rows = useIncidentLog(incident.id);
  const write = async (): Promise<void> => {
    const written = await tell(connection.call('incident:add-note', { id: incident.id, note: note.trim() }));
    if (!written) return;
    connection.entities.upsert('incident-log', written);
    setNote('');
  };
  return (
    <section className="p log">
      <header className="ph">
        <h2>{t('incident.log')}</h2>
        <span className="sp" />
        <FilesButton incidentId={incident.id} />
        <span className="t2 n">{rows.length}</span>
      </header>
      <ol className="rows">
        {rows.map((entry) => (
          <li key={entry.id} className="row">
            <b className="n t2">{beijingTime(Date.parse(entry.at))}</b>
            <span>
              <span className="t2">{logActor(entry)}</span> {logText(entry)}
            </span>
          </li>
        ))}
      </ol>
      {incident.can.writeLog ? (
        <form
          className="row write"
          onSubmit={(event) => {
            event.preventDefault();
            if (note.trim() !== '') void write();
          }}
        >
          <span className="in sp">
            <input
              ref={line}
              value={note}
              maxLength={2000}
              placeholder={t('incident.writeNote')}
              aria-label={t('incident.writeNote')}
              onChange={(event) => setNote(event.target.value)}
            />
          </span>
          <button type="submit" className="btn" disabled={note.trim() === ''}>
            {t('incident.send')}
          </button>
        </form>
      ) : null}
    </section>
  );
}
