import { personIds, type Principal } from '@haigang/shared/features/identity/identity.model';

/** Who may see a row: anybody of the organisation with one of the roles, the principals named, and the units they carry. */
export interface Audience {
  readonly orgId: string;
  readonly roles: readonly string[];
  readonly principals: readonly string[];
}

export function isInAudience(audience: Audience, principal: Principal): boolean {
  if (audience.orgId !== principal.orgId) return false;
  if (personIds(principal).some((id) => audience.principals.includes(id))) return true;
  return principal.roles.some((role) => audience.roles.includes(role));
}
