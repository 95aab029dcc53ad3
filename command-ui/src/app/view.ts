import { createStore } from 'zustand/vanilla';
import { useStore } from 'zustand';

/** What this screen shows; React-free, one per page. */
export interface View {
  readonly incidentId: string | null;
  /** The conference this page has a seat in. */
  readonly conferenceId: string | null;
}

const view = createStore<View>(() => ({ incidentId: null, conferenceId: null }));
export const isInConference = (conferenceId: string): boolean => view.getState().conferenceId === conferenceId;
export const showIncident = (incidentId: string | null): void => view.setState({ incidentId });
export const enterConference = (conferenceId: string, incidentId: string): void =>
  view.setState({ conferenceId, incidentId });
export const leaveConference = (): void => view.setState({ conferenceId: null });

export function useView(): View {
  return useStore(view);
}
