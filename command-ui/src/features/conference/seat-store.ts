import { useEffect } from 'react';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { useStore } from 'zustand';
import type { SeatQuality } from '@haigang/shared/features/conference/conference.protocol';
import {
  useLines,
  useQualityOf,
  type ConferenceClient,
  type ConferenceState,
  type PreparedMedia,
} from '@haigang/shared/web/conference';

interface SeatOfPage {
  readonly seat: ConferenceClient | null;
  /** The page's own camera and microphone; null at a wall, which sends nothing. */
  readonly prepared: PreparedMedia | null;
}

const NO_SEAT: SeatOfPage = { seat: null, prepared: null };
const seatOfPage = createStore<SeatOfPage>(() => NO_SEAT);
const OUTSIDE = createStore<ConferenceState | null>(() => null);

/** Lets everything that shows the call know what its seat hears and sees. */
export function useShareSeat(seat: ConferenceClient | null, prepared: PreparedMedia | null = null): void {
  useEffect(() => seatOfPage.setState({ seat, prepared }), [seat, prepared]);
  useEffect(() => () => seatOfPage.setState(NO_SEAT), []);
}

/** Whether this page sits in that conference: not once its seat ended, or moved to another page of its person. */
export function hasSeatIn(conferenceId: string): boolean {
  const { seat } = seatOfPage.getState();
  return seat?.conferenceId === conferenceId && seat.state.getState().phase !== 'ended';
}

function useSeatIn(conferenceId: string): ConferenceClient | null {
  return useStore(seatOfPage, (state) => (state.seat?.conferenceId === conferenceId ? state.seat : null));
}

/** What this page's seat in that conference receives; null while it has none there. */
export function useSeatState(conferenceId: string): ConferenceState | null {
  const seat = useSeatIn(conferenceId);
  return useStore<StoreApi<ConferenceState | null>>(seat?.state ?? OUTSIDE);
}

/** A call of this page, as its stage and its band show it. */
export interface PageCall {
  readonly seat: ConferenceClient;
  readonly state: ConferenceState;
  readonly prepared: PreparedMedia;
}

/** This page's call in that conference; null while it has none there. */
export function usePageCall(conferenceId: string): PageCall | null {
  const seat = useSeatIn(conferenceId);
  const state = useSeatState(conferenceId);
  const prepared = useStore(seatOfPage, (one) => one.prepared);
  return seat && state && prepared ? { seat, state, prepared } : null;
}

/** How the lines of a participant were measured, of this page itself with null; null before the first measure. */
export function useSeatQuality(conferenceId: string, principalId: string | null): SeatQuality | null {
  const seat = useSeatIn(conferenceId);
  const own = useLines(seat, (lines) => lines.own);
  const theirs = useQualityOf(seat, principalId ?? '');
  return principalId === null ? own : theirs;
}
