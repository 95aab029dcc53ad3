import type { SourceFault, VesselSourceHealth } from './vessel.model.js';

/** From this share of damaged sentences on the line is not right; a clean one has none. */
const BAD_SHARE = 0.05;

/** What somebody should do about a source; null where nothing is wrong. */
export type SourceAdvice = SourceFault | 'ended' | 'silent' | 'refused-peer' | 'bad-line' | null;

/** The one thing that is most wrong with a source. [AIS47] */
export function sourceAdvice(source: VesselSourceHealth): SourceAdvice {
  if (source.state === 'ended') return source.fault ?? 'ended';
  // Somebody knocks and is not let in: that is more likely the receiver than an attack.
  if (source.state !== 'live' && source.refusedPeers > 0) return 'refused-peer';
  if (source.state === 'disconnected') return source.fault;
  // Damage explains silence too: of what is wrong nothing is used.
  if ((source.badShare ?? 0) >= BAD_SHARE) return 'bad-line';
  return source.state === 'silent' ? 'silent' : null;
}

/** Whether it does what it should: a recording that is over has done it. */
export function isSourceWell(source: VesselSourceHealth): boolean {
  return source.state === 'live' || (source.state === 'ended' && source.fault === null);
}
