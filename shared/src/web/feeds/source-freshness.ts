import type { Camera } from '../../features/camera/camera.model.js';
import type { VesselSourceHealth } from '../../features/vessel/vessel.model.js';
import type { LinkState } from '../connection/index.js';
import type { Freshness } from '../ui/index.js';

/**
 * What a panel fed by AIS says of itself: the best of its sources, and never live while the centre cannot be heard. A
 * recording that plays says nothing of the receivers beside it.
 */
export function aisFreshness(all: readonly VesselSourceHealth[] | null, link: LinkState): Freshness {
  if (all === null || all.length === 0) return { kind: 'never' };
  const real = all.filter((source) => !source.simulated);
  const sources = real.length > 0 ? real : all;
  const lastSentenceAt = Math.max(...sources.map((source) => source.lastSentenceAt ?? 0));
  if (link.phase === 'stale') return { kind: 'stale', at: link.lastHeardAt };
  if (sources.some((source) => source.state === 'live')) return { kind: 'live' };
  return lastSentenceAt > 0 ? { kind: 'stale', at: lastSentenceAt } : { kind: 'offline' };
}

/** What the camera system says of itself: pictures are pulled on demand, so with nobody watching it is ready, not silent. */
export function cameraFreshness(cameras: readonly Camera[] | null, link: LinkState): Freshness {
  if (cameras === null || cameras.length === 0) return { kind: 'never' };
  if (link.phase === 'stale') return { kind: 'stale', at: link.lastHeardAt };
  const watched = cameras.filter((camera) => camera.state !== 'idle');
  const dead = watched.length > 0 && watched.every((camera) => camera.state === 'failed');
  return { kind: dead ? 'offline' : 'live' };
}
