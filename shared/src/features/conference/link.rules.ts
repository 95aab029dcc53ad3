import type { ExpertLink } from './conference.model.js';

/** [LINK8] How a link stands at a moment: one whose time is over is expired, whatever was written down. */
export function linkState(link: Pick<ExpertLink, 'state' | 'expiresAt'>, now: number): ExpertLink['state'] {
  const open = link.state === 'ISSUED' || link.state === 'BOUND';
  return open && Date.parse(link.expiresAt) <= now ? 'EXPIRED' : link.state;
}
