import { createStore, type StoreApi } from 'zustand/vanilla';
import { AppError } from '../../kernel/errors.js';
import { boxOfView, GLOBE, type ChartBox } from '../../features/vessel/chart-box.js';
import { applyFrame } from '../../features/vessel/vessel-frame.js';
import type { ForwardHealth, RecordingHealth, Vessel, VesselSourceHealth } from '../../features/vessel/vessel.model.js';
import { perConnection, type Connection } from '../connection/index.js';

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

/** A chart that is being moved asks when it stands still, ms. */
const LOOK_SETTLE_MS = 400;
/** One the centre had no time for is asked again, ms. */
const LOOK_AGAIN_MS = 5000;

/** What this page looks at; until it says so, everything. */
const lookOf = perConnection((connection) => {
  let view: ChartBox | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ask = (): void => {
    if (connection.state.getState().link.phase !== 'live') return;
    // Roles without the picture are refused, a lost link asks again when it is back; what was shown keeps its ages.
    connection.call('vessel:look', { view }).catch((failure: unknown) => {
      if (!(failure instanceof AppError) || !failure.retry) return;
      clearTimeout(timer);
      timer = setTimeout(ask, LOOK_AGAIN_MS);
    });
  };
  connection.scope.defer(connection.onLive(ask));
  connection.scope.defer(() => clearTimeout(timer));
  return (next: ChartBox | null): void => {
    const box = next && (boxOfView(next) ?? GLOBE);
    if (JSON.stringify(box) === JSON.stringify(view)) return;
    view = box;
    clearTimeout(timer);
    timer = setTimeout(ask, LOOK_SETTLE_MS);
  };
});

/** Tells what part of the chart is seen: news of the rest come less often. Null for none: a phone is told nothing then. */
export function lookAt(connection: Connection, view: ChartBox | null): void {
  lookOf(connection)(view);
}

/** The live AIS picture of this page: the whole of it on each (re)connection, then what changed. */
export const vesselFeedOf = perConnection((connection): StoreApi<VesselFeedState> => {
  const store = createStore<VesselFeedState>(() => ({
    vessels: new Map(),
    sources: null,
    recording: null,
    forwards: [],
  }));
  connection.scope.defer(
    connection.on('vessel:frame', (frame) =>
      store.setState(({ vessels }) => ({ vessels: applyFrame(vessels, frame), ...frame.health })),
    ),
  );
  lookOf(connection);
  return store;
});
