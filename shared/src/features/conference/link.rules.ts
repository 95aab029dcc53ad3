import type { Bilingual } from '../../kernel/bilingual.js';
import { hasRole, type Principal, type Role } from '../identity/identity.model.js';
import type { ExpertLink } from './conference.model.js';

/** [LINK4] */
export const LINK_REVOKERS: readonly Role[] = ['commander', 'dispatcher', 'administrator'];

/** [LINK4] Who takes a link back. */
export function mayRevokeLinks(principal: Pick<Principal, 'roles'>): boolean {
  return hasRole(principal, ...LINK_REVOKERS);
}

/** [LINK8] How a link stands at a moment: one whose time is over is expired, whatever was written down. */
export function linkState(link: Pick<ExpertLink, 'state' | 'expiresAt'>, now: number): ExpertLink['state'] {
  const open = link.state === 'ISSUED' || link.state === 'BOUND';
  return open && Date.parse(link.expiresAt) <= now ? 'EXPIRED' : link.state;
}

/** [LINK11] Whom a link is for; where there is no English name the one there is stands on every screen. */
export function expertNameOf({ expertName, expertNameEn }: Pick<ExpertLink, 'expertName' | 'expertNameEn'>): Bilingual {
  return { zh: expertName, en: expertNameEn || expertName };
}
