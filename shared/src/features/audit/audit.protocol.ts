import { z } from 'zod';
import { query, type Call } from '../../kernel/contract.js';
import { Instant } from '../../kernel/time.js';
import { hasRole, Role, type Principal } from '../identity/identity.model.js';

/** One row of the global chain as its readers see it. `payload` is null where it was erased; the digest stays. */
export const AuditRow = z.object({
  seq: z.int().positive(),
  at: Instant,
  actorId: z.string(),
  actorRole: Role.nullable(),
  action: z.string(),
  entity: z.string(),
  entityId: z.string(),
  client: z.string().nullable(),
  payload: z.unknown().nullable(),
  payloadDigest: z.string(),
  prevHash: z.string(),
  hash: z.string(),
});
export type AuditRow = z.infer<typeof AuditRow>;

/** Rows after `after`, oldest first; every filter that is given must hold. */
export const AuditQuery = z.object({
  after: z.int().nonnegative().default(0),
  limit: z.int().min(1).max(500).default(100),
  /** A whole action (`setting:approved`) or, ending in a colon, all of a kind (`setting:`). */
  action: z.string().min(1).max(80).optional(),
  actorId: z.string().min(1).max(120).optional(),
  entity: z.string().min(1).max(80).optional(),
  entityId: z.string().min(1).max(120).optional(),
  from: Instant.optional(),
  to: Instant.optional(),
});
export type AuditQuery = z.infer<typeof AuditQuery>;

/** What an administrator may read: how the system is run, never what the cases hold (domain.md §5, "technical"). */
export const TECHNICAL_ACTIONS = ['session:', 'account:', 'display:', 'setting:', 'call:', 'audit:'] as const;

/** [AUDR1] SU reads all, AD the technical rows, nobody else any. */
export function auditReach(principal: Pick<Principal, 'roles'>): 'all' | 'technical' | 'nothing' {
  if (hasRole(principal, 'auditor')) return 'all';
  return hasRole(principal, 'administrator') ? 'technical' : 'nothing';
}

export const auditCalls = {
  /** A page shorter than `limit` is the last one. Reading is itself recorded. */
  'audit:list': query(AuditQuery, z.object({ rows: z.array(AuditRow) })),
} as const satisfies Record<string, Call>;
