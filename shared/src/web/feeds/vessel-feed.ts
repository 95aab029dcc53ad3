import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ForwardHealth, RecordingHealth, Vessel, VesselSourceHealth } from '../../features/vessel/vessel.model.js';
import { perConnection } from '../connection/index.js';

export interface VesselFeedState {
  /** By MMSI, as last heard. */
  readonly vessels: ReadonlyMap<string, Vessel>;
  /** Health of every AIS source; null before the first answer, empty when none is configured. */
  readonly sources: readonly VesselSourceHealth[] | null;
  /** How the recording of the sentences does; null where there is none. */
  readonly recording: RecordingHealth | null;
  /** Where sentences are passed on to. */
  readonly forwards: readonly ForwardHealth[];
}

/** The live AIS picture of this page: the whole of it on each (re)connection, then what changed. */
export const vesselFeedOf = perConnection((connection): StoreApi<VesselFeedState> => {
  const store = createStore<VesselFeedState>(() => ({
    vessels: new Map(),
    sources: null,
    recording: null,
    forwards: [],
  }));
  const take = (changed: readonly Vessel[], lost: readonly string[]): void => {
    const vessels = new Map(store.getState().vessels);
    for (const mmsi of lost) vessels.delete(mmsi);
    for (const vessel of changed) {
      const known = vessels.get(vessel.mmsi);
      if (!known || known.lastReportAt <= vessel.lastReportAt) vessels.set(vessel.mmsi, vessel);
    }
    store.setState({ vessels });
  };
  const { scope } = connection;
  scope.defer(connection.on('vessel:updated', ({ vessels, lost }) => take(vessels, lost)));
  scope.defer(connection.on('vessel:sources-changed', (sources) => store.setState({ sources })));
  scope.defer(connection.on('vessel:forwards-changed', (forwards) => store.setState({ forwards })));
  scope.defer(connection.on('vessel:recording-changed', (recording) => store.setState({ recording })));
  scope.defer(
    connection.onLive(() => {
      connection.call('vessel:list', {}).then(
        ({ vessels, ...health }) =>
          store.setState({ vessels: new Map(vessels.map((vessel) => [vessel.mmsi, vessel])), ...health }),
        // Roles without the picture are refused, a lost link asks again when it is back; what was shown keeps its ages.
        () => undefined,
      );
    }),
  );
  return store;
});
