import { useEffect, useState } from 'react';
import { z } from 'zod';
import {
  TAB_SEATS,
  useSwitchedOff,
  type ComingBack,
  type ConferenceClient,
  type ConferenceState,
} from '@haigang/shared/web/conference';

const Switches = z.object({ conferenceId: z.string(), microphoneOn: z.boolean(), cameraOn: z.boolean() });
type Switches = z.infer<typeof Switches>;

const KEPT = `${TAB_SEATS}switches`;

/** [CONF7] A page that is back in its call by itself has off what its person had switched off before it was loaded anew. */
export function useRememberedSwitches(call: {
  readonly conferenceId: string;
  readonly seat: ConferenceClient | null;
  readonly state: ConferenceState;
  readonly comes: ComingBack | undefined;
}): void {
  const { conferenceId, seat, state, comes } = call;
  const { phase, microphoneOn, cameraOn } = state;
  const [before] = useState(() => (comes?.byItself ? remembered(conferenceId) : null));
  useSwitchedOff(seat, before);
  useEffect(() => {
    if (phase === 'live') remember({ conferenceId, microphoneOn, cameraOn });
  }, [conferenceId, phase, microphoneOn, cameraOn]);
}

function remembered(conferenceId: string): Switches | null {
  try {
    const known = Switches.parse(JSON.parse(window.sessionStorage.getItem(KEPT) ?? 'null'));
    return known.conferenceId === conferenceId ? known : null;
  } catch {
    // Nothing, not ours, or storage forbidden.
    return null;
  }
}

function remember(switches: Switches): void {
  try {
    window.sessionStorage.setItem(KEPT, JSON.stringify(switches));
  } catch {
    // As above.
  }
}
