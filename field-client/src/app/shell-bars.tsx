import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useConnectionState } from '@haigang/shared/web/connection';
import { elapsed, useServerNow } from '@haigang/shared/web/ui';
import type { AppShell } from '../platform/app-shell.js';

/** [SHELL3] A newer version is here: the person decides when. Never shown, and so never pressed, during a call. */
export function UpdateBar({ shell }: { shell: AppShell }): ReactNode {
  const { t } = useTranslation();
  const { updateReady } = useStore(shell.state);
  if (!updateReady) return null;
  return (
    <p className="linkbar row update" role="status">
      <span className="sp">{t('field.updateReady')}</span>
      <button type="button" className="btn" onClick={() => shell.applyUpdate()}>
        {t('field.updateNow')}
      </button>
    </p>
  );
}

/** [SHELL2] What the page says while it has never reached the centre since it was opened. */
export function NotReached(): ReactNode {
  const { t } = useTranslation();
  const since = useConnectionState((state) => state.link.since);
  const offline = useOffline();
  const now = useServerNow(Date.now);
  if (!offline) return <p role="status">{t('link.connecting')}</p>;
  return (
    <>
      <h1 role="status">{t('field.offlineTitle', { elapsed: elapsed(now - since) })}</h1>
      <p>{t('field.offlineText')}</p>
    </>
  );
}

function useOffline(): boolean {
  const [offline, setOffline] = useState(!navigator.onLine);
  useEffect(() => {
    const changed = (): void => setOffline(!navigator.onLine);
    window.addEventListener('online', changed);
    window.addEventListener('offline', changed);
    return () => {
      window.removeEventListener('online', changed);
      window.removeEventListener('offline', changed);
    };
  }, []);
  return offline;
}
