import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { LocalKind } from './track-care.js';

/** Says which of one's own tracks the system has taken, and that they come back; nothing while all is well. */
export function InterruptedTracks({ kinds }: { kinds: readonly LocalKind[] }): ReactNode {
  const { t } = useTranslation();
  const [first] = kinds;
  if (first === undefined) return null;
  const kind = kinds.includes('microphone') ? 'microphone' : first;
  return (
    <p className="linkbar" role="status">
      {t(kind === 'microphone' ? 'conference.microphoneTaken' : 'conference.cameraTaken')}
    </p>
  );
}
