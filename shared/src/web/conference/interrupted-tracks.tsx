import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { Icon } from '../ui/index.js';
import type { ConferenceClient } from './conference-client.js';
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

/** [NET7] Beside a participant's name while a phone call or another app has his microphone; otherwise nothing. */
export function InterruptedVoice(props: { seat: ConferenceClient | null; principalId: string }): ReactNode {
  return props.seat ? <Interrupted seat={props.seat} principalId={props.principalId} /> : null;
}

function Interrupted({ seat, principalId }: { seat: ConferenceClient; principalId: string }): ReactNode {
  const { t } = useTranslation();
  const interrupted = useStore(seat.state, ({ remotes }) =>
    remotes.some(
      (one) =>
        one.principalId === principalId && one.source === 'microphone' && one.paused && one.cause === 'interrupted',
    ),
  );
  if (!interrupted) return null;
  return (
    <span className="interrupted" role="status">
      <Icon name="microphone-off" size={16} /> {t('conference.voiceInterrupted')}
    </span>
  );
}
