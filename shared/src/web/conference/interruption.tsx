import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { every } from '../../kernel/every.js';
import { settingMs } from '../../kernel/settings.js';
import { seatGraceSeconds } from '../../features/conference/conference.settings.js';
import { useConnectionState, useSettings } from '../connection/index.js';
import { NOT_CONNECTED } from './path-watch.js';
import { elapsed } from '../ui/index.js';

/**
 * What an interrupted seat tells its person: that the centre's media went, or since when the network has been away and
 * what becomes of the seat. [NET9]
 */
export function InterruptionText({ reason }: { reason: string | null }): ReactNode {
  const { t } = useTranslation();
  const graceMs = settingMs(useSettings(), seatGraceSeconds);
  const away = useConnectionState(({ link }) => (link.phase === 'stale' ? link.since : null));
  const [now, setNow] = useState(Date.now);
  useEffect(() => every(1000, () => setNow(Date.now())), []);
  const centreAtFault = reason !== null && (reason.startsWith('conference.') || reason === 'media.failed');
  if (centreAtFault) return t('conference.mediaRestarting');
  if (reason === NOT_CONNECTED && away === null) return t('conference.notConnected');
  if (away === null) return t('conference.reconnecting');
  const leftMs = graceMs - (now - away);
  return leftMs > 0
    ? t('conference.seatKept', { away: elapsed(now - away), left: elapsed(leftMs) })
    : t('conference.seatGivenUp', { away: elapsed(now - away) });
}
