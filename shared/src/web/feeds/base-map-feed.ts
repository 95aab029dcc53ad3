import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BaseMap } from '../../features/vessel/base-map.model.js';
import { every } from '../../kernel/every.js';
import { perConnection, type Connection } from '../connection/index.js';

/** A page that was not told yet asks this often, ms. */
const ASK_EVERY_MS = 60_000;

/** What the site put under its chart, as this page was told last; null before. [AIS111] */
export const baseMapOf = perConnection((connection): StoreApi<{ readonly baseMap: BaseMap | null }> => {
  const store = createStore<{ readonly baseMap: BaseMap | null }>(() => ({ baseMap: null }));
  const ask = (): void => {
    if (store.getState().baseMap === null) askInto(connection, store);
  };
  connection.scope.defer(connection.onLive(ask));
  connection.scope.defer(every(ASK_EVERY_MS, ask));
  return store;
});

/** Asks what there is now; a chart that stands keeps what it was opened with. */
export function askBaseMapAnew(connection: Connection): void {
  askInto(connection, baseMapOf(connection));
}

function askInto(connection: Connection, store: StoreApi<{ readonly baseMap: BaseMap | null }>): void {
  if (connection.state.getState().link.phase !== 'live') return;
  connection.call('vessel:base-map', {}).then(
    (baseMap) => store.setState({ baseMap }),
    // Asked again soon; the chart has the coastline.
    () => undefined,
  );
}
