import { useCallback } from 'react';
import { isWaiting } from '@haigang/shared/features/conference/conference.rules';
import { useConnectionState, useEntityList } from '@haigang/shared/web/connection';
import { useSound } from '@haigang/shared/web/ui';
import { useView } from '../../app/view.js';
import { useKnock } from './use-lobbies.js';
import { useWaitingRooms, type WaitingRoom } from './use-waiting-rooms.js';

export interface Ringing {
  /** What sounds, or would if the browser let it: a request, an escalated one [REQ2], or a call to this very person. */
  readonly sound: 'ring' | 'alarm' | 'call' | null;
  readonly soundBlocked: boolean;
  readonly unlock: () => void;
  /** [ROOM14] */
  readonly waitingRooms: readonly WaitingRoom[];
}

/**
 * Knocks for who waits in a lobby [ROOM13]. Alarms while `isAlarming` or once a request is escalated, rings while one
 * waits, or a room for a desk [ROOM14], and otherwise when the centre calls this person.
 */
export function useRinging(isAlarming: boolean): Ringing {
  const waiting = useEntityList('conference-request').filter(isWaiting);
  const called = useIncomingCall() !== null;
  const waitingRooms = useWaitingRooms();
  const inCall = useView().conferenceId !== null;
  const rings = waiting.length > 0 || (waitingRooms.length > 0 && !inCall);
  const escalated = waiting.some((request) => request.state === 'ESCALATED');
  const sound = isAlarming || escalated ? 'alarm' : rings ? 'ring' : called ? 'call' : null;
  const { blocked, unlock, once } = useSound(sound);
  useKnock(
    useCallback(() => once('knock'), [once]),
    blocked,
  );
  return { sound, soundBlocked: blocked, unlock, waitingRooms };
}

/** The conference whose call rings for the person at this page. */
export function useIncomingCall() {
  const me = useConnectionState((state) => state.me?.principal.id);
  const conferences = useEntityList('conference');
  const ringing = conferences.find((one) =>
    one.participants.some(({ principalId, state }) => principalId === me && state === 'RINGING'),
  );
  const person = ringing?.participants.find((one) => one.principalId === me);
  return ringing?.can.join && person ? { conference: ringing, person } : null;
}
