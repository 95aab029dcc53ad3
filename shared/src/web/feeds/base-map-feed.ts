import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BaseMap } from '../../features/vessel/base-map.model.js';
import { perConnection } from '../connection/index.js';

/** What the site put under its chart, as it was when the page reached the centre first; null before. [AIS111] */
export const baseMapOf = perConnection((connection): StoreApi<{ readonly baseMap: BaseMap | null }> => {
  const store = createStore<{ readonly baseMap: BaseMap | null }>(() => ({ baseMap: null }));
  const ask = (): void => {
    if (store.getState().baseMap !== null || connection.state.getState().link.phase !== 'live') return;
    connection.call('vessel:base-map', {}).then(
      (baseMap) => store.setState({ baseMap }),
      // Asked again when the centre is reached again; the chart has the coastline.
      () => undefined,
    );
  };
  connection.scope.defer(connection.onLive(ask));
  return store;
});
