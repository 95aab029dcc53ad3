import type { Kysely } from 'kysely';
import { AppError } from '@haigang/shared/kernel/errors';
import type { Conference } from '@haigang/shared/features/conference/conference.model';
import type { EvidenceClaim, EvidenceFile } from '@haigang/shared/features/evidence/evidence.model';
import {
  mayAddToIncident,
  mayContribute,
  mayFollow,
  maySeeIncidentFiles,
} from '@haigang/shared/features/evidence/evidence.rules';
import type { Principal } from '@haigang/shared/features/identity/identity.model';
import type { Incident } from '@haigang/shared/features/incident/incident.model';
import type { Database } from '../../platform/storage/schema.js';
import { conferences } from '../conference/index.js';
import { incidents } from '../incident/index.js';
import { evidenceFiles } from './evidence.store.js';

/** What a file is added to. */
export interface EvidenceTarget {
  readonly incident: Incident;
  readonly conferenceId: string | null;
}

/** [EVD4] The conference, or `not_found` for whoever does not follow it. */
export async function followedConference(
  db: Kysely<Database>,
  conferenceId: string,
  principal: Principal,
): Promise<Conference> {
  const conference = await conferences.find(db, conferenceId);
  if (conference && mayFollow(conference, principal)) return conference;
  throw new AppError('not_found', 'conference.unknown', `no conference ${conferenceId}`);
}

/**
 * [EVD4] Where a principal may add the file he speaks of. Throws `conference.unknown`, `incident.unknown` or
 * `evidence.not-allowed`. A file that comes in after its conference ended goes to the incident itself.
 */
export async function requireTarget(
  db: Kysely<Database>,
  claim: Pick<EvidenceClaim, 'incidentId' | 'conferenceId'>,
  principal: Principal,
): Promise<EvidenceTarget> {
  if (claim.conferenceId !== undefined) {
    const conference = await followedConference(db, claim.conferenceId, principal);
    const incident = await incidents.get(db, conference.incidentId);
    if (mayContribute(conference, principal)) return { incident, conferenceId: conference.id };
    if (conference.state === 'ENDED' && mayAddToIncident(incident, principal)) return { incident, conferenceId: null };
    throw notAllowed();
  }
  const incident = claim.incidentId === undefined ? undefined : await incidents.find(db, claim.incidentId);
  if (!incident || !maySeeIncidentFiles(incident, principal)) {
    throw new AppError('not_found', 'incident.unknown', 'no such incident');
  }
  if (!mayAddToIncident(incident, principal)) throw notAllowed();
  return { incident, conferenceId: null };
}

function notAllowed(): AppError {
  return new AppError('forbidden', 'evidence.not-allowed', 'you may not add files here');
}

/** [EVD4] A file somebody may not see does not exist for him. */
export async function readableFile(db: Kysely<Database>, id: string, principal: Principal): Promise<EvidenceFile> {
  const file = await evidenceFiles.find(db, id);
  if (file && (await mayRead(db, file, principal))) return file;
  throw new AppError('not_found', 'evidence.unknown', 'no such file');
}

/** Whether walls show a file now, by its id. */
export type ShownOnWalls = (fileId: string) => Promise<boolean>;

/** [EVD4] A wall looks at what is on it, and at no other file. */
export async function wallPicture(
  db: Kysely<Database>,
  id: string,
  principal: Principal,
  isShown: ShownOnWalls,
): Promise<EvidenceFile> {
  const file = await evidenceFiles.find(db, id);
  if (file?.orgId === principal.orgId && (await isShown(id))) return file;
  throw new AppError('not_found', 'evidence.unknown', 'no such file');
}

export async function mayRead(db: Kysely<Database>, file: EvidenceFile, principal: Principal): Promise<boolean> {
  if (file.conferenceId !== null) {
    const conference = await conferences.find(db, file.conferenceId);
    return conference !== undefined && mayFollow(conference, principal);
  }
  const incident = await incidents.find(db, file.incidentId);
  return incident !== undefined && maySeeIncidentFiles(incident, principal);
}
