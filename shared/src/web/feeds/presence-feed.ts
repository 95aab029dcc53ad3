import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Presence } from '../../features/identity/identity.protocol.js';
import { perConnection } from '../connection/index.js';

/** Everybody's open pages, as told to the desks and, without places, to the walls; empty for others. */
export const presenceFeedOf = perConnection((connection): StoreApi<{ readonly pages: readonly Presence[] }> => {
  const store = createStore<{ readonly pages: readonly Presence[] }>(() => ({ pages: [] }));
  connection.scope.defer(connection.on('identity:presence-changed', (pages) => store.setState({ pages })));
  return store;
});
