import { AppError } from '@haigang/shared/kernel/errors';
import type { callCalls } from '@haigang/shared/features/conference/call.protocol';
import type { Handlers } from '../../platform/signaling/call-context.js';
import type { HaigangDatabase } from '../../platform/storage/database.js';
import { isInAudience } from '../../platform/sync/audience.js';
import { requireRole } from '../identity/index.js';
import { incidents } from '../incident/index.js';
import type { CallService } from './call.service.js';
import { presentConference } from './conference.present.js';

export interface CallHandlerDeps {
  readonly calls: CallService;
  readonly database: HaigangDatabase;
}

export function createCallHandlers({ calls, database }: CallHandlerDeps): Handlers<typeof callCalls> {
  return {
    'conference:callable': async ({ principal }, { incidentId }) => {
      requireRole(principal, 'commander', 'dispatcher');
      const incident = await incidents.get(database.reader, incidentId);
      if (!isInAudience(incidents.audienceOf(incident), principal)) {
        throw new AppError('not_found', 'incident.unknown', 'no such incident');
      }
      return { people: await calls.callable(database.reader, incident, principal.id) };
    },
    'conference:call': async (unit, { incidentId, who }) => {
      const { conference, leftOut } = await calls.call(unit, incidentId, who);
      return { ...presentConference(conference, unit.actor), leftOut: leftOut.map((one) => one.name) };
    },
    'conference:decline-call': async (unit, { conferenceId, reason }) => {
      await calls.decline(unit, conferenceId, reason);
      return {};
    },
  };
}
