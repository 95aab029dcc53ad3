import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceView } from '../../features/conference/conference.model.js';
import { muteOf } from '../../features/conference/room.rules.js';
import { useConnectionState } from '../connection/index.js';
import { Icon, notify } from '../ui/index.js';
import type { ConferenceClient } from './conference-client.js';
import type { ConferenceState } from './seat-state.js';

type OwnSourceKind = 'microphone' | 'camera';

interface OwnSourceOptions {
  readonly source: OwnSourceKind;
  readonly conference: ConferenceView;
  readonly seat: ConferenceClient | null;
  readonly state: ConferenceState;
}

interface OwnSource {
  readonly on: boolean;
  /** The host holds it: this page cannot open it. */
  readonly locked: boolean;
  /** What a press does, or why it does nothing. */
  readonly text: string;
  readonly press: () => void;
}

/** [ROOM5] One's own microphone or camera as a button shows it: what the host has locked says so and opens nothing. */
export function useOwnSource({ source, conference, seat, state }: OwnSourceOptions): OwnSource {
  const { t } = useTranslation();
  const me = useConnectionState((one) => one.me?.principal.id) ?? '';
  const locked = muteOf(conference.room, me, source)?.locked === true;
  const microphone = source === 'microphone';
  const on = !locked && (microphone ? state.microphoneOn : state.cameraOn);
  if (locked) {
    const text = t(`room.held.${source}`);
    return { on, locked, text, press: () => notify(text) };
  }
  const [close, open] = microphone
    ? [t('conference.mute'), t('conference.unmute')]
    : [t('conference.cameraOff'), t('conference.cameraOn')];
  const press = (): void => (microphone ? seat?.setMicrophone(!on) : seat?.setCamera(!on));
  return { on, locked, text: on ? close : open, press };
}

/** Opens and closes one's own microphone or camera. */
export function SourceButton(
  props: OwnSourceOptions & { className?: string; size?: number; shortcut?: string },
): ReactNode {
  const { source, className, size = 20, shortcut } = props;
  const { on, locked, text, press } = useOwnSource(props);
  return (
    <button
      type="button"
      className={className}
      aria-pressed={!on}
      disabled={locked || props.state.phase === 'ended'}
      title={text}
      onClick={press}
    >
      <Icon name={on ? source : `${source}-off`} size={size} />
      <span>{text}</span>
      {shortcut && !locked ? <kbd>{shortcut}</kbd> : null}
    </button>
  );
}
