import { z } from 'zod';
import { Bilingual } from '../../kernel/bilingual.js';
import { Instant } from '../../kernel/time.js';
import { EnrolledKind } from './device.model.js';

/**
 * Roles of domain.md §5: DC commander · DP dispatcher · FO officer · LB lab · EI internal-expert · EX external-expert ·
 * IR registrar · CL clerk · SU auditor · AD administrator · AG declarant; `display` is a paired wall screen.
 */
export const Role = z.enum([
  'commander',
  'dispatcher',
  'officer',
  'lab',
  'internal-expert',
  'external-expert',
  'registrar',
  'clerk',
  'auditor',
  'administrator',
  'declarant',
  'display',
]);
export type Role = z.infer<typeof Role>;

export const PrincipalKind = z.enum(['account', 'guest', 'wall', 'device']);

/** Who acts: an account, a guest by link, a paired wall display, or an enrolled device. */
export const Principal = z.object({
  /** `account:<uuid>`, `guest:<uuid>`, `wall:<uuid>` or `device:<uuid>`. */
  id: z.string().max(120),
  kind: PrincipalKind,
  name: Bilingual,
  roles: z.array(Role),
  orgId: z.string().max(60),
  /** A guest belongs to exactly one conference. */
  conferenceId: z.string().nullable(),
  /** [DEV6] The account of the officer who carries this unit; absent for everybody else and for a unit of the pool. */
  carriedById: z.string().max(120).optional(),
  /** [DEV3] What a unit was enrolled as; absent for everybody else. */
  enrolledAs: EnrolledKind.optional(),
});
export type Principal = z.infer<typeof Principal>;

/** [DEV6] Whose tasks and orders are this principal's: his own, and for a unit those of the officer who carries it. */
export function personIds(principal: Pick<Principal, 'id' | 'carriedById'>): readonly string[] {
  return principal.carriedById === undefined ? [principal.id] : [principal.id, principal.carriedById];
}

export function hasRole(principal: Pick<Principal, 'roles'>, ...roles: readonly Role[]): boolean {
  return principal.roles.some((role) => roles.includes(role));
}

/** [PRE1] Who is told who is there: the centre, and its walls without places. */
export function seesPresence(principal: Pick<Principal, 'roles'>): boolean {
  return hasRole(principal, 'commander', 'dispatcher', 'display');
}

/** Roles that stand on duty, in the order in which the centre lists them (domain.md §5). */
export const DUTY_ROLES: readonly Role[] = ['commander', 'dispatcher', 'officer', 'lab', 'internal-expert'];

/** [PRE3] Who is on duty or off, and whose place the centre may be told; nobody else's. */
export function standsOnDuty(principal: Pick<Principal, 'roles'>): boolean {
  return hasRole(principal, ...DUTY_ROLES);
}

export const Username = z.string().regex(/^[a-z][a-z0-9._-]{1,40}$/u, 'lower-case letters, digits, dot, dash');
/** At least 10 characters: length, not composition, is what resists guessing (NIST SP 800-63B §5.1.1). */
export const NewPassword = z.string().min(10).max(200);

/** An account as administrators see it; never a hash. */
export const Account = z.object({
  /** `account:<uuid>`, also the id of the principal. */
  id: z.string(),
  orgId: z.string(),
  drill: z.boolean(),
  username: Username,
  name: Bilingual,
  roles: z.array(Role),
  disabled: z.boolean(),
  simulated: z.boolean(),
  createdAt: Instant,
  revision: z.int(),
});
export type Account = z.infer<typeof Account>;

/** A wall screen: waits with a code until a person approves it, then shows what walls may show. */
export const Display = z.object({
  /** `wall:<uuid>`, also the id of the principal. */
  id: z.string(),
  orgId: z.string(),
  simulated: z.boolean(),
  drill: z.boolean(),
  name: z.string(),
  state: z.enum(['WAITING', 'PAIRED', 'REVOKED']),
  pairingCode: z.string().nullable(),
  requestedAt: Instant,
  pairedAt: Instant.nullable(),
  revision: z.int(),
});
export type Display = z.infer<typeof Display>;
