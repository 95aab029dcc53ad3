import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Display } from '@haigang/shared/features/identity/identity.model';
import { useConnection, useEntityList } from '@haigang/shared/web/connection';
import { Field, tell } from '@haigang/shared/web/ui';

/** Wall displays: pair by the code the screen shows, revoke live. */
export function DisplaysPanel(): ReactNode {
  const { t } = useTranslation();
  const connection = useConnection();
  const displays = useEntityList('display').filter((display) => display.state !== 'REVOKED');
  const [code, setCode] = useState('');
  const [name, setName] = useState('');
  const keep = async (task: Promise<Display>): Promise<void> => {
    const changed = await tell(task);
    if (!changed) return;
    connection.entities.upsert('display', changed);
    setCode('');
    setName('');
  };
  return (
    <section className="p">
      <header className="ph">
        <h2>{t('admin.displays')}</h2>
      </header>
      <form
        className="row pairing"
        onSubmit={(event) => {
          event.preventDefault();
          void keep(connection.call('identity:approve-display', { pairingCode: code, name }));
        }}
      >
        <Field label={t('admin.code')} value={code} onChange={setCode} maxLength={6} />
        <Field label={t('admin.displayName')} value={name} onChange={setName} maxLength={40} />
        <button type="submit" className="btn pri" disabled={code.length < 6 || name.trim() === ''}>
          {t('admin.pair')}
        </button>
      </form>
      <ul className="rows">
        {displays.length === 0 ? <li className="empty">{t('admin.none')}</li> : null}
        {displays.map((display) => (
          <li key={display.id} className="row">
            <b>{display.name}</b>
            <span className="tag">{display.state === 'WAITING' ? t('admin.waiting') : t('wall.paired')}</span>
            <span className="sp" />
            <button
              type="button"
              className="btn quiet"
              onClick={() => void keep(connection.call('identity:revoke-display', { id: display.id }))}
            >
              {t('admin.revoke')}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
