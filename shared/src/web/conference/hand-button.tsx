import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceView } from '../../features/conference/conference.model.js';
import { useConnection } from '../connection/index.js';
import { Icon, tell } from '../ui/index.js';

/** [ROOM8] One's own hand: its place in the queue, 0 while it is down, and what raises and lowers it. */
export function useHand(conference: ConferenceView, principalId: string): { place: number; press: () => void } {
  const connection = useConnection();
  const place = conference.room.hands.indexOf(principalId) + 1;
  const raise = async (): Promise<void> => {
    const call = connection.call('conference:raise-hand', { conferenceId: conference.id, raised: place === 0 });
    const changed = await tell(call);
    if (changed) connection.entities.upsert('conference', changed);
  };
  return { place, press: () => void raise() };
}

/** [ROOM8] Raises and lowers one's own hand; says which place it has in the queue. */
export function HandButton(props: {
  conference: ConferenceView;
  principalId: string;
  className?: string;
  size?: number;
  /** The key that does the same, written on the button. */
  shortcut?: string;
}): ReactNode {
  const { t } = useTranslation();
  const { conference, principalId, className = 'btn', size = 20, shortcut } = props;
  const { place, press } = useHand(conference, principalId);
  return (
    <button
      type="button"
      className={className}
      aria-pressed={place > 0}
      disabled={!conference.can.raiseHand}
      onClick={press}
    >
      <Icon name="hand" size={size} />
      {place > 0 ? t('room.handUp', { place }) : t('room.raiseHand')}
      {shortcut === undefined ? null : <kbd>{shortcut}</kbd>}
    </button>
  );
}
