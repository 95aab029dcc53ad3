import { useCallback, useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceView } from '../../features/conference/conference.model.js';
import type { Mute } from '../../features/conference/room.model.js';
import { muteOf, mutesOf } from '../../features/conference/room.rules.js';
import { inLanguage } from '../i18n/index.js';
import { Icon } from '../ui/index.js';
import type { ConferenceClient } from './conference-client.js';
import type { ConferenceState } from './seat-state.js';

interface HostMuteOptions {
  readonly conference: ConferenceView;
  readonly principalId: string;
  readonly seat: ConferenceClient | null;
  readonly state: ConferenceState;
}

/** [ROOM5] Says that the host silenced this person and who it was; the page's own buttons then show it as well. */
export function HostNotice(props: HostMuteOptions): ReactNode {
  const { t } = useTranslation();
  const { conference, principalId } = props;
  useHostMutes(props);
  return mutesOf(conference.room, principalId).map((mute) => (
    <p key={mute.source} className="linkbar host-notice" role="status">
      <Icon name={mute.source === 'microphone' ? 'microphone-off' : 'camera-off'} />
      {t(mute.locked ? `room.silencedLocked.${mute.source}` : `room.silenced.${mute.source}`, {
        name: inLanguage(mute.byName),
      })}
    </p>
  ));
}

/** [ROOM5] The page's own switches follow what the host silenced, where no notice stands. */
function useHostMutes({ conference, principalId, seat, state }: HostMuteOptions): void {
  const { room } = conference;
  const microphoneOff = useCallback(() => seat?.setMicrophone(false), [seat]);
  const cameraOff = useCallback(() => seat?.setCamera(false), [seat]);
  const screenOff = useCallback(() => seat?.endScreen(), [seat]);
  useSilenced(muteOf(room, principalId, 'microphone'), state.microphoneOn, microphoneOff);
  useSilenced(muteOf(room, principalId, 'camera'), state.cameraOn, cameraOff);
  // A screen that a lock refuses ends by itself, and says so in words.
  useSilenced(muteOf(room, principalId, 'screen'), false, screenOff);
}

/**
 * The track is held at the server whatever this page does; here its button follows. A press lifts a mute that is not
 * locked, however long the line takes to tell it, so nothing but a lock or a new mute switches off what a press opened.
 */
function useSilenced(mute: Mute | undefined, on: boolean, off: () => void): void {
  const since = mute?.at;
  useEffect(() => {
    if (since !== undefined) off();
  }, [since, off]);
  const refused = mute?.locked === true && on;
  useEffect(() => {
    if (refused) off();
  }, [refused, off]);
}
