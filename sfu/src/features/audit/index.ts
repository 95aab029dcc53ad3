import type { auditCalls } from '@haigang/shared/features/audit/audit.protocol';
import type { Handlers } from '../../platform/signaling/call-context.js';
import type { AuditReader } from './audit-reader.js';

export { AuditReader } from './audit-reader.js';

export function createAuditHandlers(reader: AuditReader): Handlers<typeof auditCalls> {
  return { 'audit:list': async (context, query) => ({ rows: await reader.list(context, query) }) };
}
