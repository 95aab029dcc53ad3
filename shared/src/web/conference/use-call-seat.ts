import { useEffect, useState } from 'react';
import { errorText } from '../i18n/index.js';
import { notify } from '../ui/index.js';
import type { ConferenceClient } from './conference-client.js';
import type { Facing } from './device-choice.js';
import { BY_PRESS, type ComingBack } from './seat-entry.js';
import type { ConferenceState } from './seat-state.js';
import type { PreparedMedia } from './use-local-media.js';
import { useSeat } from './use-seat.js';

/**
 * A seat with the page's own camera and microphone. [MEDIA16] They are open as long as the page has the seat: closed when
 * the call ends here or moves to another device, opened again by the press that moves it back; a page that comes back by
 * itself opens them when it is let in. How the page comes is asked once, when the call is first shown.
 */
export function useCallSeat(options: {
  readonly conferenceId: string;
  readonly prepared: PreparedMedia;
  readonly facing: Facing;
  readonly comes?: ComingBack;
}): { seat: ConferenceClient | null; state: ConferenceState } {
  const { conferenceId, prepared, facing } = options;
  const { media, open, complete, release } = prepared;
  const [comes] = useState(options.comes ?? BY_PRESS);
  const held = useSeat(conferenceId, media, comes);
  const { phase } = held.state;
  const [letIn, setLetIn] = useState(!comes.byItself);
  useEffect(() => {
    if (phase === 'live') setLetIn(true);
  }, [phase]);
  const opens = phase !== 'ended' && letIn;
  useEffect(() => {
    if (!opens) return undefined;
    open(facing).catch((failure: unknown) => notify(errorText(failure)));
    return release;
  }, [opens, open, release, facing]);
  const { seat } = held;
  useEffect(() => seat?.onWanted(() => void complete()), [seat, complete]);
  return held;
}
