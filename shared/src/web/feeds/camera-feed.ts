import { every } from '../../kernel/every.js';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Camera } from '../../features/camera/camera.model.js';
import { perConnection } from '../connection/index.js';

const ASK_EVERY_MS = 5000;

/** The cameras this page may watch with their state; null before the first answer, asked for again every few seconds. */
export const cameraFeedOf = perConnection((connection): StoreApi<{ readonly cameras: readonly Camera[] | null }> => {
  const store = createStore<{ readonly cameras: readonly Camera[] | null }>(() => ({ cameras: null }));
  const ask = (): void => {
    if (connection.state.getState().link.phase !== 'live') return;
    connection.call('camera:list', {}).then(
      ({ cameras }) => store.setState({ cameras }),
      // The link bar says that the centre cannot be reached; the last answer stays with its ages.
      () => undefined,
    );
  };
  connection.scope.defer(every(ASK_EVERY_MS, ask));
  connection.scope.defer(connection.onLive(ask));
  return store;
});
