import { useEffect } from 'react';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { useStore } from 'zustand';
import type { SeatQuality } from '@haigang/shared/features/conference/conference.protocol';
import { useLines, type ConferenceClient, type ConferenceState } from '@haigang/shared/web/conference';

const seatOfPage = createStore<{ readonly seat: ConferenceClient | null }>(() => ({ seat: null }));
const OUTSIDE = createStore<ConferenceState | null>(() => null);

/** Lets the panels beside the stage know what its seat hears and sees. */
export function useShareSeat(seat: ConferenceClient | null): void {
  useEffect(() => {
    seatOfPage.setState({ seat });
    return () => seatOfPage.setState({ seat: null });
  }, [seat]);
}

function useSeatIn(conferenceId: string): ConferenceClient | null {
  return useStore(seatOfPage, (state) => (state.seat?.conferenceId === conferenceId ? state.seat : null));
}

/** What this page's seat in that conference receives; null while it has none there. */
export function useSeatState(conferenceId: string): ConferenceState | null {
  const seat = useSeatIn(conferenceId);
  return useStore<StoreApi<ConferenceState | null>>(seat?.state ?? OUTSIDE);
}

/** How the lines of a participant were measured, of this page itself with null; null before the first measure. */
export function useSeatQuality(conferenceId: string, principalId: string | null): SeatQuality | null {
  return useLines(useSeatIn(conferenceId), ({ own, others }) =>
    principalId === null ? own : (others.get(principalId) ?? null),
  );
}
