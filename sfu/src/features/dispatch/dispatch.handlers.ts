import type { Kysely } from 'kysely';
import type { dispatchCalls } from '@haigang/shared/features/dispatch/dispatch.protocol';
import type { Handlers } from '../../platform/signaling/call-context.js';
import type { Database } from '../../platform/storage/schema.js';
import { accounts, requireRole } from '../identity/index.js';
import type { DispatchService } from './dispatch.service.js';

export function createDispatchHandlers(deps: {
  service: DispatchService;
  reader: Kysely<Database>;
}): Handlers<typeof dispatchCalls> {
  const { service, reader } = deps;
  return {
    'dispatch:officers': async ({ principal }) => {
      requireRole(principal, 'commander', 'dispatcher');
      const all = await accounts.list(reader);
      const officers = all.filter(
        (account) => account.roles.includes('officer') && !account.disabled && account.orgId === principal.orgId,
      );
      return { officers: officers.map(({ id, name }) => ({ id, name })) };
    },
    'dispatch:issue': (unit, order) => service.issue(unit, order),
    'dispatch:confirm': (unit, { id }) => service.confirm(unit, id),
    'dispatch:report-on-scene': (unit, { id, ...arrival }) => service.reportOnScene(unit, id, arrival),
  };
}
