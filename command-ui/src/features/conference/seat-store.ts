import { useEffect } from 'react';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { useStore } from 'zustand';
import type { ConferenceClient, ConferenceState } from '@haigang/shared/web/conference';

const seatOfPage = createStore<{ readonly seat: ConferenceClient | null }>(() => ({ seat: null }));
const OUTSIDE = createStore<ConferenceState | null>(() => null);

/** Lets the panels beside the stage know what its seat hears and sees. */
export function useShareSeat(seat: ConferenceClient | null): void {
  useEffect(() => {
    seatOfPage.setState({ seat });
    return () => seatOfPage.setState({ seat: null });
  }, [seat]);
}

/** What this page's seat in that conference receives; null while it has none there. */
export function useSeatState(conferenceId: string): ConferenceState | null {
  const seat = useStore(seatOfPage, (state) => (state.seat?.conferenceId === conferenceId ? state.seat : null));
  return useStore<StoreApi<ConferenceState | null>>(seat?.state ?? OUTSIDE);
}
