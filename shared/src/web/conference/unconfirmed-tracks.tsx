import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceState } from './seat-state.js';

/** [MEDIA13] Says which of one's own switches the centre has not confirmed: the button alone would claim too much. */
export function UnconfirmedTracks({ state }: { state: ConferenceState }): ReactNode {
  const { t } = useTranslation();
  const { unconfirmed, microphoneOn, cameraOn } = state;
  const silent = unconfirmed.includes('microphone') && microphoneOn;
  const unseen = unconfirmed.includes('camera') && cameraOn;
  if (!silent && !unseen) return null;
  return (
    <p className="linkbar" role="status">
      {t(silent ? 'conference.microphoneUnconfirmed' : 'conference.cameraUnconfirmed')}
    </p>
  );
}
