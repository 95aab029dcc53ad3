import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { perConnection, useConnection, type Connection } from '../connection/index.js';
import { useWakeLock } from '../ui/index.js';
import { joinConference, type ConferenceClient } from './conference-client.js';
import type { LocalMedia } from './local-media.js';
import { BY_PRESS, type ComingBack } from './seat-entry.js';
import type { ConferenceState } from './seat-state.js';

const NO_SEAT: ConferenceState = {
  ...{ phase: 'joining', reason: null, remotes: [] },
  ...{ microphoneOn: false, cameraOn: false, pictureWaits: false, unconfirmed: [], sharing: false },
};
const noSeat = createStore<ConferenceState>(() => NO_SEAT);

/** A seat that nobody took over within this time is given up, ms. */
const AHEAD_MS = 5000;

const seatsAhead = perConnection(() => new Map<string, ConferenceClient>());

/**
 * Takes this page's seat before what shows it stands: drawing a screen keeps the page busy for as long as the centre needs
 * to answer. `useSeat` takes it over.
 */
export function takeSeatAhead(connection: Connection, conferenceId: string): void {
  const ahead = seatsAhead(connection);
  if (ahead.has(conferenceId)) return;
  const seat = joinConference({ connection, conferenceId });
  ahead.set(conferenceId, seat);
  setTimeout(() => {
    if (ahead.get(conferenceId) !== seat) return;
    ahead.delete(conferenceId);
    seat.leave();
  }, AHEAD_MS);
}

function seatOf(connection: Connection, conferenceId: string, comes: ComingBack): ConferenceClient {
  const ahead = seatsAhead(connection);
  const seat = ahead.get(conferenceId);
  ahead.delete(conferenceId);
  return seat ?? joinConference({ connection, conferenceId, comes });
}

/**
 * Holds this page's seat while `conferenceId` is given: joins once, leaves when it goes, and sends `local` as soon as it
 * is opened, so that the others' pictures never wait for one's own camera. A page that disappears does not leave, it
 * drops, and its next visit takes the seat up again. The screen stays on meanwhile.
 */
export function useSeat(
  conferenceId: string | null,
  local: LocalMedia | null,
  comes: ComingBack = BY_PRESS,
): { seat: ConferenceClient | null; state: ConferenceState } {
  const connection = useConnection();
  useWakeLock(conferenceId !== null);
  const [seat, setSeat] = useState<ConferenceClient | null>(null);
  useEffect(() => {
    if (conferenceId === null) return;
    const joined = seatOf(connection, conferenceId, comes);
    setSeat(joined);
    return () => {
      setSeat(null);
      joined.leave();
    };
  }, [connection, conferenceId, comes]);
  useEffect(() => {
    if (seat && local) seat.publish(local);
  }, [seat, local]);
  return { seat, state: useStore(seat?.state ?? noSeat) };
}
