import { z } from 'zod';
import { Bilingual } from '../../kernel/bilingual.js';
import { Instant } from '../../kernel/time.js';

/** 单兵 · 手机 · 平板: what an administrator enrols. */
export const EnrolledKind = z.enum(['body-worn', 'phone', 'tablet']);
export type EnrolledKind = z.infer<typeof EnrolledKind>;

/** A device of the authority. WAITING: its code is not used yet; ENROLLED: it holds a token; REVOKED: it may do nothing. */
export const Device = z.object({
  /** `device:<uuid>`, also the id of the principal. */
  id: z.string(),
  orgId: z.string(),
  simulated: z.boolean(),
  drill: z.boolean(),
  label: z.string(),
  kind: EnrolledKind,
  /** The officer who carries it; null for one of the pool. */
  accountId: z.string().nullable(),
  accountName: Bilingual.nullable(),
  state: z.enum(['WAITING', 'ENROLLED', 'REVOKED']),
  codeExpiresAt: Instant.nullable(),
  enrolledAt: Instant.nullable(),
  /** When it last said something, not finer than a minute. */
  lastSeenAt: Instant.nullable(),
  batteryPercent: z.number().nullable(),
  createdAt: Instant,
  revision: z.int(),
});
export type Device = z.infer<typeof Device>;

/** A code as a person types it: digits alone count, so blanks and dashes do no harm. */
export function codeDigits(typed: string): string {
  return typed.replace(/\D/gu, '');
}

/** Ten digits in groups that are easily read out. */
export function spokenCode(code: string): string {
  return code.replace(/^(\d{3})(\d{3})(\d{4})$/u, '$1 $2 $3');
}
