import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useConnection, useConnectionState } from '../connection/index.js';
import { elapsed } from '../../kernel/time.js';
import { useServerNow } from './time.js';

/** One plain line while the page is not live; nothing while it is. */
export function LinkBar(): ReactNode {
  const { t } = useTranslation();
  const connection = useConnection();
  const link = useConnectionState((state) => state.link);
  const now = useServerNow(connection.serverNow);
  if (link.phase === 'live') return null;
  const old = link.phase === 'refused' && link.reason.endsWith('-too-old') ? link.reason : null;
  const crowded = link.phase !== 'refused' && link.reason === 'too-many-sockets';
  return (
    <div className="linkbar" role="status">
      {crowded ? t('link.too-many-sockets') : null}
      {link.phase === 'connecting' && !crowded ? t('link.connecting') : null}
      {link.phase === 'stale' && !crowded ? t('link.stale', { elapsed: elapsed(now - link.since) }) : null}
      {old === 'client-too-old' ? t('link.client-too-old') : old ? t('link.server-too-old') : null}
      {old ? (
        <button type="button" className="btn" onClick={() => window.location.reload()}>
          {t('link.reload')}
        </button>
      ) : null}
    </div>
  );
}
