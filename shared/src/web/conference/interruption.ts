import type { TFunction } from 'i18next';

/** What an interrupted seat tells its person: whether the network went or the centre's media did. */
export function interruptionText(t: TFunction, reason: string | null): string {
  const centreAtFault = reason !== null && (reason.startsWith('conference.') || reason === 'media.failed');
  return centreAtFault ? t('conference.mediaRestarting') : t('conference.reconnecting');
}
