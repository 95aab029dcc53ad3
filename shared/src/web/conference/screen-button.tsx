import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../ui/index.js';
import type { ConferenceClient } from './conference-client.js';

/** Whether this browser can show its screen at all; those of phones cannot. */
function offersScreen(): boolean {
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  return devices !== undefined && 'getDisplayMedia' in devices;
}

/** [MEDIA9] Shows this page's person's screen to the room, and ends it; nothing where the browser cannot. */
export function ScreenButton(props: {
  seat: ConferenceClient | null;
  sharing: boolean;
  /** The key that does the same. */
  shortcut?: string;
}): ReactNode {
  const { t } = useTranslation();
  const { seat, sharing, shortcut } = props;
  if (!offersScreen()) return null;
  return (
    <button type="button" className="btn" aria-pressed={sharing} disabled={!seat} onClick={() => seat?.toggleScreen()}>
      <Icon name="screen" />
      {sharing ? t('localDevice.stopScreen') : t('localDevice.shareScreen')} {shortcut ? <kbd>{shortcut}</kbd> : null}
    </button>
  );
}
