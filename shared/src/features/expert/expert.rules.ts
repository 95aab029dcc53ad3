import type { Principal, Role } from '../identity/identity.model.js';
import type { Availability, Expert } from './expert.model.js';

/** Roles that keep the directory. */
export const DIRECTORY_KEEPERS: readonly Role[] = ['dispatcher', 'administrator'];

/** Somebody whose only part is that of an internal expert; his page is the expert's. */
export function isExpertOnly({ roles }: Pick<Principal, 'roles'>): boolean {
  return roles.length > 0 && roles.every((role) => role === 'internal-expert');
}

/** [EXPT1] Who reads the directory; an expert reads his own entry. */
export function expertAudience(expert: Pick<Expert, 'id'>): { roles: readonly Role[]; principals: readonly string[] } {
  return { roles: ['commander', 'auditor', ...DIRECTORY_KEEPERS], principals: [expert.id] };
}

/** [EXPT3] How an expert stands at a moment: past its end, on call becomes off, and busy or off becomes on call. */
export function availabilityAt(expert: Pick<Expert, 'availability' | 'until'>, now: number): Availability {
  if (expert.until === null || Date.parse(expert.until) > now) return expert.availability;
  return expert.availability === 'available' ? 'off' : 'available';
}

const RANK: Readonly<Record<Availability, number>> = { available: 0, busy: 1, off: 2 };

/** [EXPT4] The directory in the order in which one would call: on call first. */
export function inCallOrder(experts: readonly Expert[], now: number): Expert[] {
  return experts.toSorted(
    (a, b) => RANK[availabilityAt(a, now)] - RANK[availabilityAt(b, now)] || a.name.zh.localeCompare(b.name.zh, 'zh'),
  );
}
