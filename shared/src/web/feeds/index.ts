import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { BaseMap } from '../../features/vessel/base-map.model.js';
import type { Camera } from '../../features/camera/camera.model.js';
import type { Presence } from '../../features/identity/identity.protocol.js';
import { useConnection } from '../connection/index.js';
import { askBaseMapAnew, baseMapOf } from './base-map-feed.js';
import { cameraFeedOf } from './camera-feed.js';
import { presenceFeedOf } from './presence-feed.js';
import { vesselFeedOf, type VesselFeedState } from './vessel-feed.js';

export { cameraFeedOf } from './camera-feed.js';
export { aisFreshness, cameraFreshness } from './source-freshness.js';
export { lookAt, vesselFeedOf, type VesselFeedState } from './vessel-feed.js';

/** Part of the live AIS picture, for figures and health; drawings read the store itself and bypass React. */
export function useVesselFeed<T>(select: (state: VesselFeedState) => T): T {
  return useStore(vesselFeedOf(useConnection()), select);
}

/** What the site put under its chart; null before the first answer. */
export function useBaseMap(): BaseMap | null {
  return useStore(baseMapOf(useConnection()), (state) => state.baseMap);
}

/** As above, asked anew when what shows it is opened. */
export function useBaseMapNow(): BaseMap | null {
  const connection = useConnection();
  useEffect(() => askBaseMapAnew(connection), [connection]);
  return useBaseMap();
}

/** The cameras this page may watch; null before the first answer. */
export function useCameras(): readonly Camera[] | null {
  return useStore(cameraFeedOf(useConnection()), (state) => state.cameras);
}

/** Everybody's open pages, as this page may know them. */
export function usePresence(): readonly Presence[] {
  return useStore(presenceFeedOf(useConnection()), (state) => state.pages);
}
