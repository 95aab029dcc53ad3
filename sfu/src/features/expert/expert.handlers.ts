import type { Kysely } from 'kysely';
import type { expertCalls } from '@haigang/shared/features/expert/expert.protocol';
import { DIRECTORY_KEEPERS } from '@haigang/shared/features/expert/expert.rules';
import type { Handlers } from '../../platform/signaling/call-context.js';
import type { Database } from '../../platform/storage/schema.js';
import { presentConference } from '../conference/index.js';
import { accounts, requireRole } from '../identity/index.js';
import type { ExpertService } from './expert.service.js';

export function createExpertHandlers(deps: {
  service: ExpertService;
  reader: Kysely<Database>;
}): Handlers<typeof expertCalls> {
  const { service, reader } = deps;
  return {
    'expert:accounts': async ({ principal }) => {
      requireRole(principal, 'commander', ...DIRECTORY_KEEPERS);
      const all = await accounts.list(reader);
      const found = all.filter(
        (account) =>
          account.roles.includes('internal-expert') && !account.disabled && account.orgId === principal.orgId,
      );
      return { accounts: found.map(({ id, name }) => ({ id, name })) };
    },
    'expert:save': (unit, entry) => service.save(unit, entry),
    'expert:set-availability': (unit, { availability, until }) => service.setAvailability(unit, availability, until),
    'expert:invite': async (unit, { conferenceId, id }) =>
      presentConference(await service.invite(unit, conferenceId, id), unit.actor),
  };
}
