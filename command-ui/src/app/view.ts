import type { LatLon } from '@haigang/shared/kernel/geodesy';
import { BY_PRESS, type ComingBack } from '@haigang/shared/web/conference';
import { createStore } from 'zustand/vanilla';
import { useStore } from 'zustand';
import { isAdministration, toBigScreen, usePath } from './path.js';

/** What this screen shows; React-free, one per page. */
export interface View {
  readonly incidentId: string | null;
  /** The conference this page has a seat in, whatever it shows. [ROOM11] */
  readonly conferenceId: string | null;
  /** How the page comes to that seat. [CONF7] */
  readonly comes: ComingBack;
  /** The vessel whose card is open. */
  readonly mmsi: string | null;
  /** The place somebody asked to see on the chart; null for the one that belongs to the screen. */
  readonly centre: LatLon | null;
  /** The chart stays with the chosen vessel until somebody moves it. */
  readonly following: boolean;
  /** The list of vessels stands beside the chart. */
  readonly vesselList: boolean;
}

export const view = createStore<View>(() => ({
  ...{ incidentId: null, conferenceId: null, comes: BY_PRESS },
  ...{ mmsi: null, centre: null, following: false, vesselList: false },
}));
export const isInConference = (conferenceId: string): boolean => view.getState().conferenceId === conferenceId;
export const showIncident = (incidentId: string | null): void =>
  // The list was for the screen it was opened on: it takes the place of the log in another.
  view.setState((was) => ({
    ...{ incidentId, centre: null, following: false },
    vesselList: was.vesselList && was.incidentId === incidentId,
  }));
export const enterConference = (conferenceId: string, incidentId: string): void => {
  showIncident(incidentId);
  view.setState({ conferenceId, comes: BY_PRESS });
  toBigScreen();
};
/** [CONF7] A page begins: with what its tab showed before, and on the way back to the call it sat in, or with nothing. */
export const beginView = (incidentId: string | null, seat: { conferenceId: string; pageId: string } | null): void =>
  view.setState({
    ...view.getInitialState(),
    incidentId,
    ...(seat && { conferenceId: seat.conferenceId, comes: { byItself: true, previousPageId: seat.pageId } }),
  });
export const selectVessel = (mmsi: string | null): void =>
  view.setState((was) => ({ mmsi, following: was.following && was.mmsi === mmsi }));
/** Opens a vessel's card and brings the chart to it. */
export const showVessel = (mmsi: string, centre: LatLon): void => {
  selectVessel(mmsi);
  // Another object each time: the chart goes there again, although it was asked for that place before.
  view.setState({ centre: { ...centre } });
  toBigScreen();
};
export const setFollowing = (following: boolean): void =>
  view.setState(({ mmsi }) => ({ following: following && mmsi !== null }));
export const toggleVesselList = (): void => view.setState(({ vesselList }) => ({ vesselList: !vesselList }));
export const leaveConference = (): void => view.setState({ conferenceId: null });

/** The incident whose screen is shown; null beside the big screen and on its overview. */
export function useLookedAt(): string | null {
  const administers = isAdministration(usePath());
  return useStore(view, ({ incidentId }) => (administers ? null : incidentId));
}

export function useView(): View {
  return useStore(view);
}
