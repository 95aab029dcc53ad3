import type { Kysely } from 'kysely';
import type { evidenceCalls } from '@haigang/shared/features/evidence/evidence.protocol';
import type { EvidenceFile } from '@haigang/shared/features/evidence/evidence.model';
import { maySeeIncidentFiles } from '@haigang/shared/features/evidence/evidence.rules';
import { AppError } from '@haigang/shared/kernel/errors';
import type { Handlers } from '../../platform/signaling/call-context.js';
import type { Database } from '../../platform/storage/schema.js';
import { incidents } from '../incident/index.js';
import { followedConference, mayRead } from './evidence.access.js';
import { evidenceFiles } from './evidence.store.js';

export function createEvidenceHandlers(deps: { reader: Kysely<Database> }): Handlers<typeof evidenceCalls> {
  const { reader } = deps;
  return {
    'evidence:list': async ({ principal }, { incidentId, conferenceId }) => {
      if (conferenceId !== undefined) {
        await followedConference(reader, conferenceId, principal);
      } else {
        const incident = await incidents.find(reader, incidentId);
        if (!incident || !maySeeIncidentFiles(incident, principal)) {
          throw new AppError('not_found', 'incident.unknown', 'no such incident');
        }
      }
      const files: EvidenceFile[] = [];
      for (const file of await evidenceFiles.list(reader, { incidentId })) {
        if (conferenceId !== undefined && file.conferenceId !== conferenceId) continue;
        if (await mayRead(reader, file, principal)) files.push(file);
      }
      return { files };
    },
  };
}
