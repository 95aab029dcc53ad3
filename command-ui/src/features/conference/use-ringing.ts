import { useCallback, useMemo } from 'react';
import type { ConferenceRequestView } from '@haigang/shared/features/conference/conference.model';
import { isRungFor, isWaiting } from '@haigang/shared/features/conference/conference.rules';
import { useConnectionState, useEntityList, usePrincipalIs } from '@haigang/shared/web/connection';
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

const NONE: readonly ConferenceRequestView[] = [];

/**
 * Knocks for who waits in a lobby [ROOM13]. Alarms while `isAlarming` or once a request is escalated, rings while one
 * waits, or a room for a desk [ROOM14], and otherwise when the centre calls this person.
 */
export function useRinging(isAlarming: boolean): Ringing {
  const waiting = useRungRequests();
  const called = useIncomingCall() !== null;
  const waitingRooms = useWaitingRooms();
  const inCall = useView().conferenceId !== null;
  const sound = soundOf({
    ...{ isAlarming, requests: waiting, rooms: waitingRooms.length, inCall, called },
  });
  const { blocked, unlock, once } = useSound(sound);
  useKnock(
    useCallback(() => once('knock'), [once]),
    blocked,
  );
  return { sound, soundBlocked: blocked, unlock, waitingRooms };
}

/** [REQ2] The requests this screen rings for: those that wait, where its person can answer or it hangs on the wall. */
export function useRungRequests(): readonly ConferenceRequestView[] {
  const requests = useEntityList('conference-request');
  const isRung = usePrincipalIs(isRungFor);
  return useMemo(() => (isRung ? requests.filter(isWaiting) : NONE), [requests, isRung]);
}

/** [REQ2] [ROOM14] What a screen sounds: an alarm before a ring, a ring before a call to this very person. */
export function soundOf(now: {
  readonly isAlarming: boolean;
  readonly requests: readonly Pick<ConferenceRequestView, 'state'>[];
  /** Rooms that wait for a desk; one in a call is told of them without a sound. */
  readonly rooms: number;
  readonly inCall: boolean;
  readonly called: boolean;
}): Ringing['sound'] {
  if (now.isAlarming || now.requests.some(({ state }) => state === 'ESCALATED')) return 'alarm';
  if (now.requests.length > 0 || (now.rooms > 0 && !now.inCall)) return 'ring';
  return now.called ? 'call' : null;
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
