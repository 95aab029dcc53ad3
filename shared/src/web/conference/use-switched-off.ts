import { useEffect } from 'react';
import type { ConferenceClient } from './conference-client.js';
import type { ConferenceState } from './seat-state.js';

/** [CONF7] What its person had switched off before the page was loaded anew is off in the call it comes back to. */
export function useSwitchedOff(
  seat: ConferenceClient | null,
  before: Pick<ConferenceState, 'microphoneOn' | 'cameraOn'> | null,
): void {
  useEffect(() => {
    if (before?.microphoneOn === false) seat?.setMicrophone(false);
    if (before?.cameraOn === false) seat?.setCamera(false);
  }, [seat, before]);
}
